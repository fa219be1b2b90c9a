"""Takes readers' reports of comments, without a script. Knows no login and sets no cookie."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from comments.closing import settings_for
from comments.limits import Excess, Limit
from comments.models import Comment, Report, ReportReason
from comments.network import network_key
from comments.pages import public_page
from comments.reporting.filing import file_report
from comments.reporting.form import ReportForm
from comments.submission import Delivery
from comments.tokens import FORM_LIFETIME, BadToken, sign, unsign
from comments.views.outages import keeps_text

PURPOSE = "report"
# As wide as a hospital, and no hospital reports faster.
LIMIT = Limit("reports", 600, refuse=20)


# As with the form for comments, a forged request could borrow no authority here: the view asks for none.
@csrf_exempt
@never_cache
@keeps_text
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show the form to report one comment, or take what it sends."""
    comment = _comment(public_id)
    if request.method != "POST":
        if not comment.is_published:
            raise Http404
        return _page(request, comment, ReportForm())
    delivery = Delivery.of(request)
    if not delivery.is_readable:
        return _page(request, comment, ReportForm(), _("This is too long to be read here."), status=413)
    form = ReportForm(request.POST)
    if delivery.site not in {"same-origin", "unknown"}:
        told = _("This came from another website. Please send it from here.")
        return _page(request, comment, form, told, status=403)
    return _file(request, comment, form)


@never_cache
@require_safe
def reported(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say thank you, what happens next, and where those find help who may need it."""
    asked = {name: request.GET.get(name) == "1" for name in ("worried", "helps")}
    context = _context(_comment(public_id)) | asked
    return _unlisted(render(request, "reader_comments/reported.html", context))


def _file(request: HttpRequest, comment: Comment, form: ReportForm) -> HttpResponse:
    revision = _revision_seen(request, comment)
    if revision is None:
        told = _("This form was open for a long time. Please read the comment once more, then send it again.")
        return _page(request, comment, form, told, status=409)
    network = network_key(request.META)
    if excess := LIMIT.passed(Report.objects.filter(network_key=network), "sent_at", timezone.now()):
        return _too_fast(request, comment, form, excess)
    if not form.is_valid():
        return _page(request, comment, form, _("Please look at the fields that are marked."), status=422)
    file_report(comment, form.cleaned_data, network, revision)
    return _thanks(comment, form)


def _thanks(comment: Comment, form: ReportForm) -> HttpResponse:
    shown = {"worried": form.cleaned_data["reason"] == ReportReason.DISTRESS, "helps": form.sounds_distressed}
    asked = "&".join(f"{name}=1" for name, wanted in shown.items() if wanted)
    address = reverse("reader_comments:reported", args=[comment.public_id])
    return redirect(f"{address}?{asked}" if asked else address)


def _too_fast(request: HttpRequest, comment: Comment, form: ReportForm, excess: Excess) -> HttpResponse:
    told = _(
        "Many reports came from your network in a short time. Please send yours again in %(minutes)s min."
    )
    minutes = -(-excess.wait // 60)
    response = _page(request, comment, form, told % {"minutes": minutes}, status=429)
    response["Retry-After"] = str(excess.wait)
    return response


def _comment(public_id: str) -> Comment:
    """Return the comment that this address names. Raises Http404 unless its page shows comments to everybody."""
    comment = get_object_or_404(Comment.objects.select_related("thread"), public_id=public_id)
    if not comment.thread.is_shown:
        raise Http404
    comment.thread.page = public_page(comment.thread.page_id)
    return comment


def _revision_seen(request: HttpRequest, comment: Comment) -> int | None:
    """Return which text the reader saw, or None where the form is not ours or too old."""
    try:
        public_id, revision = unsign(PURPOSE, request.POST.get("token", ""), FORM_LIFETIME)
    except BadToken:
        return None
    return revision if public_id == comment.public_id else None


def _page(
    request: HttpRequest, comment: Comment, form: ReportForm, told: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    context = _context(comment) | {
        "form": form,
        "told": told,
        "helps": form.sounds_distressed,
        "token": sign(PURPOSE, [comment.public_id, comment.revision]),
    }
    return _unlisted(render(request, "reader_comments/report.html", context, status=status))


def _context(comment: Comment) -> dict[str, Any]:
    page = comment.thread.page
    return {"comment": comment, "commented_page": page, "comment_settings": settings_for(comment.thread)}


def _unlisted(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    return response
