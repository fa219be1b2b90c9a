"""What one reviewer has to do, as data: who asked, what is coming due, what their papers say."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.functional import cached_property
from wagtail.models import AbstractPage

from blog.people.models import Credential, Person
from blog.people.querysets import INTERESTS_COUNT_FOR_MONTHS, months_after
from blog.review.clock import day_of
from blog.review.eligibility import standing_problems
from blog.review.models import Account, MedicalReview, ReviewRequest
from blog.review.reports.standings import governed_pages, with_standing
from blog.review.status import State

MAX_LISTED = 50
DUE = [State.DUE_SOON, State.OVERDUE, State.STALE]


@dataclass
class Queue:
    """The work of a person; `pages`, if given, are all that whoever looks may read of."""

    person: Person
    now: datetime
    pages: QuerySet | None = None

    @property
    def today(self) -> date:
        """The day where the site is."""
        return day_of(self.now)

    @cached_property
    def requests(self) -> list[ReviewRequest]:
        """The open ones, the oldest first; of pages since deleted there is nothing to read."""
        rows = ReviewRequest.objects.open().filter(reviewer=self.person, page__depth__gt=0)
        if self.pages is not None:
            rows = rows.filter(page__in=self.pages.order_by().values("pk"))
        return list(rows.select_related("page", "requested_by").order_by("requested_at", "pk"))

    @cached_property
    def coming_due(self) -> list[AbstractPage]:
        """Live pages that this person reads and that are due or not what was signed; not those asked for already."""
        asked = ReviewRequest.objects.open().filter(reviewer=self.person).values("page")
        pages = governed_pages() if self.pages is None else self.pages
        mine = with_standing(pages, self.now).filter(
            Q(assigned_id=self.person.pk) | Q(assigned_id__isnull=True, responsible_id=self.person.pk),
            live=True,
            review_state__in=DUE,
        )
        rows = mine.exclude(pk__in=asked).order_by(F("review_due").asc(nulls_last=True), "title", "pk")
        return list(rows[:MAX_LISTED])

    @cached_property
    def signed_this_year(self) -> int:
        """How many texts were signed since the first of January."""
        day = self.today.replace(month=1, day=1)
        return self.signatures.approved().filter(signed_at__date__gte=day).count()

    @cached_property
    def signatures(self) -> QuerySet:
        """Every decision of this person, the newest first, without the texts."""
        rows = MedicalReview.objects.filter(reviewer=self.person.pk).defer("payload")
        if self.pages is not None:
            rows = rows.filter(page__in=self.pages.order_by().values("pk"))
        return rows.order_by("-signed_at", "-pk")

    @cached_property
    def credentials(self) -> list[Credential]:
        """All of them, with `is_valid` for today."""
        found = list(self.person.credentials.all())
        for credential in found:
            credential.is_valid = credential.is_valid_on(self.today)
        return found

    @cached_property
    def interest(self) -> Any:
        """The last statement on interests, or None."""
        return self.person.latest_interests()

    @property
    def interest_until(self) -> date:
        """The last day on which that statement counts; only asked where there is one."""
        return months_after(self.interest.declared_on, INTERESTS_COUNT_FOR_MONTHS) - timedelta(days=1)

    @cached_property
    def problems(self) -> list[str]:
        """What keeps this person from signing anything today."""
        return standing_problems(self.person, self.today)


def person_of(user: Account) -> Person | None:
    """Return who logs in with this account."""
    return Person.objects.filter(user=user.pk).first()
