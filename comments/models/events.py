"""Who decided what about a comment, when and why: written once, never changed."""

from typing import Any, NoReturn, Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comments.querysets import AppendOnlyQuerySet
from comments.states import Action, Reason, Role, Status

_DECIDED = {
    Status.PUBLISHED: _("Published."),
    Status.REJECTED: _("Rejected."),
    Status.SPAM: _("Marked as spam."),
    Status.HIDDEN: _("Hidden."),
}
_DONE = {
    Action.EDIT: _("Changed by its author."),
    Action.REDACT: _("Private details removed."),
    Action.CONTEXT: _("Note to readers saved."),
    Action.PIN: _("Pinned: readers see it first."),
    Action.UNPIN: _("No longer pinned."),
    Action.REPORTS: _("Reports answered."),
}


class ModerationEvent(models.Model):
    """One thing done to a comment, mostly a change of its status.

    It outlives the comment, so it copies the labels it needs; nothing that its author wrote is among them.
    """

    wagtail_reference_index_ignore = True

    comment = models.ForeignKey(
        "reader_comments.Comment",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="events",
        verbose_name=_("comment"),
    )
    comment_label = models.CharField(max_length=80)
    page_label = models.CharField(max_length=255)
    action = models.CharField(_("what"), max_length=12, choices=Action, default=Action.STATUS)
    old = models.CharField(_("from"), max_length=12, choices=Status)
    new = models.CharField(_("to"), max_length=12, choices=Status)
    role = models.CharField(max_length=12, choices=Role)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
        verbose_name=_("by"),
    )
    actor_label = models.CharField(max_length=150, blank=True)
    reason = models.CharField(_("reason"), max_length=16, choices=Reason, blank=True)
    # The version of the comment on which the decision was made.
    version = models.PositiveIntegerField()
    undoes = models.ForeignKey(
        "self", null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="undone_by"
    )
    # What decisions made together share.
    batch = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField(_("when"))

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("moderation event")
        verbose_name_plural = _("moderation events")
        default_permissions = ()
        indexes = [
            models.Index(fields=["comment", "version"], name="event_of_comment"),
            models.Index(fields=["-at", "-id"], name="event_log"),
            models.Index(fields=["batch"], condition=~models.Q(batch=""), name="event_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.comment_label}: {self.old} → {self.new}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the event once. Raises TypeError the second time."""
        if not self._state.adding:
            raise TypeError("A moderation event is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raise TypeError: history is not removed."""
        raise TypeError("A moderation event is never deleted.")

    @classmethod
    def record(
        cls,
        comment: models.Model,
        old: str,
        version: int,
        role: Role,
        actor: AbstractBaseUser | None,
        *,
        action: Action = Action.STATUS,
        reason: str = "",
        undoes: Self | None = None,
        batch: str = "",
    ) -> Self:
        """Write down what happened to `comment`, which was `old` at `version` and now has its present status."""
        return cls.objects.create(
            comment=comment,
            comment_label=comment.label,
            page_label=str(comment.thread.page)[:255],
            old=old,
            new=comment.status,
            role=role,
            actor=actor,
            actor_label=str(actor)[:150] if actor else "",
            reason=reason,
            version=version,
            undoes=undoes,
            action=action,
            batch=batch,
            at=timezone.now(),
        )

    @property
    def said(self) -> str:
        """What happened, as a sentence to the person who did it."""
        if self.undoes_id is not None:
            return gettext("Taken back.")
        if self.action != Action.STATUS:
            return str(_DONE[Action(self.action)])
        if self.old == self.new:
            return gettext("Kept as it is.")
        return str(_DECIDED.get(Status(self.new), self.get_new_display().capitalize() + "."))

    @property
    def what(self) -> str:
        """What happened, as a line of the log."""
        if self.action == Action.STATUS:
            return f"{self.get_old_display()} → {self.get_new_display()}"
        return str(self.get_action_display())

    @property
    def who(self) -> str:
        """The person who decided, or the capacity in which nobody in particular did."""
        return self.actor_label or str(self.get_role_display())
