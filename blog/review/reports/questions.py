"""What an editorial office asks of its pages: each question once, for filters, counts and the dashboard."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from blog.people.models import Person
from blog.people.querysets import months_after
from blog.review.models import Publication
from blog.review.status import State

Basis = Publication.Basis


def _within_month(day: date) -> Q:
    first = day.replace(day=1)
    signed = Q(review_state__in=[State.CURRENT, State.DUE_SOON, State.OVERDUE])
    return signed & Q(review_due__gte=first, review_due__lt=months_after(first, 1))


def _state(state: State) -> Callable[[date], Q]:
    return lambda day: Q(review_state=state)


def _without_reviewer(day: date) -> Q:
    here = Person.objects.active().values("pk")
    return Q(responsible_id__isnull=True) | ~Q(responsible_id__in=here)


@dataclass(frozen=True)
class Question:
    """A name for addresses, words for people, and the condition on pages `with_standing`."""

    name: str
    label: str | Promise
    condition: Callable[[date], Q]
    meaning: str | Promise = ""


QUESTIONS = (
    Question(
        "emergency",
        _("Emergency"),
        lambda day: Q(review_state=State.STALE, review_basis=Basis.EMERGENCY),
        _("Replaced without a signature. Due: the day on which the page is withdrawn without one."),
    ),
    Question(
        "overdue",
        _("Overdue"),
        _state(State.OVERDUE),
        _("The day by which the text should have been read again has passed."),
    ),
    Question(
        "stale",
        _("Changed since the review"),
        _state(State.STALE),
        _("What readers see is not what was signed: an emergency replacement, or a change behind the gate."),
    ),
    Question(
        "changes_requested",
        _("Changes requested"),
        _state(State.CHANGES_REQUESTED),
        _("The last word of the reviewer was a wish for changes."),
    ),
    Question(
        "requested",
        _("Review requested"),
        lambda day: Q(is_requested=True),
        _("A reviewer was asked and has not answered yet; also for a draft of a page that is live."),
    ),
    Question(
        "due_month",
        _("Due this month"),
        _within_month,
        _("The next review falls into this calendar month, also where that day has passed."),
    ),
    Question(
        "due_soon",
        _("Due soon"),
        _state(State.DUE_SOON),
        _("Reviewed, and due within the days of the first reminder (60, if no policy says otherwise)."),
    ),
    Question(
        "no_reviewer",
        _("No reviewer"),
        _without_reviewer,
        _("Nobody is assigned, was asked or has signed, or that person no longer works with the site."),
    ),
    Question(
        "unreviewed",
        _("Not reviewed"),
        _state(State.NONE),
        _("Nobody was asked and nobody has signed."),
    ),
    Question(
        "transition",
        _("Older articles"),
        _state(State.TRANSITION),
        _("Came with the site and may stay for a time, marked as not reviewed. Due: the end of that time."),
    ),
    Question(
        "withdrawn",
        _("Withdrawn"),
        _state(State.WITHDRAWN),
        _("Was published and is not any more."),
    ),
    Question(
        "current",
        _("Reviewed"),
        _state(State.CURRENT),
        _("Signed, exactly this text, and not due soon."),
    ),
)
BY_NAME = {question.name: question for question in QUESTIONS}


def counted(pages: QuerySet, day: date) -> dict[str, int]:
    """Count the pages for each question, and `all` of them, in one query. `pages` are `with_standing`."""
    counts = {question.name: Count("pk", filter=question.condition(day)) for question in QUESTIONS}
    # DISTINCT makes the database compute each page's state once instead of once per question.
    return pages.order_by().distinct().aggregate(all=Count("pk"), **counts)
