"""The admin's screens about the site's own links: list, form, deletion, and a check on demand."""

from collections.abc import Callable
from typing import Any

import django_filters
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn, StatusTagColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import DeleteView, EditView, IndexView

from disclosures import tasks
from disclosures.models import ManagedLink

STATES = {
    "active": gettext_lazy("Active"),
    "paused": gettext_lazy("Paused"),
    "ended": gettext_lazy("Ended"),
    "broken": gettext_lazy("Broken"),
}
policy = ModelPermissionPolicy(ManagedLink)


def url_name(view: str) -> str:
    """Return the name under which a screen about links is found."""
    return ManagedLink.snippet_viewset.get_url_name(view)


def shown_state(link: ManagedLink) -> str:
    """Return what readers meet, in words. The link comes with the figures of the list."""
    state = link.state()
    return str(STATES["broken" if state == ManagedLink.Status.ACTIVE and link.is_broken else state])


COLUMNS = [
    "title",
    Column("slug", label=gettext_lazy("Address"), accessor="get_absolute_url", sort_key="slug"),
    Column("programme", label=gettext_lazy("Programme"), sort_key="programme"),
    StatusTagColumn(
        "state",
        label=gettext_lazy("Readers meet"),
        accessor=shown_state,
        primary=lambda link: shown_state(link) == str(STATES["active"]),
    ),
    NumberColumn("clicks_lately", label=gettext_lazy("Clicks in 30 days"), sort_key="clicks_lately"),
    DateColumn("last_check", label=gettext_lazy("Last check"), sort_key="last_check"),
]


class LinkFilterSet(WagtailFilterSet):
    """By what readers meet, and by who pays."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("Readers meet"), choices=list(STATES.items()), method="in_state"
    )
    programme = django_filters.AllValuesFilter(label=gettext_lazy("Programme"))

    class Meta:
        model = ManagedLink
        fields = ["programme"]

    def in_state(self, links: QuerySet, name: str, value: str) -> QuerySet:
        """Return the links of one state."""
        if value == "paused":
            return links.filter(status="paused").exclude(pk__in=ManagedLink.objects.ended())
        if value == "active":
            return links.active().exclude(pk__in=ManagedLink.objects.broken())
        return links.active().broken() if value == "broken" else links.ended()


class LinkIndexView(IndexView):
    """The list, with the ways in and out as a file."""

    default_ordering = "title"

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Add import and export for those who may."""
        buttons = [*super().header_more_buttons]
        for name, label, icon, actions in (
            ("import", _("Import a CSV file"), "upload", ("add", "change")),
            ("export", _("Export as a CSV file"), "download", ("view", "change")),
        ):
            if may(self.request, *actions, every=name == "import"):
                buttons.append(Button(label, url=reverse(url_name(name)), icon_name=icon, priority=50))
        return buttons


def may(request: HttpRequest, *actions: str, every: bool = False) -> bool:
    """Say whether the user may do one of these things with links, or `every` one."""
    allowed = [policy.user_has_permission(request.user, action) for action in actions]
    return all(allowed) if every else any(allowed)


class LinkEditView(EditView):
    """The form, with a check on demand."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Add the check."""
        check = reverse(url_name("check"), args=[self.object.pk])
        return [
            *super().header_more_buttons,
            Button(_("Check now"), url=check, icon_name="rotate", priority=5),
        ]


class LinkDeleteView(DeleteView):
    """Says what a deletion means for readers."""

    @property
    def confirmation_message(self) -> str:
        """Ask once more."""
        message = _(
            "Delete “%(title)s”? Readers who follow %(address)s will only be told that nobody knows this link. "
            "Set it to “Ended” instead, and they are told what it was. Its clicks are deleted too."
        )
        return message % {"title": self.object, "address": self.object.get_absolute_url() or self.object.slug}


class LinkScreen(WagtailAdminTemplateMixin):
    """A screen that one reaches from the list."""

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way here."""
        here = {"url": "", "label": self.get_page_title()}
        label = str(ManagedLink._meta.verbose_name_plural).capitalize()
        return [*super().get_breadcrumbs_items(), {"url": reverse(url_name("list")), "label": label}, here]


class CheckNowView(PermissionCheckedMixin, LinkScreen, TemplateView):
    """Looks at one link's targets now."""

    permission_policy = policy
    permission_required = "change"
    template_name = "disclosures/check_link.html"
    page_title = gettext_lazy("Check now")
    header_icon = "rotate"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the link to be checked."""
        link = get_object_or_404(ManagedLink, pk=self.kwargs["pk"])
        edit = reverse(url_name("edit"), args=[link.pk])
        return super().get_context_data(**kwargs) | {"link": link, "edit_address": edit}

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Have it checked in the background and go back to the form."""
        link = get_object_or_404(ManagedLink, pk=pk)
        transaction.on_commit(lambda: tasks.check_link.enqueue(link.pk))
        messages.success(
            request, _("“%(title)s” is being looked at. The result is shown below.") % {"title": link}
        )
        return redirect(url_name("edit"), link.pk)


def extra_views() -> list[tuple[str, Callable[..., HttpResponse], str]]:
    """Return route, view and name of the screens beside Wagtail's own."""
    return [("check/<int:pk>/", CheckNowView.as_view(), "check")]
