"""Reminders of papers that run out: credentials, statements on interests, entries to be looked up again."""

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_admin_base_url

from blog.people.models import Credential, Person
from blog.people.querysets import INTERESTS_COUNT_FOR_MONTHS, months_after
from blog.review.clock import day_of
from blog.review.deputies import who_answers_for
from blog.review.offices import keepers_of_people
from blog.review.reminders.notes import Note, applicable

PAPER_DAYS = (60, 30, 7)
# What ended longer ago is no news; the reports about people show it.
OLD_NEWS_DAYS = 30


def paper_notes(now: datetime) -> Iterator[Note]:
    """Yield what is to be said today about the papers of active people, also what was said before."""
    today = day_of(now)
    keepers = keepers_of_people()
    active = Person.objects.active().select_related("user", "deputy__user")
    for person in active.prefetch_related("credentials", "interests"):
        for kind, subject, due, text in _papers(person, today):
            days = applicable(PAPER_DAYS, due, today)
            if days is not None and (today - due).days <= OLD_NEWS_DAYS:
                own = [who_answers_for(person, today).address_on_file()] if kind != "recheck" else []
                for address in dict.fromkeys([*own, *keepers]):
                    if address:
                        yield Note(address, kind, subject, due, days, text, _address(person))


def _papers(person: Person, today: date) -> Iterator[tuple[str, str, date, str]]:
    """Yield kind, subject, day and sentence of all that ends."""
    for credential in person.credentials.all():
        yield from _of_credential(person, credential, today)
    latest = person.latest_interests()
    if latest is not None:
        due = months_after(latest.declared_on, INTERESTS_COUNT_FOR_MONTHS)
        text = _(
            "%(name)s declared interests on %(day)s. From %(due)s on the statement no longer counts."
        ) % {
            "name": person.name,
            "day": date_format(latest.declared_on),
            "due": date_format(due),
        }
        yield "interests", f"person {person.pk}", due, text


def _of_credential(
    person: Person, credential: Credential, today: date
) -> Iterator[tuple[str, str, date, str]]:
    names = {"name": person.name, "credential": str(credential)}
    subject = f"credential {credential.pk}"
    if credential.valid_until is not None:
        text = _("%(name)s: %(credential)s is valid until %(day)s.") % (
            names | {"day": date_format(credential.valid_until)}
        )
        yield "credential", subject, credential.valid_until, text
    if credential.recheck_on is not None and credential.recheck_on <= today:
        text = _("%(name)s: look up %(credential)s in its register again.") % names
        yield "recheck", subject, credential.recheck_on, text


def _address(person: Person) -> str:
    edit = Person.snippet_viewset.get_url_name("edit")
    return (get_admin_base_url() or "") + reverse(edit, args=[person.pk])
