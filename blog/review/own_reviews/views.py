"""The reviewer's page: their own work, papers and absence; editors look at it without changing anything."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from blog.people.models import Person
from blog.review import clock
from blog.review.own_reviews.forms import AbsenceForm, DeclareForm, RenewForm
from blog.review.own_reviews.queue import Queue, person_of
from blog.review.reports.base import may_read
from blog.review.reports.pages import pages_of


def queue_for(request: HttpRequest, person_id: int | None) -> Queue:
    """Return the user's own queue, or for who works on pages that of a colleague, as far as their pages go.

    Raises PermissionDenied for everybody else, Http404 for nobody.
    """
    own = person_of(request.user)
    if person_id is None or (own and own.pk == person_id):
        if own is None:
            raise PermissionDenied
        return Queue(own, clock.now())
    if not may_read(request):
        raise PermissionDenied
    return Queue(get_object_or_404(Person, pk=person_id), clock.now(), pages_of(request))


class OwnReviewsMixin(WagtailAdminTemplateMixin):
    """Whose page it is, and its addresses."""

    header_icon = "clipboard-list"

    def dispatch(self, request: HttpRequest, *args: Any, person_id: int | None = None) -> HttpResponseBase:
        """Find the queue before anything else."""
        self.queue = queue_for(request, person_id)
        return super().dispatch(request, *args)

    @property
    def is_own(self) -> bool:
        """Whether the user looks at their own page."""
        return self.queue.person.user_id == self.request.user.pk

    def get_page_title(self) -> str:
        """Name the page."""
        return _("My reviews") if self.is_own else _("Reviews")

    def get_page_subtitle(self) -> str:
        """Name the person."""
        return self.queue.person.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Show this screen alone: reviewers have nowhere else to go."""
        return [{"url": "", "label": self.get_header_title()}]

    def address(self, name: str) -> str:
        """Return the address of a tab of this person."""
        if self.is_own:
            return reverse(f"medical_review_admin:my_{name}")
        return reverse(f"medical_review_admin:reviewer_{name}", args=[self.queue.person.pk])

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add person, tabs and style."""
        context = super().get_context_data(*args, **kwargs)
        style = forms.Media(css={"all": ["medical_review/reports.css", "medical_review/own_reviews.css"]})
        return context | {
            "queue": self.queue,
            "person": self.queue.person,
            "is_own": self.is_own,
            "queue_address": self.address("reviews"),
            "history_address": self.address("history"),
            "media": context.get("media", forms.Media()) + style,
        }


class OwnReviewsView(OwnReviewsMixin, View):
    """What waits, what comes due, papers and absence."""

    template_name = "medical_review/own/queue.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Change one thing about oneself."""
        if not self.is_own:
            raise PermissionDenied
        form = self.forms.get(request.POST.get("action", ""))
        if form is None or not form.is_valid():
            for error in form.non_field_errors() if form else []:
                messages.error(request, error)
            return self.get(request)
        form.save()
        log(instance=self.queue.person, action="wagtail.edit", user=request.user)
        messages.success(request, self.thanks[request.POST["action"]])
        return redirect(request.path)

    @cached_property
    def thanks(self) -> dict[str, str]:
        """What is said after each change."""
        return {
            "renew": _("Your statement counts for twelve months from today."),
            "declare": _("Your new statement counts for twelve months from today."),
            "absence": _("Saved."),
        }

    @cached_property
    def forms(self) -> dict[str, Any]:
        """The three forms; only the one that was sent has data."""
        person, today = self.queue.person, self.queue.today
        return {
            "renew": RenewForm(self._data("renew"), person=person, today=today),
            "declare": DeclareForm(self._data("declare"), person=person, today=today),
            # Its own copy of the person: what it refuses must not show on the rest of the page.
            "absence": AbsenceForm(
                self._data("absence"), instance=Person.objects.get(pk=person.pk), today=today
            ),
        }

    def _data(self, action: str) -> Any:
        return self.request.POST if self.request.POST.get("action") == action else None

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the forms to one's own page."""
        context = super().get_context_data(*args, **kwargs)
        if not self.is_own:
            return context
        return context | {"forms": self.forms, "media": context["media"] + self.forms["absence"].media}
