"""People who may be in distress: where they find help, and who of the house looks after them."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import TranslatableMixin

from comments.models.comments import Comment
from comments.states import CareTier

# After this many days somebody should look again whether number and address are right.
CHECKED_FOR = timedelta(days=180)
# An alert for which nobody acts comes again.
ALERT_AGAIN = timedelta(hours=24)


class CareResourceQuerySet(models.QuerySet):
    """Services by how sure their data are."""

    def not_checked_lately(self) -> Self:
        """Those nobody has made sure of for so long that they may be wrong."""
        return self.filter(last_checked__lt=timezone.localdate() - CHECKED_FOR)


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

    objects = CareResourceQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("care resource")
        verbose_name_plural = _("care resources")
        ordering = ["country", "position", "name"]

    def __str__(self) -> str:
        return f"{self.name} ({self.country})" if self.country else self.name

    @property
    def dialled(self) -> str:
        """The number as a telephone takes it."""
        return "".join(sign for sign in self.number if sign.isdigit() or sign == "+")

    @property
    def is_old(self) -> bool:
        """Whether nobody has made sure for so long that it may be wrong."""
        return self.last_checked < timezone.localdate() - CHECKED_FOR


class CareState(models.TextChoices):
    """How far a case is."""

    OPEN = "open", _("open")
    ANSWERED = "answered", _("answered")
    ESCALATED = "escalated", _("escalated")
    CLOSED = "closed", _("closed")


class CareStep(models.TextChoices):
    """What somebody did in a case."""

    OPENED = "opened", _("opened")
    RAISED = "raised", _("now seems more urgent")
    REOPENED = "reopened", _("opened again")
    ALERTED = "alerted", _("mail sent")
    TAKEN = "taken", _("taken over")
    ANSWERED_PUBLICLY = "answered_publicly", _("answered below the comment")
    ANSWERED_PRIVATELY = "answered_privately", _("answered by mail")
    ESCALATED = "escalated", _("handed on")
    NOTED = "noted", _("note")
    CLOSED = "closed", _("closed")


# Where a step leads. The others leave the case as it is.
STATE_AFTER = {
    CareStep.OPENED: CareState.OPEN,
    CareStep.RAISED: CareState.OPEN,
    CareStep.REOPENED: CareState.OPEN,
    CareStep.ANSWERED_PUBLICLY: CareState.ANSWERED,
    CareStep.ANSWERED_PRIVATELY: CareState.ANSWERED,
    CareStep.ESCALATED: CareState.ESCALATED,
    CareStep.CLOSED: CareState.CLOSED,
}
# What may still be done once a case is closed.
AFTER_THE_END = {CareStep.NOTED, CareStep.REOPENED}


class CaseClosed(Exception):  # noqa: N818  named for the state, as Django names DoesNotExist
    """Somebody closed the case in the meantime. The text says so, to a person of the house."""


class CareCaseQuerySet(models.QuerySet):
    """Cases by what they need."""

    def unfinished(self) -> Self:
        """Those not closed, the nearest first."""
        return self.filter(closed_at=None).order_by("-tier", "due_at", "pk")

    def to_alert(self) -> Self:
        """Those for which nobody has acted, and whose owner has to be told now.

        A planned crisis is told at once, any when its time has passed; and again each day until somebody acts.
        """
        now = timezone.now()
        at_once = Q(tier__gte=CareTier.PLANNED, alerted_at=None)
        passed = Q(due_at__lte=now) & (Q(alerted_at=None) | Q(alerted_at__lt=F("due_at")))
        again = Q(due_at__lte=now, alerted_at__lte=now - ALERT_AGAIN)
        return self.filter(at_once | passed | again, state=CareState.OPEN)


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

    objects = CareCaseQuerySet.as_manager()

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

    @property
    def is_overdue(self) -> bool:
        """Whether somebody should have acted by now, and nobody has."""
        return self.state == CareState.OPEN and self.due_at <= timezone.now()

    def act(self, step: CareStep, actor: AbstractBaseUser | None, note: str = "") -> "CareAction":
        """Write down what `actor` (None: the system) did, and move the case on.

        Closing it takes the comment out of the queue as far as care goes, opening it again puts it back. Raises
        CaseClosed where it was closed meanwhile and `step` is more than a note.
        """
        with transaction.atomic():
            # Whoever holds both rows takes the comment first.
            comment = Comment.objects.select_for_update().get(pk=self.comment_id)
            self.refresh_from_db(from_queryset=CareCase.objects.select_for_update())
            if self.state == CareState.CLOSED and step not in AFTER_THE_END:
                raise CaseClosed(gettext("This case was closed in the meantime. Open it again to go on."))
            self._move(step, actor, comment)
            return self.actions.create(
                kind=step, actor=actor, actor_label=str(actor)[:150] if actor else "", note=note
            )

    def _move(self, step: CareStep, actor: AbstractBaseUser | None, comment: Comment) -> None:
        self.state = STATE_AFTER.get(step, CareState(self.state))
        if step == CareStep.TAKEN:
            self.owner = actor
        is_closed = self.state == CareState.CLOSED
        self.closed_at = (self.closed_at or timezone.now()) if is_closed else None
        self.save()
        if comment.care_open == is_closed:
            comment.care_open = not is_closed
            comment.set_attention()
            comment.save(update_fields=["care_open", "attention"])


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

    @property
    def label(self) -> str:
        """What was done, in words."""
        return str(CareStep(self.kind).label)

    @property
    def who(self) -> str:
        """The person who did it, or the system."""
        return self.actor_label or gettext("the system")
