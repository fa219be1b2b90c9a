"""The friendly doors: where an editor is told, before anything is refused, what is missing and how to get it."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log
from wagtail.models import AbstractPage

from blog.review import clock, gate, signing
from blog.review.governed import enforcing, governed_models, is_governed
from blog.review.models import ReviewRequest

REQUEST_ACTION = "action-request-medical-review"


def stop_publishing(request: HttpRequest, page: AbstractPage) -> HttpResponse | None:
    """`before_publish_page`: the draft is saved by now; if it may not be published, say why and lead on."""
    if not (is_governed(type(page)) and enforcing()):
        return None
    at = max(page.go_live_at or clock.now(), clock.now())
    problems = gate.refusal(page, at)
    if not problems:
        return None
    explain(request, page, problems)
    return redirect("wagtailadmin_pages:edit", page.pk)


def explain(request: HttpRequest, page: AbstractPage, problems: Iterable[str]) -> None:
    """Tell the editor that the text was saved, not published, and what to do; write the refusal to the history."""
    sentences = [_("Saved as a draft, not published."), *problems, *waiting_sentences(page)]
    log(instance=page, action="medical_review.refuse", user=request.user, data={"reasons": list(problems)})
    messages.error(request, " ".join(sentences), buttons=[review_button(page)])


def waiting_sentences(page: AbstractPage) -> list[str]:
    """Whom we are waiting for, or that nobody was asked yet."""
    waiting = ReviewRequest.objects.open().filter(page=page.pk).select_related("reviewer")
    names = ", ".join(request.reviewer.name for request in waiting)
    if names:
        return [_("Waiting for %(names)s.") % {"names": names}]
    return [_("Use “Request medical review” to ask a reviewer.")]


def review_address(page: AbstractPage) -> str:
    """The address of the page's review screen."""
    return reverse("medical_review_admin:review", args=[page.pk])


def review_button(page: AbstractPage) -> tuple[str, str, bool]:
    """The button of a message that leads to the review screen."""
    return messages.button(review_address(page), _("Request medical review"))


def request_after_saving(request: HttpRequest, page: AbstractPage) -> HttpResponse | None:
    """`after_create_page`, `after_edit_page`: the editor saved with the button "Request medical review"."""
    if not request.POST.get(REQUEST_ACTION) or not is_governed(type(page)):
        return None
    reviewer = getattr(page, "assigned_reviewer", None)
    if reviewer is None:
        messages.warning(request, _("Choose who shall review this text."))
        return redirect(review_address(page))
    try:
        signing.request_review(page, reviewer, request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages), buttons=[review_button(page)])
        return redirect(review_address(page))
    messages.success(request, _("%(name)s was asked to review this text.") % {"name": reviewer.name})
    return redirect("wagtailadmin_pages:edit", page.pk)


def explain_copy(request: HttpRequest, page: AbstractPage, new_page: AbstractPage) -> None:
    """`after_copy_page`: a review covers one page, so copies are drafts, whatever the box said."""
    if request.POST.get("publish_copies") and is_governed(new_page.specific_class) and not new_page.live:
        messages.warning(
            request,
            _("The copy was saved as a draft: a medical review covers one page, not its copies."),
            buttons=[review_button(new_page)],
        )


def stop_alias_conversion(request: HttpRequest, page: AbstractPage) -> HttpResponse | None:
    """`before_convert_alias_page`: a live alias shows a review that is not its own."""
    if not (page.live and is_governed(type(page)) and enforcing()):
        return None
    messages.error(
        request,
        _(
            "Unpublish this alias before you convert it: as a page of its own it needs its own medical review."
        ),
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


class RequestReviewMenuItem(ActionMenuItem):
    """Saves the draft and asks the assigned reviewer."""

    name = REQUEST_ACTION
    label = gettext_lazy("Request medical review")
    icon_name = "clipboard-list"
    order = 25

    def is_shown(self, context: dict) -> bool:
        """On pages of governed types which the user may edit."""
        page = context.get("page")
        if page is None:
            return is_governed(_type_being_created(context["request"]))
        return is_governed(type(page)) and not context["locked_for_user"]


def offer_what_may_be_done(items: list[ActionMenuItem], request: HttpRequest, context: dict) -> None:
    """`construct_page_action_menu`: as long as the draft may not be published, asking stands where Publish would."""
    page = context.get("page")
    governed = is_governed(type(page) if page else _type_being_created(request))
    if governed and enforcing() and (page is None or gate.refusal(page)):
        items[:] = [item for item in items if item.name != "action-publish"]


def _type_being_created(request: HttpRequest) -> type[Model] | None:
    """The page type that the create view is about: it stands in the address."""
    named = request.resolver_match.kwargs if request.resolver_match else {}
    label = f"{named.get('content_type_app_name')}.{named.get('content_type_model_name')}"
    return next((model for model in governed_models() if model._meta.label_lower == label), None)


def header_buttons(page: AbstractPage, user: Model, view_name: str, **kwargs: object) -> Iterable[Button]:
    """`register_page_header_buttons`: the way to the review screen."""
    if is_governed(page.specific_class) and page.permissions_for_user(user).can_edit():
        yield Button(_("Medical review"), review_address(page), icon_name="clipboard-list", priority=45)
