"""The time by which medical review judges; demonstration content may be signed in the past."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


def now() -> datetime:
    """Return the current time, or the one that `at` set."""
    return _moment.get() or timezone.now()


def day_of(moment: datetime) -> date:
    """Return the day on which a moment falls where the site is: due dates are days there."""
    return timezone.localdate(moment)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Judge as if it were then; only where demonstration content is allowed, else ImproperlyConfigured."""
    if not getattr(settings, "ALLOW_DEMO_CONTENT", False):
        raise ImproperlyConfigured("The clock of medical review is only set back for demonstration content.")
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)
