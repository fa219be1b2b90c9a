"""Connects what comments do when other rows change."""

from django.db.models.signals import post_delete

from comments.models import Comment, ModerationScope
from comments.moderation.scopes import keep_from_widening
from comments.notifications.signal_handlers import send_mail
from comments.signals import comment_status_changed


def connect() -> None:
    """Connect the handlers, once."""
    post_delete.connect(
        keep_from_widening, sender=ModerationScope, dispatch_uid="comments.keep_from_widening"
    )
    comment_status_changed.connect(send_mail, sender=Comment, dispatch_uid="comments.send_mail")
