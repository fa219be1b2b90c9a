"""The screens for whoever looks after readers in distress: the cases without any text, and one case. No bulk."""

from typing import Any, cast

from django import forms
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import IndexView, WagtailAdminTemplateMixin
from wagtail.models import Site
from wagtail.permissions import policy_registry

from comments.models import CareCase, CareState, CareStep, CaseClosed, Comment, CommentSettings
from comments.moderation.navigation import places_for
from comments.submission import clean

MAX_NOTE = 2000
# What a person can do, in this order; for these a few words are needed.
STEPS = (
    (CareStep.TAKEN, _("I look after it")),
    (CareStep.ANSWERED_PUBLICLY, _("I answered below the comment")),
    (CareStep.ANSWERED_PRIVATELY, _("I wrote to the author")),
    (CareStep.ESCALATED, _("I handed it on")),
    (CareStep.NOTED, _("Only a note")),
    (CareStep.CLOSED, _("Close the case")),
)
STEPS_AFTER_THE_END = ((CareStep.REOPENED, _("Open the case again")), (CareStep.NOTED, _("Only a note")))
NEEDED_WORDS = {
    CareStep.ESCALATED: _("Please say to whom you handed it on."),
    CareStep.CLOSED: _("Please say why the case is closed."),
    CareStep.NOTED: _("Please write the note first."),
}


def cases_for(user: AbstractBaseUser | AnonymousUser) -> QuerySet:
    """Return the cases that `user` may see: those below the pages of their groups."""
    policy = policy_registry.get_by_type(Comment)
    cases = CareCase.objects.select_related("comment__thread__page", "owner")
    return policy.limit(cases, user, ["care"], page="comment__thread__page")


class CareListView(IndexView):
    """The cases that are not closed, the nearest crisis first; or those that are."""

    model = Comment
    template_name = "reader_comments/admin/care_cases.html"
    results_template_name = "reader_comments/admin/care_cases_results.html"
    any_permission_required = ["care"]
    is_searchable = False
    list_display = ["__str__"]
    page_title = _("Reader comments")
    header_icon = "comment"
    paginate_by = 50
    closed = False

    def get_base_queryset(self) -> QuerySet:
        """The cases on the pages of this person."""
        cases = cases_for(self.request.user)
        if self.closed:
            return cases.exclude(closed_at=None).order_by("-closed_at", "-pk")
        return cases.unfinished()

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        """Keep the order."""
        return queryset

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the tabs, and whether anybody is named who is told."""
        context = super().get_context_data(*args, **kwargs)
        decided = CommentSettings.of(Site.find_for_request(self.request))
        return context | {
            "places": places_for(self.request),
            "here_name": "reader_comments_admin:care_cases",
            "closed": self.closed,
            "nobody_named": decided.care_owner_id is None,
            "settings_url": reverse("wagtailsettings:edit", args=["reader_comments", "commentsettings"]),
        }


class CareStepForm(forms.Form):
    """What somebody did in a case, and a few words about it."""

    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=MAX_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For your team: what you did, to whom you handed it on, or why it is closed."),
    )
    step = forms.TypedChoiceField(
        choices=CareStep.choices,
        coerce=CareStep,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Please choose one of the buttons below.")
        ),
    )

    def __init__(self, *args: Any, case: CareCase, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.buttons = STEPS_AFTER_THE_END if case.state == CareState.CLOSED else STEPS
        # Also what was shown before somebody else closed the case: they are told so, not that it does not exist.
        self.fields["step"].choices = list({*STEPS, *STEPS_AFTER_THE_END})

    def clean_note(self) -> str:
        """Keep what can be stored."""
        return clean(self.cleaned_data["note"])

    def clean(self) -> dict[str, Any]:
        """Ask for words where others need them."""
        cleaned = super().clean() or {}
        step = cleaned.get("step")
        needed = NEEDED_WORDS.get(step) if step else None
        if needed and not cleaned.get("note") and "note" not in self.errors:
            self.add_error("note", needed)
        return cleaned


class CareCaseView(WagtailAdminTemplateMixin, TemplateView):
    """One case: the comment, what was done so far, and what can be done now."""

    template_name = "reader_comments/admin/care_case.html"
    page_title = _("Looking after a reader")
    header_icon = "comment"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in whoever looks after readers in distress. Raises PermissionDenied for anybody else."""
        if not policy_registry.get_by_type(Comment).user_has_permission(request.user, "care"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def case(self) -> CareCase:
        """The case. Raises Http404 where there is none on a page of this person."""
        return get_object_or_404(cases_for(self.request.user), pk=self.kwargs["pk"])

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Write down what was done, or show the form again with the words that were typed."""
        form = CareStepForm(request.POST, case=self.case)
        if not form.is_valid():
            return self._show(form, 400)
        step = form.cleaned_data["step"]
        try:
            self.case.act(step, cast("AbstractBaseUser", request.user), form.cleaned_data["note"])
        except CaseClosed as refusal:
            again = CareStepForm(request.POST, case=self.case)
            again.add_error(None, str(refusal))
            return self._show(again, 409)
        messages.success(request, _("Written down: %(what)s.") % {"what": step.label})
        return redirect("reader_comments_admin:care_case", pk)

    def _show(self, form: CareStepForm, status: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list."""
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("reader_comments_admin:care_cases"), "label": _("Care")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the case, the comment and what was done."""
        kwargs.setdefault("form", CareStepForm(case=self.case))
        comment = self.case.comment
        return super().get_context_data(**kwargs) | {
            "case": self.case,
            "comment": comment,
            "page": comment.thread.page,
            "actions": self.case.actions.all(),
            "reasons": [each["message"] for each in comment.findings if each.get("tier")],
        }
