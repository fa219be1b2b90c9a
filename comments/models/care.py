"""People who may be in distress: where they find help, and who of the house looks after them."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import TranslatableMixin

from comments.models.comments import Comment


class CareResource(TranslatableMixin, models.Model):
    """A service that helps now: a telephone line, a chat, an address. Written in one language, for one country."""

    wagtail_reference_index_ignore = True

    country = models.CharField(
        _("country"),
        max_length=2,
        help_text=_("Two capital letters, for example GB. Empty: everywhere."),
        blank=True,
    )
    name = models.CharField(_("name"), max_length=120)
    number = models.CharField(
        _("telephone number"), max_length=40, blank=True, help_text=_("As people dial it in that country.")
    )
    address = models.URLField(_("web address"), max_length=300, blank=True)
    details = models.CharField(
        _("details"),
        max_length=200,
        blank=True,
        help_text=_("For example: free, day and night; text SHOUT to 85258."),
    )
    last_checked = models.DateField(
        _("last checked"), help_text=_("The day somebody made sure that number and address are right.")
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Small numbers come first.")
    )

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("care resource")
        verbose_name_plural = _("care resources")
        ordering = ["country", "position", "name"]

    def __str__(self) -> str:
        return f"{self.name} ({self.country})" if self.country else self.name


class CareState(models.TextChoices):
    """How far a case is."""

    OPEN = "open", _("open")
    ANSWERED = "answered", _("answered")
    ESCALATED = "escalated", _("escalated")
    CLOSED = "closed", _("closed")


class CareCase(models.Model):
    """Somebody looks after the author of this comment, whatever becomes of the comment itself."""

    wagtail_reference_index_ignore = True

    comment = models.OneToOneField(
        Comment, on_delete=models.CASCADE, related_name="care_case", verbose_name=_("comment")
    )
    tier = models.PositiveSmallIntegerField(_("how near a crisis it seems"))
    state = models.CharField(_("state"), max_length=12, choices=CareState, default=CareState.OPEN)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("who looks after it"),
    )
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    # By when somebody should have acted.
    due_at = models.DateTimeField(_("due"))
    alerted_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(_("closed"), null=True)

    class Meta:
        verbose_name = _("care case")
        verbose_name_plural = _("care cases")
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(closed_at__isnull=True), name="comment_open_care_cases"
            )
        ]

    def __str__(self) -> str:
        return str(self.comment)


class CareAction(models.Model):
    """One thing somebody did in a case."""

    wagtail_reference_index_ignore = True

    case = models.ForeignKey(CareCase, on_delete=models.CASCADE, related_name="actions")
    kind = models.CharField(max_length=24)
    note = models.TextField(_("note"), blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )
    actor_label = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("care action")
        verbose_name_plural = _("care actions")
        default_permissions = ()
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} ({self.case})"
