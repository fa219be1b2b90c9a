"""The screen on which moderators set what each check may do."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from comments.checks.check import Check
from comments.findings import Kind
from comments.models import CheckMode, CheckSetting, Comment
from comments.moderation.check_figures import Figure, check_figures
from comments.moderation.trial import Spans, Trial, try_on_past
from comments.permissions import EVERYWHERE
from comments.pipeline import CHECKS
from comments.submission import Submission


def may_configure(request: HttpRequest) -> bool:
    """Return whether the person at the screen may set checks: they work on all pages, so only without limits."""
    policy = policy_registry.get_by_type(Comment)
    return EVERYWHERE in policy.paths(request.user, ["configure"])


class ChecksForm(forms.Form):
    """A mode for each check that has one."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for check in CHECKS:
            if not check.fixed:
                self.fields[check.name] = forms.ChoiceField(
                    label=str(check.label or check.name), choices=_choices(check), required=False
                )

    def save(self) -> Iterator[CheckSetting]:
        """Store what differs from before, and yield each such setting; one that goes, before it does."""
        stored = {setting.name: setting for setting in CheckSetting.objects.all()}
        for name, mode in self.cleaned_data.items():
            setting = stored.get(name) or CheckSetting(name=name, mode="")
            if setting.mode == mode:
                continue
            setting.mode = mode
            if mode:
                setting.save()
            yield setting
            if not mode:
                setting.delete()


def _choices(check: Check) -> list[tuple[str, str | Promise]]:
    standard = _("Standard: off") if check.default_mode == CheckMode.OFF else _("Standard")
    return [("", standard), *((mode.value, mode.label) for mode in reversed(CheckMode))]


@dataclass(frozen=True)
class Line:
    """One check in the table."""

    check: Check
    field: forms.BoundField | None
    figure: Figure


class ChecksView(WagtailAdminTemplateMixin, FormView):
    """All checks with what each is for, its mode, and how often it was right."""

    template_name = "reader_comments/admin/checks.html"
    page_title = _("Checks of reader comments")
    header_icon = "comment"
    form_class = ChecksForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for people who may configure. Raises PermissionDenied."""
        if not may_configure(request):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, str]:
        """Return the modes that are stored."""
        return dict(CheckSetting.objects.values_list("name", "mode"))

    def form_valid(self, form: ChecksForm) -> HttpResponse:
        """Store what was changed, and who did it."""
        with transaction.atomic():
            for setting in form.save():
                log(setting, "wagtail.edit", user=self.request.user, title=str(setting))
        messages.success(self.request, _("The checks are set. It counts from the next comment on."))
        return redirect("reader_comments_admin:checks")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the path to here."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the lines of the table, and a trial where one is asked for."""
        context = super().get_context_data(**kwargs)
        form, figures = context["form"], check_figures(self.request.user, timezone.now())
        lines = [
            Line(check, None if check.fixed else form[check.name], figures.get(check.name, Figure()))
            for check in CHECKS
        ]
        wanted = self.request.GET.get("try")
        tried = next((check for check in CHECKS if check.name == wanted and check.reads_words_only), None)
        return context | {
            "lines": [line for line in lines if line.field],
            "fixed": [line for line in lines if not line.field],
            "tried": tried,
            "trial": _trial_of(tried, self.request) if tried else None,
        }


def _trial_of(check: Check, request: HttpRequest) -> Trial:
    return try_on_past(request.user, lambda comment: _spans(check, comment))


def _spans(check: Check, comment: Comment) -> Spans | None:
    """Return what `check` would mark in this comment, or None where it would find nothing to look at."""
    thread = comment.thread
    submission = Submission(name=comment.name, body=comment.body, page=thread.page, thread=thread)
    found = [finding for finding in check.run(submission) if finding.kind != Kind.TRUST]
    return [span for finding in found for span in finding.spans] if found else None


class ChecksMenuItem(MenuItem):
    """The entry among the settings."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Only to people who may configure."""
        return may_configure(request)


def checks_menu_item() -> MenuItem:
    """Return the entry, as the hook wants it."""
    return ChecksMenuItem(
        ChecksView.page_title, reverse("reader_comments_admin:checks"), icon_name="comment", order=900
    )
