"""The report on pages: where each governed page stands, who reads it, and by when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.models import AbstractPage
from wagtail.permissions import policy_registry

from blog.people.models import Person
from blog.review import clock
from blog.review.clock import day_of
from blog.review.governed import page_model
from blog.review.reports.base import MAY_READ, ReviewReport
from blog.review.reports.columns import DayColumn, DueColumn, ReviewerColumn, StandingColumn
from blog.review.reports.filters import PagesFilterSet
from blog.review.reports.questions import BY_NAME, QUESTIONS, counted
from blog.review.reports.standings import governed_pages, with_standing
from blog.review.status import ReviewStatus, State, statuses_of


def pages_of(request: HttpRequest) -> QuerySet:
    """Return the governed pages that this user works on: nobody reads of others here."""
    pages = policy_registry.get_by_type(page_model())
    allowed = pages.instances_user_has_any_permission_for(request.user, MAY_READ)
    return governed_pages().filter(pk__in=allowed.order_by().values("pk"))


@dataclass(frozen=True)
class Standing:
    """One page as the report tells of it."""

    status: ReviewStatus
    reviewer: Person | None
    due: date | None
    today: date

    @property
    def label(self) -> str:
        """The state in words."""
        return str(self.status.state.label)

    @property
    def reviewer_name(self) -> str:
        """Who reads the page; of a person deleted since, the name under the signature."""
        if self.reviewer:
            return self.reviewer.name
        return self.status.review.reviewer_name if self.status.review else ""

    @property
    def basis(self) -> str:
        """What let the live text out."""
        publication = self.status.publication
        return publication.get_basis_display() if publication else ""

    @property
    def is_requested(self) -> bool:
        """Whether a draft of a page that is live waits for its reviewer."""
        return self.status.request is not None and self.status.state != State.REQUESTED

    @property
    def is_late(self) -> bool:
        """Whether the day has passed."""
        return self.due is not None and self.due < self.today and self.status.state == State.OVERDUE


def note_standings(pages: list[AbstractPage], moment: datetime) -> None:
    """Set `standing` on base pages `with_standing`: six queries, for however many."""
    statuses = statuses_of(pages, moment)
    people = Person.objects.in_bulk({page.responsible_id for page in pages} - {None})
    for page in pages:
        page.standing = Standing(
            statuses[page.pk], people.get(page.responsible_id), page.review_due, day_of(moment)
        )


def standings_of(pages: Iterable[AbstractPage], moment: datetime) -> dict[int, Standing]:
    """Return the standing of each governed page among these, by its key; the others are left out."""
    keys = [page.pk for page in pages]
    rows = list(with_standing(governed_pages().filter(pk__in=keys), moment))
    note_standings(rows, moment)
    return {row.pk: row.standing for row in rows}


class PagesReport(ReviewReport):
    """All governed pages that the reader of the report works on, those due first in front."""

    model = page_model()
    tab = "pages"
    explanation = gettext_lazy("Articles that a reviewer signs, the next due first.")
    filterset_class = PagesFilterSet
    is_searchable = True
    search_backend_name = None
    search_fields = ["title", "draft_title"]
    default_ordering = "review_due"
    columns = [
        TitleColumn(
            "title",
            label=gettext_lazy("Page"),
            accessor="get_admin_display_title",
            get_url=lambda page: reverse("wagtailadmin_pages:edit", args=[page.pk]),
            sort_key="title",
        ),
        StandingColumn("standing", label=gettext_lazy("Review")),
        ReviewerColumn("reviewer", label=gettext_lazy("Reviewer"), accessor="standing"),
        DayColumn("reviewed_on", label=gettext_lazy("Reviewed on"), accessor="standing.status.reviewed_on"),
        DueColumn("due", label=gettext_lazy("Due"), accessor="standing.due", sort_key="review_due"),
        Column("basis", label=gettext_lazy("Rests on"), accessor="standing.basis"),
    ]
    export_headings = {
        "pk": gettext_lazy("Number"),
        "draft_title": gettext_lazy("Page"),
        "page_type_display_name": gettext_lazy("Page type"),
        "full_url": gettext_lazy("Address"),
        "live": gettext_lazy("Live"),
        "standing.label": gettext_lazy("Review"),
        "standing.reviewer_name": gettext_lazy("Reviewer"),
        "standing.status.reviewed_on": gettext_lazy("Reviewed on"),
        "standing.due": gettext_lazy("Due"),
        "standing.basis": gettext_lazy("Rests on"),
        "standing.is_requested": gettext_lazy("A draft waits"),
    }
    list_export = list(export_headings)

    @cached_property
    def now(self) -> datetime:
        """The moment for which the whole report is told."""
        return clock.now()

    def get_base_queryset(self) -> QuerySet:
        """Return the pages with what the database can tell of them."""
        return with_standing(pages_of(self.request), self.now)

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        """By due day, those without one last; or by title."""
        if self.ordering in ("title", "-title"):
            return queryset.order_by(self.ordering, "pk")
        day = F("review_due")
        falling = self.ordering == "-review_due"
        return queryset.order_by(
            day.desc(nulls_last=True) if falling else day.asc(nulls_last=True), "title", "pk"
        )

    def decorate_paginated_queryset(self, object_list: Any) -> list[AbstractPage]:
        """Note where each page that is shown stands."""
        pages = list(object_list)
        note_standings(pages, self.now)
        return pages

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add how many pages there are for each question."""
        context = super().get_context_data(*args, **kwargs)
        if self.is_export or self.results_only:
            return context
        counts = counted(self.get_base_queryset(), day_of(self.now))
        chosen = self.request.GET.get("standing", "")
        asked = [(question, counts[question.name]) for question in QUESTIONS if counts[question.name]]
        meaning = BY_NAME[chosen].meaning if chosen in BY_NAME else self.explanation
        return context | {
            "questions": asked,
            "all": counts["all"],
            "chosen": chosen,
            "asked_for": "standing",
            "explanation": meaning,
        }

    @cached_property
    def no_results_message(self) -> str:
        """Say what to do where nothing is listed."""
        if self.is_searching or self.is_filtering:
            return _("No article answers to this. Take a filter away.")
        return _("There is no article yet that a reviewer signs.")
