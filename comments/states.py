"""The states a comment can be in, who may move it from one to the next, and why."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where a comment stands. NEW is never stored: it is the state before the first decision."""

    NEW = "new", _("new")
    UNCONFIRMED = "unconfirmed", _("waiting for the author's confirmation")
    PENDING = "pending", _("waiting for a moderator")
    PUBLISHED = "published", _("published")
    HIDDEN = "hidden", _("hidden")
    REJECTED = "rejected", _("rejected")
    SPAM = "spam", _("spam")
    WITHDRAWN = "withdrawn", _("withdrawn by its author")
    ERASED = "erased", _("erased")


class ThreadMode(models.TextChoices):
    """Whether a page takes comments, and whether a person reads them first."""

    PRE_MODERATED = "pre-moderated", _("Open: a moderator reads each comment before it appears")
    OPEN = "open", _("Open: comments appear at once unless a check holds them")
    CLOSED = "closed", _("Closed: comments stay visible, no new ones are taken")
    OFF = "off", _("Off: no comments on this page, published ones are not shown")


class ThreadOrder(models.TextChoices):
    """Which comment a reader meets first."""

    OLDEST_FIRST = "oldest", _("Oldest first")
    NEWEST_FIRST = "newest", _("Newest first")


class Role(models.TextChoices):
    """In which capacity somebody changes a status. A moderator is always a user as well."""

    SYSTEM = "system", _("the system")
    AUTHOR = "author", _("the author")
    MODERATOR = "moderator", _("a moderator")


class Attention(models.IntegerChoices):
    """Why a comment stands in the moderators' queue; the greater, the earlier."""

    NONE = 0, _("nothing to do")
    PENDING = 10, _("waits")
    REPORTED = 20, _("reported")
    CARE = 30, _("somebody may be in distress")
    CRISIS = 40, _("somebody may be in danger")


class CareTier(models.IntegerChoices):
    """How near a crisis seems: in the past or somebody else's; present; planned."""

    NONE = 0, _("none")
    PAST = 1, _("in the past, or somebody else's")
    PRESENT = 2, _("present")
    PLANNED = 3, _("planned")


class Action(models.TextChoices):
    """What a moderation event records."""

    STATUS = "status", _("decided")
    EDIT = "edit", _("the author changed the text")
    REDACT = "redact", _("private details removed")
    CONTEXT = "context", _("note to readers")
    PIN = "pin", _("pinned")
    UNPIN = "unpin", _("no longer pinned")
    REPORTS = "reports", _("reports answered")


# What a moderator can take back. Of the others the opposite can be done.
UNDOABLE = (Action.STATUS, Action.REDACT)


class Reason(models.TextChoices):
    """Why a moderator decided against a comment. That it criticises a product is never a reason."""

    OFF_TOPIC = "off_topic", _("It is not about the article")
    HOSTILE = "hostile", _("It attacks a person or a group")
    PRIVATE = "private", _("It shares somebody's private details")
    HARMFUL = "harmful", _("Following it could harm somebody")
    ADVERTISING = "advertising", _("It advertises something")
    UNREADABLE = "unreadable", _("It cannot be understood")
    REPEATED = "repeated", _("It repeats another comment")


# Nobody who may be in distress is answered with these while somebody looks after them.
UNKIND = frozenset({Status.REJECTED, Status.SPAM})

_LIVE = (Status.UNCONFIRMED, Status.PENDING, Status.PUBLISHED, Status.HIDDEN)
_STORED = tuple(status for status in Status if status not in {Status.NEW, Status.ERASED})


def _moves(*groups: tuple[tuple[Status, ...], tuple[Status, ...]]) -> frozenset[tuple[Status, Status]]:
    return frozenset((old, new) for olds, news in groups for old in olds for new in news if old != new)


# The one table of what may become what. Undoing is not in it: that is the inverse of a move which was made.
MOVES: dict[Role, frozenset[tuple[Status, Status]]] = {
    Role.SYSTEM: _moves(
        ((Status.NEW,), (Status.UNCONFIRMED, Status.PENDING, Status.PUBLISHED, Status.SPAM)),
        ((Status.PUBLISHED,), (Status.HIDDEN, Status.PENDING)),
        (_STORED, (Status.ERASED,)),
    ),
    Role.AUTHOR: _moves(
        ((Status.UNCONFIRMED,), (Status.PENDING, Status.PUBLISHED)),
        ((Status.PUBLISHED,), (Status.PENDING,)),
        # An author is not told that something was taken for spam, so that cannot be a closed door either.
        ((*_LIVE, Status.SPAM), (Status.WITHDRAWN,)),
    ),
    Role.MODERATOR: _moves(
        ((Status.PENDING, Status.HIDDEN, Status.SPAM, Status.REJECTED), (Status.PUBLISHED,)),
        ((Status.PENDING, Status.PUBLISHED, Status.HIDDEN), (Status.REJECTED, Status.SPAM)),
        ((Status.PUBLISHED,), (Status.HIDDEN,)),
    )
    # A person has read what the machine published, or what was reported, and keeps it.
    | {(Status.PUBLISHED, Status.PUBLISHED)},
}
