"""Who could review a page, the most fitting first; who could not, and why."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Model, OuterRef, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from blog.people.models import Person
from blog.review.clock import day_of
from blog.review.eligibility import (
    involvement_in,
    specialty_problems,
    specialty_refusals,
    standing_problems,
)
from blog.review.involvement import Involvement
from blog.review.models import ReviewPolicy, ReviewRequest
from blog.review.policy import policy_for


@dataclass(frozen=True)
class Candidate:
    """A person with credentials, what keeps them from reviewing, what speaks against it, and their open requests."""

    person: Person
    titles: str
    problems: list[str]
    warnings: list[str]
    load: int

    @property
    def byline(self) -> str:
        """Name and titles."""
        return ", ".join(part for part in (self.person.name, self.titles) if part)

    @property
    def can_review(self) -> bool:
        """Whether a request to this person makes sense today."""
        return not self.problems


def candidates(page: Model, now: datetime) -> list[Candidate]:
    """Return everybody who has credentials: those who can review first, by fit, then by how little waits there."""
    day = day_of(now)
    involvement = involvement_in(page, now)
    policy = policy_for(page)
    waiting = (
        ReviewRequest.objects.open()
        .filter(reviewer=OuterRef("pk"))
        .order_by()
        .values("reviewer")
        .annotate(count=Count("pk"))
        .values("count")
    )
    people = (
        Person.objects.active()
        .filter(pk__in=Person.objects.filter(credentials__isnull=False).values("pk"))
        .with_standing_on(day)
        .annotate(load=Subquery(waiting))
        .select_related("deputy", "user")
        .prefetch_related("credentials__specialties", "accounts")
    )
    found = [_candidate(person, page, involvement, policy, now) for person in people]
    return sorted(found, key=lambda one: (not one.can_review, bool(one.warnings), one.load, one.person.name))


def _candidate(
    person: Person, page: Model, involvement: Involvement, policy: ReviewPolicy, now: datetime
) -> Candidate:
    day = day_of(now)
    problems = standing_problems(person, day) + involvement.problems_of(person)
    if person.is_away_on(day):
        problems.append(_why_away(person))
    refusals = specialty_refusals(person, page, policy, day)
    warnings = [] if refusals else specialty_problems(person, page, policy, day)
    if not person.address_on_file():
        warnings.append(
            _("Has neither an account with an e-mail address nor one on file: no request arrives there.")
        )
    return Candidate(person, person.titles_on(day), problems + refusals, warnings, person.load or 0)


def _why_away(person: Person) -> str:
    values = {"day": date_format(person.away_until), "deputy": person.deputy}
    if person.deputy:
        return _("Away until %(day)s. Ask %(deputy)s instead.") % values
    return _("Away until %(day)s.") % values
