"""What readers tell the moderators about a comment."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.comments import Comment


class ReportReason(models.TextChoices):
    """Why a reader reports a comment."""

    HARMFUL = "harmful", _("Following it could harm somebody")
    HOSTILE = "hostile", _("It attacks a person or a group")
    ADVERTISING = "advertising", _("It advertises something")
    DISTRESS = "distress", _("I am worried about the person who wrote it")
    ABOUT_ME = "about_me", _("This is about me")
    ILLEGAL = "illegal", _("It breaks the law")
    OTHER = "other", _("Something else")


class ReportQuerySet(models.QuerySet):
    """Reports by their state."""

    def open(self) -> Self:
        """Those nobody has answered yet."""
        return self.filter(closed_at=None)


class Report(models.Model):
    """One reader's report of one comment. The details are what Article 16 of Regulation (EU) 2022/2065 lists."""

    wagtail_reference_index_ignore = True

    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, related_name="reports", verbose_name=_("comment")
    )
    reason = models.CharField(_("reason"), max_length=12, choices=ReportReason)
    explanation = models.TextField(_("explanation"), blank=True)
    name = models.CharField(_("name"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    good_faith = models.BooleanField(_("believes it to be true"), default=False)
    network_key = models.CharField(max_length=32, blank=True)
    # The revision of the text that was reported.
    revision = models.PositiveIntegerField(default=1)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    closed_at = models.DateTimeField(_("answered"), null=True)
    # Whether the moderator acted on it; empty while it is open.
    upheld = models.BooleanField(null=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["comment", "sent_at"],
                condition=models.Q(closed_at__isnull=True),
                name="comment_open_reports",
            ),
            models.Index(fields=["network_key", "sent_at"], name="comment_report_network"),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} ({self.comment})"
