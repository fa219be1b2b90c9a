"""How often one name, one network, one thread and the whole site may send, counted in the shared cache."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.cache import cache
from django.db.models import QuerySet

from comments.models import Comment
from comments.submission import Submission

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limit:
    """In one window of `seconds`: beyond `hold` a person decides, beyond `refuse` the reader has to wait.

    Networks are as wide as a hospital or a mobile carrier, so theirs hold long before they refuse.
    """

    scope: str
    seconds: int
    hold: int | None = None
    refuse: int | None = None

    @property
    def highest(self) -> int:
        """The greatest count that makes a difference."""
        return max(self.hold or 0, self.refuse or 0) + 1


# Each form sent counts, previews and refused ones too.
LIMITS = (
    Limit("author", 300, refuse=10),
    Limit("network", 600, hold=30, refuse=120),
    Limit("thread", 600, hold=120),
    Limit("site", 600, hold=600),
)


@dataclass(frozen=True)
class Excess:
    """A limit that was passed. `wait` is the number of seconds until its window ends."""

    limit: Limit
    refused: bool
    wait: int


def excesses(submission: Submission, now: datetime) -> list[Excess]:
    """Count `submission` against each limit that applies to it, and return those it passes."""
    found = []
    for limit in LIMITS:
        key, stored = _subject(limit.scope, submission)
        if not key:
            continue
        window = int(now.timestamp()) // limit.seconds
        count = _count(limit, f"reader_comments.limit.{limit.scope}.{window}.{key}", window, stored)
        refused = limit.refuse is not None and count > limit.refuse
        if refused or (limit.hold is not None and count > limit.hold):
            found.append(Excess(limit, refused, (window + 1) * limit.seconds - int(now.timestamp())))
    return found


def _subject(scope: str, submission: Submission) -> tuple[str, QuerySet]:
    """Return what a scope counts by (empty: it does not apply) and the stored comments it would count."""
    network, comments = submission.network, Comment.objects.all()
    if scope == "author":
        name = submission.name_key
        return f"{network}.{name}" if network and name else "", comments.filter(
            network_key=network, name=submission.name
        )
    if scope == "network":
        return network, comments.filter(network_key=network)
    thread_id = submission.thread.pk if submission.thread else None
    if scope == "thread":
        return str(thread_id or ""), comments.filter(thread=thread_id)
    return "all" if submission.page else "", comments


def _count(limit: Limit, key: str, window: int, stored: QuerySet) -> int:
    """Return how many there are with this one.

    A window that is new to the cache starts from the comments in the database, so that emptying the cache
    gives nobody a fresh start; where there is no cache, the database decides alone.
    """
    since = datetime.fromtimestamp(window * limit.seconds, UTC)
    try:
        if cache.add(key, 0, limit.seconds):
            cache.set(key, _stored(stored, since, limit), limit.seconds)
        count = cache.incr(key)
    except Exception:  # each cache has errors of its own; none of them may close the form
        logger.warning("The cache does not count comments; the database does.", exc_info=True)
        count = None
    return count if isinstance(count, int) else _stored(stored, since, limit) + 1


def _stored(comments: QuerySet, since: datetime, limit: Limit) -> int:
    return comments.sent_since(since)[: limit.highest].count()
