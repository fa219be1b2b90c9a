"""Erases a comment for good: the only change without undo."""

from django.db import transaction

from comments.models import Comment
from comments.privacy.forgetting import forget
from comments.states import Role, Status


def erase(key: int) -> None:
    """Erase the comment with this primary key; nothing happens if it is gone already.

    A place without words stays where others have answered it. Otherwise the row goes, and with it the emptied ones
    above that were kept for its sake.
    """
    with transaction.atomic():
        comment = Comment.objects.select_for_update().filter(pk=key).first()
        if comment is None:
            return
        if comment.status != Status.ERASED:
            comment.transition(Status.ERASED, Role.SYSTEM, "", comment.version)
        forget([comment.pk])
        _remove_unanswered(comment)


def _remove_unanswered(comment: Comment | None) -> None:
    while comment is not None and comment.status == Status.ERASED and not _is_answered(comment):
        above = comment.parent
        comment.delete()
        comment = above


def _is_answered(comment: Comment) -> bool:
    return comment.replies.exists() or comment.descendants.exists()
