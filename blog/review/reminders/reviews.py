"""Reminders of reviews that are due: to who signed, who is assigned, and the page's editors."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from blog.people.models import Person
from blog.review.clock import day_of
from blog.review.deputies import who_answers_for
from blog.review.due_pages import DuePage, due_by
from blog.review.models import ReviewPolicy
from blog.review.offices import editors_of_pages
from blog.review.policy import Policies
from blog.review.reminders.notes import Note, applicable
from blog.review.tasks import review_address

WhenOverdue = ReviewPolicy.WhenOverdue


def review_notes(now: datetime) -> Iterator[Note]:
    """Yield what is to be said today about reviews that are due, also what was said before."""
    today = day_of(now)
    policies = Policies.load()
    due = list(due_by(today + timedelta(days=policies.most_reminder_days), now, policies))
    editors = editors_of_pages([one.page for one in due])
    people = _people(due)
    for one in due:
        days = applicable(one.policy.reminder_days, one.due, today, day_of(one.review.signed_at))
        if days is not None:
            yield from _notes(one, days, today, people, editors[one.page.pk])


def _people(due: list[DuePage]) -> dict[int, Person]:
    keys = {key for one in due for key in _reviewers(one)}
    return Person.objects.active().select_related("user", "deputy__user").in_bulk(keys - {None})


def _reviewers(one: DuePage) -> list[int | None]:
    return [one.review.reviewer_id, getattr(one.page, "assigned_reviewer_id", None)]


def _notes(
    one: DuePage, days: int, today: date, people: dict[int, Person], editors: list[str]
) -> Iterator[Note]:
    told = dict.fromkeys(editors, "")
    for key in _reviewers(one):
        if person := people.get(key or 0):
            answers = who_answers_for(person, today)
            # A reviewer's own words come before an editor's, if both are read at the same address.
            told[answers.address_on_file()] = "" if answers == person else person.name
    for address, instead_of in told.items():
        if address:
            text = _sentence(one, today, instead_of)
            yield Note(
                address, "review", f"page {one.page.pk}", one.due, days, text, review_address(one.page.pk)
            )


def _sentence(one: DuePage, today: date, instead_of: str) -> str:
    values = {
        "title": one.page.title,
        "day": date_format(one.due),
        "name": one.review.byline,
        "away": instead_of,
    }
    if one.due < today:
        parts = [_("“%(title)s” was due for review by %(day)s. %(name)s signed it last.") % values]
    else:
        parts = [_("“%(title)s” is due for review by %(day)s. %(name)s signed it last.") % values]
    if instead_of:
        parts.append(_("You are told because %(away)s is away.") % values)
    return " ".join([*parts, *_threat(one)])


def _threat(one: DuePage) -> list[str]:
    day = {"day": date_format(one.consequence_day)}
    if one.policy.when_overdue == WhenOverdue.UNPUBLISH:
        return [_("Without a signature it is taken off the site on %(day)s.") % day]
    if one.policy.when_overdue == WhenOverdue.NOINDEX:
        return [_("Without a signature search engines are asked to forget it from %(day)s on.") % day]
    return []
