"""Tells authors that their comment is not shown, and why. Nobody in distress is answered like this."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from comments.models import Comment, ModerationEvent
from comments.moderation.rejection_words import words_for
from comments.notifications.correspondence import may_be_written_to
from comments.notifications.tasks import write_to_author
from comments.states import Action, CareTier, Role, Status

logger = logging.getLogger(__name__)

# So long a decision can be taken back before it is told.
PAUSE = timedelta(minutes=15)
# The text is purged then, and the address with it.
TOO_LATE = timedelta(days=30)


def tell_refusals(now: datetime) -> tuple[int, list[str]]:
    """Tell those who asked what was decided against their comment a while ago; return how many, and what failed.

    The wish goes with the mail, which makes each mail one mail, also where two processes run.
    """
    told, failures = 0, []
    for key in _keys_due(now):
        try:
            told += _tell(key, now)
        except Exception as error:  # one mail that fails must not keep the others
            logger.exception("The author of comment %s could not be told.", key)
            failures.append(f"Comment {key}: {error}")
    return told, failures


def due(now: datetime) -> QuerySet:
    """Return the comments whose authors wait to be told that they are not shown."""
    return Comment.objects.filter(
        status__in=[Status.REJECTED, Status.HIDDEN],
        notify_decision=True,
        care_open=False,
        care_tier__lt=CareTier.PRESENT,
        status_since__range=(now - TOO_LATE, now - PAUSE),
    ).exclude(email="")


def _keys_due(now: datetime) -> list[int]:
    return list(due(now).order_by("status_since").values_list("pk", flat=True))


def _tell(key: int, now: datetime) -> bool:
    with transaction.atomic():
        rows = due(now).select_related("thread__page__locale")
        comment = rows.select_for_update(of=("self",), skip_locked=True).filter(pk=key).first()
        if comment is None or not may_be_written_to(comment):
            return False
        write_to_author("not_published", comment, lambda: _reason(comment))
        Comment.objects.filter(pk=key).update(notify_decision=False)
    return True


def _reason(comment: Comment) -> dict[str, object]:
    """Return the words for the reason of the last decision, and whether a person took it."""
    decisions = ModerationEvent.objects.filter(comment=comment, action=Action.STATUS, new=comment.status)
    event = decisions.order_by("-pk").first()
    by_person = event is None or event.role == Role.MODERATOR
    language = comment.thread.page.locale.language_code
    words = words_for(event.reason if event else "", language) if by_person else ""
    return {"by_person": by_person, "words": words}
