"""The report on people: credentials and statements on interests that run out, and who cannot be reached."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.permissions import policy_registry

from blog.people.models import Person
from blog.review import clock
from blog.review.clock import day_of
from blog.review.reports.base import ReviewReport
from blog.review.reports.columns import ConcernsColumn, DayColumn
from blog.review.reports.concerns import (
    CONCERN_BY_NAME,
    CONCERNS,
    DEFAULT_WITHIN,
    HAS_CREDENTIAL,
    any_concern,
    concerned,
    people_here,
    soonest_first,
    with_concerns,
)

WITHIN = (30, 60, 90, 180, 365)


class PapersFilterSet(WagtailFilterSet):
    """By concern, by how far ahead to look, and by whether somebody reviews."""

    concern = django_filters.ChoiceFilter(
        label=gettext_lazy("Concern"),
        choices=[(concern.name, concern.label) for concern in CONCERNS],
        method="concerning",
    )
    within = django_filters.ChoiceFilter(
        label=gettext_lazy("Ends within days"),
        choices=[(str(days), str(days)) for days in WITHIN],
        method="as_it_is",
    )
    role = django_filters.ChoiceFilter(
        label=gettext_lazy("Role"),
        choices=[("reviewer", gettext_lazy("With credentials")), ("author", gettext_lazy("Without"))],
        method="in_role",
    )

    class Meta:
        model = Person
        fields: list[str] = []

    def concerning(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Return the people about whom there is this concern."""
        return queryset.filter(**{f"concern_{value}": True})

    def as_it_is(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Return all: the report itself looks so far ahead."""
        return queryset

    def in_role(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Return those who have credentials, or those who have none."""
        return queryset.filter(Q(HAS_CREDENTIAL) if value == "reviewer" else ~Q(HAS_CREDENTIAL))


class PapersReport(ReviewReport):
    """Everybody who works with the site and about whom there is a concern."""

    model = Person
    tab = "papers"
    explanation = gettext_lazy("People whose papers run out, whom mail does not reach, or who are away.")
    filterset_class = PapersFilterSet
    is_searchable = True
    search_backend_name = None
    search_fields = ["name"]
    export_headings = {
        "name": gettext_lazy("Name"),
        "concerns": gettext_lazy("What to do"),
        "ends_on": gettext_lazy("Credential until"),
        "look_up_on": gettext_lazy("Look up again on"),
        "declared_on": gettext_lazy("Interests declared on"),
        "open_requests": gettext_lazy("Open requests"),
        "away_until": gettext_lazy("Away until"),
    }
    list_export = list(export_headings)

    @cached_property
    def columns(self) -> list[Column]:
        """Link the name where the reader may change the person."""
        policy = policy_registry.get_by_type(Person)
        may_change = policy.user_has_permission(self.request.user, "change")
        headings = self.export_headings
        days = ("ends_on", "look_up_on", "declared_on")
        return [
            TitleColumn("name", label=headings["name"], get_url=_edit_url if may_change else None),
            ConcernsColumn("concern_list", label=headings["concerns"]),
            *(DayColumn(name, label=headings[name]) for name in days),
            Column("open_requests", label=headings["open_requests"]),
            DayColumn("away_until", label=headings["away_until"]),
        ]

    @cached_property
    def everybody(self) -> QuerySet:
        """Who works with the site, with what the database can tell of them."""
        chosen = self.request.GET.get("within", "")
        within = int(chosen) if chosen in map(str, WITHIN) else DEFAULT_WITHIN
        return with_concerns(people_here(), day_of(clock.now()), within)

    def get_base_queryset(self) -> QuerySet:
        """Return those about whom there is a concern, the first whose credential ends in front."""
        return soonest_first(self.everybody.filter(any_concern()))

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        """Keep that order."""
        return queryset

    def decorate_paginated_queryset(self, object_list: Any) -> list[Person]:
        """Write out the concerns."""
        people = list(object_list)
        for person in people:
            person.concern_list = [each for each in CONCERNS if getattr(person, f"concern_{each.name}")]
            person.concerns = "; ".join(str(each.label) for each in person.concern_list)
        return people

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add how many people there are for each concern."""
        context = super().get_context_data(*args, **kwargs)
        if self.is_export or self.results_only:
            return context
        counts = concerned(self.everybody)
        chosen = self.request.GET.get("concern", "")
        return context | {
            "questions": [(each, counts[each.name]) for each in CONCERNS if counts[each.name]],
            "all": counts["all"],
            "chosen": chosen,
            "asked_for": "concern",
            "explanation": CONCERN_BY_NAME[chosen].meaning if chosen in CONCERN_BY_NAME else self.explanation,
        }

    @cached_property
    def no_results_message(self) -> str:
        """Say that this is good news, or that a filter hides the rest."""
        if self.is_searching or self.is_filtering:
            return _("Nobody answers to this. Take a filter away.")
        return _("All papers are in order.")


def _edit_url(person: Person) -> str:
    return reverse(Person.snippet_viewset.get_url_name("edit"), args=[person.pk])
