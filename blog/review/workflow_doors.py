"""What people meet of the task "Medical review" in Wagtail's own screens."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem, WorkflowMenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel
from wagtail.models import AbstractPage

from blog.review import clock, signing
from blog.review.doors import review_address, review_button
from blog.review.governed import is_governed
from blog.review.models import MedicalReviewTask, MedicalReviewTaskState, ReviewRequest

TASK_STATE = MedicalReviewTaskState._meta.model_name
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


class OtherTasksPanel(WorkflowObjectsToModeratePanel):
    """Wagtail's list of what awaits somebody, without what "Waiting for your review" lists with its own link."""

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Leave the medical reviews out."""
        context = super().get_context_data(parent_context)
        waiting = [one for one in context["states"] if one["task_state"].content_type.model != TASK_STATE]
        return context | {"states": waiting}


def list_once(request: HttpRequest, panels: list[Component]) -> None:
    """`construct_homepage_panels`: one list, not two of nearly the same name, tells a reviewer what waits."""
    panels[:] = [
        OtherTasksPanel() if type(panel) is WorkflowObjectsToModeratePanel else panel for panel in panels
    ]


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
