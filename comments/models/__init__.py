"""Threads, comments, decisions and settings."""

from comments.models.comments import Comment, Conflict, ImpossibleMove
from comments.models.events import ModerationEvent
from comments.models.pages import CommentsPageMixin
from comments.models.settings import CommentSettings
from comments.models.threads import CommentThread

__all__ = [
    "Comment",
    "CommentSettings",
    "CommentThread",
    "CommentsPageMixin",
    "Conflict",
    "ImpossibleMove",
    "ModerationEvent",
]
