"""Tells the editors of pages which the clock took off the site."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry

from blog.review.clock import day_of
from blog.review.governed import page_model
from blog.review.offices import editors_of_pages
from blog.review.reminders.notes import Note
from blog.review.tasks import review_address
from blog.review.withdrawal import ACTION

# So long a mail server may be down before nobody is told.
DAYS = 7


def withdrawal_notes(now: datetime) -> Iterator[Note]:
    """Yield what is to be said about withdrawals of the last days, also what was said before."""
    entries = list(
        PageLogEntry.objects.filter(
            action=ACTION, user__isnull=True, timestamp__gt=now - timedelta(days=DAYS)
        ).order_by("timestamp")
    )
    pages = page_model()._default_manager.in_bulk([entry.page_id for entry in entries])
    editors = editors_of_pages(pages.values())
    for entry in entries:
        text = _("“%(title)s” was taken off the site. %(reason)s") % {
            "title": entry.label,
            "reason": " ".join(entry.data["reasons"]),
        }
        for address in editors.get(entry.page_id, []):
            day = day_of(entry.timestamp)
            link = review_address(entry.page_id)
            yield Note(address, "withdrawn", f"withdrawal {entry.pk}", day, 0, text, link)
