"""How long comments really wait for a person, for those who wait: a look back, no promise."""

from datetime import datetime, timedelta
from statistics import median

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.models import ModerationEvent

LOOKS_BACK = timedelta(days=30)
# From fewer nobody can tell what is usual; more do not make it truer.
FEWEST, MOST = 5, 1000
CACHE_SECONDS = 3600
_CACHE_KEY = "reader_comments.median_wait"


def median_wait(now: datetime | None = None) -> timedelta | None:
    """Return how long the comments waited that moderators decided about in the last 30 days; None if too few."""
    decided = ModerationEvent.objects.waits_ended_since((now or timezone.now()) - LOOKS_BACK)[:MOST]
    waits = [ended - sent for ended, sent in decided]
    return median(waits) if len(waits) >= FEWEST else None


def usual_wait() -> str:
    """Return the median wait in words, rounded up, as it follows "usually within": empty where none is known.

    The database is asked once an hour.
    """
    seconds = cache.get(_CACHE_KEY)
    if seconds is None:
        wait = median_wait()
        seconds = wait.total_seconds() if wait else 0
        cache.set(_CACHE_KEY, seconds, CACHE_SECONDS)
    return _in_words(seconds) if seconds else ""


def _in_words(seconds: float) -> str:
    hours = max(1, -(-int(seconds) // 3600))
    if hours < 24:
        return _("an hour") if hours == 1 else ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    days = -(-hours // 24)
    return _("a day") if days == 1 else ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
