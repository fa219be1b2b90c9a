"""What belongs to the people who moderate: where, by which words, and the mail they get."""

import swapper
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import TranslatableMixin

from comments.models.comments import Comment
from comments.states import Reason


class ModerationScope(models.Model):
    """A group moderates below this page. A group without any such row moderates everywhere."""

    wagtail_reference_index_ignore = True

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="comment_scopes")
    page = models.ForeignKey(
        swapper.get_model_name("wagtailcore", "Page"),
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("page"),
    )

    class Meta:
        verbose_name = _("moderation scope")
        verbose_name_plural = _("moderation scopes")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["group", "page"], name="comment_scope_once")]

    def __str__(self) -> str:
        return f"{self.group}: {self.page}"


class CommentNote(models.Model):
    """What moderators tell each other about a comment. Readers never see it."""

    wagtail_reference_index_ignore = True

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(_("note"), max_length=1000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    author_label = models.CharField(max_length=150)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        default_permissions = ()
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.author_label}: {self.text[:60]}"


class RejectionText(TranslatableMixin, models.Model):
    """The words in which an author is told a reason, in one language, in place of those that ship."""

    wagtail_reference_index_ignore = True

    reason = models.CharField(_("reason"), max_length=16, choices=Reason)
    text = models.TextField(_("what the author is told"), max_length=600)

    class Meta:
        verbose_name = _("words for a rejection")
        verbose_name_plural = _("words for rejections")
        unique_together = [("translation_key", "locale"), ("reason", "locale")]

    def __str__(self) -> str:
        return self.get_reason_display()


class DigestFrequency(models.TextChoices):
    """How often a moderator gets a summary."""

    NEVER = "never", _("Never")
    DAILY = "daily", _("Every day something waits")
    WEEKLY = "weekly", _("Every week")


class ModeratorMail(models.Model):
    """Which mail one moderator gets. Without a row: a summary on each day on which something waits."""

    wagtail_reference_index_ignore = True

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="comment_moderator_mail"
    )
    digest = models.CharField(
        _("summary of waiting comments"), max_length=8, choices=DigestFrequency, default=DigestFrequency.DAILY
    )
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("mail to a moderator")
        verbose_name_plural = _("mail to moderators")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.user}: {self.get_digest_display()}"
