"""The list of requests that wait for somebody who is away."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import page_permission_policy

from blog.people.models import Person
from blog.review import clock
from blog.review.absences.passing_on import pass_on, waiting_in_vain
from blog.review.clock import day_of
from blog.review.deputies import deputy_of
from blog.review.models import Account, ReviewRequest


@dataclass(frozen=True)
class Waiting:
    """A request, and who could answer it instead."""

    request: ReviewRequest
    deputy: Person | None


def may_pass_on(user: Account) -> bool:
    """Whether this user edits pages."""
    return page_permission_policy.user_has_any_permission(user, {"add", "change", "publish"})


class AbsencesView(WagtailAdminTemplateMixin, View):
    """Shows what waits in vain; a click passes it on."""

    template_name = "medical_review/absences.html"
    page_title = gettext_lazy("Requests to people who are away")
    header_icon = "history"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_pass_on(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Pass one request on, or all that a deputy can take."""
        wanted = request.POST.get("request", "")
        for waiting in self.waiting():
            if wanted == str(waiting.request.pk) or (wanted == "all" and waiting.deputy):
                self._pass_on(waiting.request)
        return redirect(request.path)

    def _pass_on(self, waiting: ReviewRequest) -> None:
        title = waiting.page.get_admin_display_title()
        if not waiting.page.permissions_for_user(self.request.user).can_edit():
            messages.error(self.request, f"“{title}”: " + _("You may not edit this page."))
            return
        try:
            new = pass_on(waiting, self.request.user)
        except ValidationError as error:
            messages.error(self.request, f"“{title}”: " + " ".join(error.messages))
        else:
            told = _("%(name)s was asked to review “%(title)s”.")
            messages.success(self.request, told % {"name": new.reviewer.name, "title": title})

    def waiting(self) -> list[Waiting]:
        """All requests that wait in vain, the oldest first."""
        today = day_of(clock.now())
        return [Waiting(row, deputy_of(row.reviewer, today)) for row in waiting_in_vain()]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_header_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.waiting()
        some = sum(row.deputy is not None for row in rows) > 1
        return super().get_context_data(**kwargs) | {"rows": rows, "several_can_be_passed_on": some}


class AbsencesMenuItem(MenuItem):
    """Under "Reports", while something waits in vain."""

    def __init__(self) -> None:
        super().__init__(
            gettext_lazy("Reviewers who are away"),
            reverse_lazy("medical_review_admin:absences"),
            name="absent-reviewers",
            icon_name="history",
            order=710,
        )

    def is_shown(self, request: HttpRequest) -> bool:
        return may_pass_on(request.user) and waiting_in_vain().exists()
