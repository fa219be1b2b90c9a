"""The lists of comments, each with the question that fills it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comments.querysets import CommentQuerySet
from comments.states import Status


@dataclass(frozen=True)
class Tab:
    """One list: its name in the address, what is said when it is empty, and which comments stand in it."""

    name: str
    nothing: str | Promise
    choose: Callable[[CommentQuerySet], CommentQuerySet]


def _newest(*statuses: Status) -> Callable[[CommentQuerySet], CommentQuerySet]:
    return lambda comments: comments.filter(status__in=statuses).order_by("-submitted_at", "-pk")


TABS = (
    Tab("index", _("All done. Nothing needs you now."), CommentQuerySet.waiting),
    Tab("unreviewed", _("A person has read everything that is published."), CommentQuerySet.unreviewed),
    Tab("published", _("Nothing is published yet."), _newest(Status.PUBLISHED)),
    Tab("spam", _("No spam."), _newest(Status.SPAM)),
    Tab("rejected", _("Nothing was rejected or hidden."), _newest(Status.REJECTED, Status.HIDDEN)),
)
