"""How often each check kept a comment for a person, and how often that person published it all the same."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from comments.findings import Kind
from comments.models import Comment
from comments.states import Status

PERIOD = timedelta(days=30)
# The newest of so many; older ones change the picture little.
MOST_COUNTED = 5000
_HOLDING = {Kind.HOLD, Kind.NUDGE, Kind.UNCHECKED, Kind.SPAM, Kind.CARE}


@dataclass(frozen=True)
class Figure:
    """Of one check: comments it `held` (also by spam points), those still `waiting`, those `published` by somebody."""

    held: int = 0
    waiting: int = 0
    published: int = 0


def check_figures(user: AbstractBaseUser | AnonymousUser, now: datetime) -> dict[str, Figure]:
    """Return the figures of each check that held anything in the period, over the comments `user` may read."""
    comments = Comment.objects.in_scope_of(user).sent_since(now - PERIOD).order_by("-submitted_at")
    held, waiting, published = Counter[str](), Counter[str](), Counter[str]()
    rows = comments.values_list("findings", "status", "approved_revision")[:MOST_COUNTED]
    for findings, status, approved in rows.iterator():
        checks = {found.get("check", "") for found in findings if found.get("kind") in _HOLDING}
        held.update(checks)
        waiting.update(checks if status == Status.PENDING else ())
        published.update(checks if approved is not None else ())
    return {check: Figure(held[check], waiting[check], published[check]) for check in held}
