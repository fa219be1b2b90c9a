"""The app of reader comments."""

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    name = "comments"
    label = "reader_comments"
    verbose_name = _("Reader comments")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say who may moderate, before anything asks."""
        from wagtail.permissions import register_permission_policy  # noqa: PLC0415  needs loaded apps

        from comments import signal_handlers  # noqa: PLC0415  needs loaded apps
        from comments.care.warnings import care_warnings  # noqa: PLC0415  needs loaded apps
        from comments.models import Comment  # noqa: PLC0415  needs loaded apps
        from comments.moderation.backlog import moderation_warnings  # noqa: PLC0415  needs loaded apps
        from comments.permissions import CommentPermissionPolicy  # noqa: PLC0415  needs loaded apps

        register_permission_policy(Comment, CommentPermissionPolicy(Comment))
        signal_handlers.connect()
        checks.register(care_warnings, checks.Tags.database)
        checks.register(moderation_warnings, checks.Tags.database)
