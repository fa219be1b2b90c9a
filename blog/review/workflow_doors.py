"""What people meet of the task "Medical review" in Wagtail's own screens."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem, WorkflowMenuItem
from wagtail.models import AbstractPage

from blog.review import clock, signing
from blog.review.doors import review_address, review_button
from blog.review.governed import is_governed
from blog.review.models import MedicalReviewTask, MedicalReviewTaskState, ReviewRequest

SUBMITS = ("action-submit", "action-restart-workflow")


def lead_to_review(request: HttpRequest, page: AbstractPage) -> HttpResponse | None:
    """`before_edit_page`: nobody signs in the editor, where saving would make the reviewer an author."""
    if not request.POST.get("action-workflow-action"):
        return None
    if not isinstance(page.current_workflow_task, MedicalReviewTask):
        return None
    messages.warning(
        request, _("Nothing was signed: a medical review is signed here, where you see all of it.")
    )
    return redirect(review_address(page))


def hide_actions(items: list[ActionMenuItem], request: HttpRequest, context: dict) -> None:
    """`construct_page_action_menu`: the panel and the button above lead to the review screen."""
    page = context.get("page")
    if page is not None and isinstance(page.current_workflow_task, MedicalReviewTask):
        items[:] = [item for item in items if not isinstance(item, WorkflowMenuItem)]


def tell_who_was_asked(request: HttpRequest, page: AbstractPage) -> None:
    """`after_create_page`, `after_edit_page`: who reads the submitted page now; or that nobody does, and why."""
    if not is_governed(type(page)) or not any(request.POST.get(name) for name in SUBMITS):
        return
    if MedicalReviewTaskState.open_for(page) is None:
        return
    asked = ReviewRequest.objects.open().filter(page=page.pk).select_related("reviewer")
    names = ", ".join(each.reviewer.name for each in asked)
    if names:
        messages.success(request, _("Waiting for the medical review of %(names)s.") % {"names": names})
    else:
        sentences = [*why_nobody(page), _("Nobody was asked to review this text yet: choose a reviewer.")]
        messages.error(request, " ".join(sentences), buttons=[review_button(page)])


def why_nobody(page: AbstractPage) -> list[str]:
    """Why the reviewer named on the page could not be asked."""
    reviewer = getattr(page, "assigned_reviewer", None)
    return signing.asking_problems(page, reviewer, clock.now()) if reviewer else []
