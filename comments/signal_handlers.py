"""Connects what comments do when other rows change."""

from django.db.models.signals import post_delete

from comments.models import ModerationScope
from comments.moderation.scopes import keep_from_widening


def connect() -> None:
    """Connect the handlers, once."""
    post_delete.connect(
        keep_from_widening, sender=ModerationScope, dispatch_uid="comments.keep_from_widening"
    )
