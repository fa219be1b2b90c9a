"""The side panel “Before publishing” of the page editor, and the views of the editor that carry it.

Wagtail has no hook for side panels: a page type's own views name them, and a viewset names the views.
"""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.admin.viewsets.pages import PageViewSet, page_viewset_registry

from blog.review.editor_checks.doors import explain, problems_of
from blog.review.editor_checks.registry import has_checks

APPROVE = "approve"


class BeforePublishingPanel(BaseSidePanel):
    """Fetched once the editor has opened, and again after each save: the editor never waits for it."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        """The button in the header, with the number of what waits."""

        aria_label = _("Toggle the list of what to do before publishing")
        icon_name = "tasks"
        counter_classname = "w-bg-critical-200"

    name = "before-publishing"
    title = _("Before publishing")
    template_name = "medical_review/editor_checks/panel.html"
    order = 150

    @property
    def media(self) -> forms.Media:
        """The panel's style and script."""
        script = forms.Script("medical_review/editor_checks.js", type="module")
        return forms.Media(
            css={"all": ["medical_review/editor_checks.css"]},
            js=[script],  # type: ignore[list-item]
        )


class ChecksPanelMixin:
    """For views of the page editor: adds the panel where a whole editor is sent, not in answer to an autosave.

    What comes back from an autosave replaces side panels by name; this one follows the save by itself.
    """

    def get_side_panels(self) -> Any:
        """Return the side panels, with this one where there are checks for the page type."""
        side_panels = super().get_side_panels()
        is_partial = self.expects_json_response or getattr(self, "hydrate_create_view", False)
        if not is_partial and has_checks(type(self.page)):
            side_panels.append(BeforePublishingPanel(self.page, self.request))
        return side_panels

    def submit_action(self) -> HttpResponse:
        """Submit to a workflow, unless something must be mended first: then only save."""
        return self._unless_stopped(super().submit_action)

    def _unless_stopped(self, action: Any) -> HttpResponse:
        problems = problems_of(self.form.save(commit=False))
        if not problems:
            return action()
        response = self.save_action()
        explain(self.request, self.page, problems)
        return response


class CheckedCreateView(ChecksPanelMixin, CreateView):
    """Creates a page."""


class CheckedEditViewMixin(ChecksPanelMixin):
    """Adds what only an existing page can do."""

    def restart_workflow_action(self) -> HttpResponse:
        """Begin the workflow anew, unless something must be mended first."""
        return self._unless_stopped(super().restart_workflow_action)

    def perform_workflow_action(self) -> HttpResponse:
        """Act in the workflow; an approval may publish, so it is stopped like publishing."""
        if self.workflow_action != APPROVE:
            return super().perform_workflow_action()
        return self._unless_stopped(super().perform_workflow_action)


class CheckedEditView(CheckedEditViewMixin, EditView):
    """Edits a page."""


class CheckedRevertView(CheckedEditViewMixin, RevisionsRevertView):
    """Edits an earlier version of a page."""


class CheckedWorkflowMixin:
    """For the workflow's buttons outside the editor."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Stop an approval while something must be mended."""
        draft = self.object.get_latest_revision_as_object()
        problems = problems_of(draft) if self.action_name == APPROVE and request.method == "POST" else []
        if problems:
            explain(request, draft, problems)
            return redirect("wagtailadmin_pages:edit", draft.pk)
        return super().dispatch(request, *args, **kwargs)


class CheckedWorkflowActionView(CheckedWorkflowMixin, WorkflowActionView):
    """Acts in a workflow."""


class CheckedPageViewSet(PageViewSet):
    """Views of the editor with the panel; a site that has a viewset of its own inherits from the views instead."""

    add_view_class = CheckedCreateView
    edit_view_class = CheckedEditView
    revisions_revert_view_class = CheckedRevertView
    workflow_action_view_class = CheckedWorkflowActionView


def use_for(*models: type) -> None:
    """Let the pages of these classes be edited with the panel; a viewset for a more derived class wins."""
    viewset = CheckedPageViewSet()
    for model in models:
        page_viewset_registry.register(model, viewset)
