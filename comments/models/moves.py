"""The only ways in which a comment's status changes."""

from datetime import datetime
from functools import partial

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comments.models.events import ModerationEvent
from comments.models.reported import Reported
from comments.signals import comment_status_changed
from comments.states import MOVES, UNKIND, Action, CareTier, Role, Status

# How many replies a conversation shows before "more replies".
PREVIEW_REPLIES = 3


class ImpossibleMove(Exception):  # noqa: N818  named for the state, as Django names DoesNotExist
    """This status cannot follow the present one. The text says why, to a moderator."""


class Conflict(Exception):  # noqa: N818  as above
    """The comment is no longer as it was when the decision was made.

    `event` is what came between: a decision, or the author's edit; None where nothing was written down.
    """

    def __init__(self, comment: models.Model, event: ModerationEvent | None):
        super().__init__(f"Comment {comment.public_id} has changed since.")
        self.comment = comment
        self.event = event


def current_time() -> datetime:
    """Return the present moment. Asks the clock when called, so that a clock turned back is heeded."""
    return timezone.now()


class Moves(Reported):
    """The part of a comment that changes its status, its counts and its place in the queue."""

    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.NEW)
    # Rises with each decision and each edit; a decision names the version it was made on.
    version = models.PositiveIntegerField(default=0)
    status_since = models.DateTimeField(default=current_time)
    submitted_at = models.DateTimeField(_("sent"), default=current_time)
    # When readers could first see it. It keeps its place if it is hidden and comes back.
    published_at = models.DateTimeField(_("published"), null=True)

    # Kept on the root of a conversation only.
    last_seq = models.PositiveIntegerField(default=0)
    published_replies = models.PositiveIntegerField(default=0)
    preview_seq = models.PositiveIntegerField(default=0)
    shown = models.BooleanField(default=False)

    class Meta:
        abstract = True

    def submit(self, to: Status, actor: AbstractBaseUser | None = None, batch: str = "") -> ModerationEvent:
        """Store this new comment as `to`. Raises ImpossibleMove where the answered comment is not published.

        `actor` is the moderator who wrote it, None where a reader did.
        """
        self.care_open = self.care_tier >= CareTier.PRESENT
        with transaction.atomic():
            if self.parent is not None:
                self._take_place_below(self.parent)
            return self._move(to, Role.MODERATOR if actor else Role.SYSTEM, actor, "", batch=batch)

    def transition(
        self, to: Status, actor: AbstractBaseUser | Role, reason: str, expected_version: int, batch: str = ""
    ) -> ModerationEvent:
        """Change the status and write down who did it.

        `actor` is the deciding user, or Role.AUTHOR or Role.SYSTEM; `reason` a Reason or empty;
        `expected_version` the version the actor saw; `batch` what decisions made together share. Raises Conflict
        if the comment has changed since, and ImpossibleMove if the table of moves does not have it.
        """
        role, user = (actor, None) if isinstance(actor, Role) else (Role.MODERATOR, actor)
        with transaction.atomic():
            self.lock(expected_version)
            if (self.status, to) not in MOVES[role]:
                raise ImpossibleMove(
                    gettext("A comment that is %(old)s cannot become %(new)s.")
                    % {"old": self.get_status_display(), "new": Status(to).label}
                )
            if role == Role.MODERATOR and self.care_open and to in UNKIND:
                raise ImpossibleMove(
                    gettext("The author may be in distress. Leave it to whoever looks after them.")
                )
            return self._move(to, role, user, reason, batch=batch)

    def undo(
        self, event: ModerationEvent, actor: AbstractBaseUser, expected_version: int, batch: str = ""
    ) -> ModerationEvent:
        """Take back `event` by its inverse; an answer of our own is hidden. Raises Conflict if it is not the last
        thing that happened, and ImpossibleMove where nothing takes it back.
        """
        with transaction.atomic():
            self.lock(expected_version)
            if event.comment_id != self.pk or event.version + 1 != self.version:
                raise Conflict(self, self.last_event())
            if event.role != Role.MODERATOR or event.undoes_id is not None:
                raise ImpossibleMove(gettext("This cannot be taken back."))
            return self._take_back(event, actor, batch)

    def _take_back(self, event: ModerationEvent, actor: AbstractBaseUser, batch: str) -> ModerationEvent:
        if event.action != Action.STATUS:
            raise ImpossibleMove(gettext("This cannot be taken back."))
        to = Status.HIDDEN if event.old == Status.NEW else Status(event.old)
        return self._move(to, Role.MODERATOR, actor, "", undoes=event, batch=batch)

    def last_event(self) -> ModerationEvent | None:
        """Return the newest decision about this comment."""
        return self.events.order_by("-version", "-pk").first()

    def lock(self, expected_version: int) -> None:
        """Hold the row until the transaction ends. Raises Conflict if it is not at `expected_version`."""
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update())
        if self.version != expected_version:
            raise Conflict(self, self.events.filter(version=self.version - 1).order_by("-pk").first())

    def _take_place_below(self, parent: models.Model) -> None:
        root = type(self).objects.select_for_update().filter(pk=parent.root_id or parent.pk).first()
        if root is None:
            raise ImpossibleMove(gettext("The comment it answers was erased."))
        root.last_seq += 1
        root.save(update_fields=["last_seq"])
        self.root, self.seq = root, root.last_seq
        self.thread_id = root.thread_id  # type: ignore[has-type]

    def _move(
        self,
        to: Status,
        role: Role,
        actor: AbstractBaseUser | None,
        reason: str,
        undoes: ModerationEvent | None = None,
        batch: str = "",
        action: Action = Action.STATUS,
    ) -> ModerationEvent:
        old, decided_on = Status(self.status), self.version
        # An edit that changes nothing about the status leaves the comment in its place.
        moved = to != old or action == Action.STATUS
        if moved:
            now = timezone.now()
            self._settle_reports(to, role, undoes, now)
            self._enter(to, role, undoes, now)
        self.version += 1
        self.shown = self.root_id is None and (to == Status.PUBLISHED or self.published_replies > 0)
        self.set_attention()
        self.save()
        self._count(old, to)
        if moved:
            changed = partial(comment_status_changed.send, sender=type(self), comment=self, old=old, new=to)
            transaction.on_commit(changed)
        return ModerationEvent.record(
            self, old, decided_on, role, actor, reason=reason, undoes=undoes, batch=batch, action=action
        )

    def _enter(self, to: Status, role: Role, undoes: ModerationEvent | None, now: datetime) -> None:
        if not self.body and to in {Status.PENDING, Status.PUBLISHED, Status.HIDDEN}:
            raise ImpossibleMove(gettext("Its text is no longer kept, so this cannot be changed any more."))
        if to == Status.PUBLISHED:
            self._become_public()
            if role == Role.MODERATOR:
                taken_back = undoes is not None and undoes.old == undoes.new
                self.approved_revision = None if taken_back else self.revision
        self.status = to
        self.status_since = now

    def _become_public(self) -> None:
        if self.parent is not None and not type(self).objects.published().filter(pk=self.parent_id).exists():
            raise ImpossibleMove(gettext("Publish the comment it answers first."))
        if self.published_at is None:
            self.published_at = timezone.now()

    def _count(self, old: Status, new: Status) -> None:
        """Keep the stored counts right. Locks are always taken in the order reply, root, thread."""
        published = (new == Status.PUBLISHED) - (old == Status.PUBLISHED)
        pending = (new == Status.PENDING) - (old == Status.PENDING)
        if published and self.root_id:
            type(self).objects.select_for_update().get(pk=self.root_id)._count_replies(published)
        seen = Status.PUBLISHED in {old, new}
        self.thread.count(published, pending, seen)

    def _count_replies(self, difference: int) -> None:
        first = self.descendants.published().order_by("seq").values_list("seq", flat=True)[:PREVIEW_REPLIES]
        self.published_replies += difference
        self.preview_seq = max(first, default=0)
        self.shown = self.status == Status.PUBLISHED or self.published_replies > 0
        self.save(update_fields=["published_replies", "preview_seq", "shown"])
