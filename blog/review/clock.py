"""The time by which medical review judges."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """Return the current time."""
    return timezone.now()


def day_of(moment: datetime) -> date:
    """Return the day on which a moment falls where the site is: due dates are days there."""
    return timezone.localdate(moment)
