"""Has mail sent when a comment comes in, is published, or is answered."""

import logging
from typing import Any

from comments.models import Comment
from comments.notifications.correspondence import wants_question
from comments.notifications.tasks import mail_published, mail_question, mail_reply, tells_of_reply
from comments.states import Action, Status

logger = logging.getLogger(__name__)


def send_mail(sender: type[Comment], comment: Comment, old: Status, new: Status, **kwargs: Any) -> None:
    """Hand over what is to be told. That mail cannot be sent undoes no decision, and fails no request."""
    try:
        if old == Status.NEW and wants_question(comment):
            mail_question.enqueue(comment.pk)
        if new == Status.PUBLISHED and old != Status.PUBLISHED:
            _tell_of_publication(comment, old)
    except Exception:  # the queue or the database is down
        logger.exception("Mail about comment %s could not be handed over.", comment.pk)


def _tell_of_publication(comment: Comment, old: Status) -> None:
    # Who sees it at once, or has just followed the link, needs no mail.
    waited = comment.notify_decision and old not in {Status.NEW, Status.UNCONFIRMED}
    if (waited or tells_of_reply(comment)) and _is_first(comment):
        if waited:
            mail_published.enqueue(comment.pk)
        if tells_of_reply(comment):
            mail_reply.enqueue(comment.pk)


def _is_first(comment: Comment) -> bool:
    """Return whether it was never published before: who hides and shows it again sends no second mail."""
    published = comment.events.filter(action=Action.STATUS, new=Status.PUBLISHED)
    return published.exclude(old=Status.PUBLISHED)[:2].count() == 1
