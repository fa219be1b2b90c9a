"""Tells reviewers and editors of text that was replaced in an emergency and that nobody has signed with a day to go."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from blog.review import emergency
from blog.review.clock import day_of
from blog.review.governed import page_model
from blog.review.models import EmergencyReplacement, Publication
from blog.review.reminders.notes import Note
from blog.review.tasks import review_address


def emergency_notes(now: datetime) -> Iterator[Note]:
    """Yield what is to be said about replacements whose time is over within a day, also what was said before."""
    soon = EmergencyReplacement.objects.filter(until__gt=now, until__lte=now + emergency.REMIND_BEFORE)
    for replacement in soon.defer("payload"):
        publication = Publication.objects.current(replacement.page_id)
        if publication and publication.emergency_id == replacement.pk and publication.permits_at(now):
            yield from _notes_of(replacement, publication)


def _notes_of(replacement: EmergencyReplacement, publication: Publication) -> Iterator[Note]:
    page = page_model()._default_manager.filter(pk=replacement.page_id, live=True).first()
    if page is None:
        return
    text = _(
        "“%(title)s” was replaced in an emergency and nobody has signed the new text yet. Without a signature by "
        "%(until)s the page is taken off the site."
    ) % {"title": replacement.page_title, "until": emergency.deadline_in_words(replacement.until)}
    subject, due_on = f"emergency {replacement.pk}", day_of(replacement.until)
    for address in emergency.everybody(page.specific, publication):
        yield Note(address, "emergency", subject, due_on, 1, text, review_address(page.pk))
