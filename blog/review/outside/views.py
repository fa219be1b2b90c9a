"""The sitting: the list, each text with what changed first, the signature."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from blog.review import signing
from blog.review.clock import day_of
from blog.review.forms import ChangesForm
from blog.review.models import MedicalReview, ReviewRequest
from blog.review.outside.answers import answer, seated, typed
from blog.review.outside.desk import OutsideDesk, desk_of, open_requests
from blog.review.outside.forms import OutsideSignForm
from blog.review.outside.sittings import Sitting, delete_cookie
from blog.review.outside.withdrawing import pages_signed_by

LINK = MedicalReview.SignedWith.LINK


@seated
@require_safe
def texts(request: HttpRequest, sitting: Sitting, now: datetime) -> HttpResponse:
    """The list, the oldest request first."""
    return _list(request, sitting, now)


@seated
@require_POST
def finish(request: HttpRequest, sitting: Sitting, now: datetime) -> HttpResponse:
    """Close the sitting: the cookie is worth nothing from now on."""
    sitting.code.end(now)
    response = answer(request, "finished", {})
    delete_cookie(response)
    return response


@seated
@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, sitting: Sitting, now: datetime, page_id: int) -> HttpResponse:
    """One text; a POST signs it or sends it back."""
    asked = _asked(sitting, page_id)
    if asked is None:
        if request.method == "POST" and _was_asked(sitting, page_id):
            return _list(request, sitting, now, status=409, closed=True, typed=typed(request))
        raise Http404
    desk = desk_of(asked, now)
    if request.method != "POST":
        return _text(request, sitting, desk, _sign_form(desk), ChangesForm())
    act = _send_back if request.POST.get("action") == "changes" else _sign
    return act(request, sitting, desk)


@seated
@require_safe
def preview(request: HttpRequest, sitting: Sitting, now: datetime, page_id: int) -> HttpResponseBase:
    """The draft as readers would see it; only of a text that waits for this person."""
    asked = _asked(sitting, page_id)
    page = desk_of(asked, now).page if asked else None
    if page is None or not page.is_previewable():
        raise Http404
    return page.make_preview_request(request, page.default_preview_mode)


def _sign(request: HttpRequest, sitting: Sitting, desk: OutsideDesk) -> HttpResponse:
    data = request.POST.copy()
    form, problems = _sign_form(desk, data), []
    if form.is_valid():
        try:
            with transaction.atomic():
                form.declare_interests()
                signing.sign(desk.page, desk.asked_person, signed_with=LINK, now=desk.now, **form.signature())
        except ValidationError as refusal:
            problems = refusal.messages
        else:
            return _next(sitting, "signed")
    else:
        problems = [_("Nothing was signed yet: an answer further down is missing or not right.")]
    # The text may be another one now: the next signature is for the one that is shown.
    data["read"] = desk.digest.root
    return _text(request, sitting, desk, form, ChangesForm(), problems=problems, status=422)


def _send_back(request: HttpRequest, sitting: Sitting, desk: OutsideDesk) -> HttpResponse:
    form = ChangesForm(request.POST)
    if not form.is_valid():
        return _text(request, sitting, desk, _sign_form(desk), form, status=422)
    reason = form.cleaned_data["reason"]
    signing.request_changes(desk.page, desk.asked_person, statement=reason, signed_with=LINK, now=desk.now)
    return _next(sitting, "returned")


def _sign_form(desk: OutsideDesk, data: Any = None) -> OutsideSignForm:
    return OutsideSignForm(
        data, person=desk.asked_person, today=day_of(desk.now), due=desk.latest_due, root=desk.digest.root
    )


def _text(
    request: HttpRequest,
    sitting: Sitting,
    desk: OutsideDesk,
    sign_form: OutsideSignForm,
    changes_form: ChangesForm,
    **more: Any,
) -> HttpResponse:
    status = more.pop("status", 200)
    context = {"desk": desk, "sign_form": sign_form, "changes_form": changes_form}
    context |= {
        "problems": [],
        "done": request.GET.get("done", ""),
        "waiting": len(open_requests(sitting.person)),
    }
    return answer(request, "text", context | more, status=status)


def _list(
    request: HttpRequest, sitting: Sitting, now: datetime, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "person": sitting.person,
        "desks": [desk_of(asked, now) for asked in open_requests(sitting.person)],
        "signed_pages": pages_signed_by(sitting.person),
        "done": request.GET.get("done", ""),
        "closed": False,
        "typed": "",
    }
    return answer(request, "list", context | more, status=status)


def _next(sitting: Sitting, done: str) -> HttpResponse:
    """Lead on to the next text at once; after the last one, back to the list."""
    waiting = open_requests(sitting.person)
    if waiting:
        address = reverse("medical_review:text", args=[waiting[0].page_id])
    else:
        address = reverse("medical_review:sitting")
    return redirect(f"{address}?done={done}")


def _asked(sitting: Sitting, page_id: int) -> ReviewRequest | None:
    return next((asked for asked in open_requests(sitting.person) if asked.page_id == page_id), None)


def _was_asked(sitting: Sitting, page_id: int) -> bool:
    return ReviewRequest.objects.filter(reviewer=sitting.person, page=page_id).exists()
