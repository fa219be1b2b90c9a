"""The panels of the dashboard: what waits for this reviewer, and what waits in the editorial office."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from wagtail.admin.ui.components import Component

from blog.review import clock
from blog.review.clock import day_of
from blog.review.models import Account, MinorEditProposal, Publication, ReviewRequest
from blog.review.reports.base import may_read
from blog.review.reports.concerns import CONCERNS, concerned, people_here, with_concerns
from blog.review.reports.pages import pages_of
from blog.review.reports.questions import BY_NAME, QUESTIONS, counted
from blog.review.reports.standings import governed_pages, with_standing

MAX_LISTED = 10
HIDDEN_QUESTIONS = {"unreviewed", "transition", "withdrawn", "current"}
HIDDEN_CONCERNS = {"not_looked_up", "interests_ageing", "no_address"}


class WaitingForReviewPanel(Component):
    """The texts that somebody asked this user to review; nothing for anybody else."""

    name = "waiting_for_medical_review"
    template_name = "medical_review/home/waiting.html"
    order = 50

    @property
    def media(self) -> forms.Media:
        """The style of the list."""
        return forms.Media(css={"all": ["medical_review/reports.css"]})

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Return the requests, the oldest first, each with the day on which the live text is due. Two queries."""
        now = clock.now()
        waiting = ReviewRequest.objects.waiting_for(parent_context["request"].user)
        requests = list(waiting.select_related("page", "requested_by")[: MAX_LISTED + 1])
        live = governed_pages().filter(live=True, pk__in=[request.page_id for request in requests])
        due = dict(with_standing(live, now).values_list("pk", "review_due")) if requests else {}
        for request in requests:
            request.due = due.get(request.page_id)
        return {"requests": requests[:MAX_LISTED], "more": len(requests) > MAX_LISTED, "now": now}


@dataclass(frozen=True)
class Figure:
    """How many, of what, and where they are listed."""

    count: int
    label: str | Promise
    address: str


class OfficePanel(Component):
    """What waits for editors, each number with a way to its list; one calm line where nothing waits."""

    name = "medical_review_office"
    template_name = "medical_review/home/office.html"
    order = 220

    @property
    def media(self) -> forms.Media:
        """The style of the figures."""
        return forms.Media(css={"all": ["medical_review/reports.css"]})

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Count pages, papers and proposals: a constant number of queries."""
        request, now = parent_context["request"], clock.now()
        mine = pages_of(request)
        counts = counted(with_standing(mine, now), day_of(now))
        papers = concerned(with_concerns(people_here(), day_of(now)))
        return {
            "pages": counts["all"],
            "reviewed": counts["current"],
            "questions": _figures("pages", "standing", QUESTIONS, HIDDEN_QUESTIONS, counts),
            "concerns": _figures("papers", "concern", CONCERNS, HIDDEN_CONCERNS, papers),
            "emergencies": _emergencies(mine, now) if counts["emergency"] else [],
            "proposals": _proposals(request.user),
            "report": reverse("medical_review_admin:report_pages"),
        }


def _figures(tab: str, filter_name: str, asked: Any, hidden: set[str], counts: dict) -> list[Figure]:
    address = reverse(f"medical_review_admin:report_{tab}")
    return [
        Figure(counts[each.name], each.label, f"{address}?{filter_name}={each.name}")
        for each in asked
        if counts[each.name] and each.name not in hidden
    ]


def _emergencies(mine: QuerySet, now: datetime) -> list[Any]:
    """The pages whose unsigned text ends soon, with `ends_at`, the next to end first."""
    newest = Publication.objects.newest_first(OuterRef("pk"))
    condition = BY_NAME["emergency"].condition(day_of(now))
    found = with_standing(mine, now).filter(condition).annotate(ends_at=Subquery(newest.values("until")[:1]))
    return list(found.order_by("ends_at", "pk")[:MAX_LISTED])


def _proposals(user: Account) -> list[MinorEditProposal]:
    """What this user proposed: who may answer sees the others' in a panel of its own."""
    mine = MinorEditProposal.objects.open().filter(proposed_by=user.pk, page__depth__gt=0)
    return list(mine[:MAX_LISTED])


def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """`construct_homepage_panels`: the reviewer's work first; the office for who works on pages."""
    panels.append(WaitingForReviewPanel())
    if may_read(request):
        panels.append(OfficePanel())
