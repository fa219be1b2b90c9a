"""How often one name, one network, one thread and the whole site may send, and how often anybody may try."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.core.cache import cache
from django.db.models import QuerySet

from comments.models import Comment
from comments.submission import Submission

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limit:
    """In any `seconds`: beyond `hold` a person decides, beyond `refuse` the reader has to wait."""

    scope: str
    seconds: int
    hold: int | None = None
    refuse: int | None = None

    @property
    def highest(self) -> int:
        """The greatest number of earlier ones that makes a difference."""
        return max(self.hold or 0, self.refuse or 0)

    def passed(self, rows: QuerySet, moment: str, now: datetime) -> "Excess | None":
        """Return how far one more would pass this limit; `moment` is the field that says when a row was stored."""
        since = now - timedelta(seconds=self.seconds)
        newest = rows.filter(**{f"{moment}__gt": since}).order_by(f"-{moment}")
        times = list(newest.values_list(moment, flat=True)[: self.highest])
        if self.refuse is not None and len(times) >= self.refuse:
            return Excess(self, True, max(1, ceil((times[self.refuse - 1] - since).total_seconds())))
        if self.hold is not None and len(times) >= self.hold:
            return Excess(self, False)
        return None


@dataclass(frozen=True)
class Excess:
    """A limit that was passed. `wait` is the number of seconds until there is room again."""

    limit: Limit
    refused: bool
    wait: int = 0


# What counts is what was stored: the database knows it exactly, whatever happens to a cache, and refused texts take
# nobody's place. Networks are as wide as a hospital or a mobile carrier, so theirs hold long before they refuse;
# places that many networks write to only hold.
LIMITS = (
    Limit("author", 300, refuse=10),
    Limit("network", 600, hold=30, refuse=300),
    Limit("thread", 600, hold=120),
    Limit("site", 600, hold=600),
)

# What shows no form of ours: programs, and readers without the script at their first press of the button. It takes
# nobody's place; beyond this number in a network it is not looked at until it comes from a form we gave out just now.
UNSIGNED = Limit("unsigned", 600, refuse=120)


def excesses(submission: Submission, now: datetime) -> list[Excess]:
    """Return the limits that `submission` would pass if it were stored. Counts nothing."""
    applying = [(limit, _stored(limit.scope, submission)) for limit in LIMITS]
    found = [limit.passed(rows, "submitted_at", now) for limit, rows in applying if rows is not None]
    return _present(found)


def is_overrun(submission: Submission, now: datetime) -> bool:
    """Count a submission that shows no form of ours; return whether its network sent too many of them.

    An edit shows its receipt instead.
    """
    if not submission.network or submission.form_key or submission.replaces is not None:
        return False
    return attempts(UNSIGNED.scope, submission.network, UNSIGNED.seconds, now) > UNSIGNED.highest


def attempts(scope: str, key: str, seconds: int, now: datetime) -> int:
    """Count one more of what leaves no row; return how many there were in this window of `seconds`.

    Without a cache nobody is counted: what leaves no row does no harm that would justify closing the form.
    """
    name = f"reader_comments.attempts.{scope}.{int(now.timestamp()) // seconds}.{key}"
    try:
        cache.add(name, 0, seconds)
        return cache.incr(name) or 0
    except Exception:  # each cache has errors of its own; none of them may close the form
        logger.warning("The cache counts no attempts.", exc_info=True)
        return 0


def _stored(scope: str, submission: Submission) -> QuerySet | None:
    """Return the comments that a scope counts, or None where it does not apply."""
    network, thread = submission.network, submission.thread
    if scope == "author":
        named = Comment.objects.filter(network_key=network, name__iexact=submission.name)
        return named if network and submission.name else None
    if scope == "network":
        return Comment.objects.filter(network_key=network) if network else None
    if scope == "thread":
        return thread.comments.all() if thread is not None and thread.pk else None
    return Comment.objects.all() if submission.page is not None else None


def _present(found: Iterable[Excess | None]) -> list[Excess]:
    return [excess for excess in found if excess is not None]
