"""One comment by a reader, and the only ways in which its status changes."""

import secrets
from datetime import datetime
from functools import partial

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comments.markup import MARKUP_VERSION, render
from comments.models.events import ModerationEvent
from comments.models.threads import CommentThread
from comments.querysets import CommentQuerySet
from comments.signals import comment_status_changed
from comments.states import MOVES, Role, Status

# How many replies a conversation shows before "more replies".
PREVIEW_REPLIES = 3


class ImpossibleMove(Exception):  # noqa: N818  named for the state, as Django names DoesNotExist
    """This status cannot follow the present one. The text says why, to a moderator."""


class Conflict(Exception):  # noqa: N818  as above
    """The comment is no longer as it was when the decision was made.

    `event` is the decision that came between, or None where the author changed the text.
    """

    def __init__(self, comment: "Comment", event: ModerationEvent | None):
        super().__init__(f"Comment {comment.public_id} has changed since.")
        self.comment = comment
        self.event = event


def new_public_id() -> str:
    """Return the name of a comment in addresses: 12 characters that tell nothing."""
    return secrets.token_urlsafe(9)


def current_time() -> datetime:
    """Return the present moment. Asks the clock when called, so that a clock turned back is heeded."""
    return timezone.now()


class Comment(models.Model):
    """What one reader said. `root` is the first comment of the conversation, `parent` the one answered."""

    wagtail_reference_index_ignore = True

    thread = models.ForeignKey(CommentThread, on_delete=models.CASCADE, related_name="comments")
    root = models.ForeignKey("self", null=True, on_delete=models.RESTRICT, related_name="descendants")
    parent = models.ForeignKey("self", null=True, on_delete=models.RESTRICT, related_name="replies")
    # The place inside the conversation, given once; 0 is the root itself.
    seq = models.PositiveIntegerField(default=0)
    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)

    name = models.CharField(_("name"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    body = models.TextField(_("comment"))
    html = models.TextField()
    markup_version = models.PositiveSmallIntegerField(default=MARKUP_VERSION)

    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.NEW)
    # Rises with each decision and each edit; a decision names the version it was made on.
    version = models.PositiveIntegerField(default=0)
    submitted_at = models.DateTimeField(_("sent"), default=current_time)
    # When readers could first see it. It keeps its place if it is hidden and comes back.
    published_at = models.DateTimeField(_("published"), null=True)

    network_key = models.CharField(max_length=32, blank=True)
    body_digest = models.CharField(max_length=32, blank=True)
    # The one use of a form from which it came: sending twice stores once.
    submission_key = models.CharField(max_length=32, null=True, unique=True)  # noqa: DJ001  unique if any
    findings = models.JSONField(_("findings"), default=list)
    care_tier = models.PositiveSmallIntegerField(default=0)

    # Kept on the root of a conversation only.
    last_seq = models.PositiveIntegerField(default=0)
    published_replies = models.PositiveIntegerField(default=0)
    preview_seq = models.PositiveIntegerField(default=0)
    shown = models.BooleanField(default=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("reader comment")
        verbose_name_plural = _("reader comments")
        default_permissions = ()
        permissions = [("moderate_comment", _("Can moderate reader comments"))]
        constraints = [
            models.UniqueConstraint(fields=["root", "seq"], name="comment_place_in_conversation"),
        ]
        indexes = [
            models.Index(
                fields=["thread", "published_at", "id"],
                condition=models.Q(shown=True, root__isnull=True),
                name="comment_shown_roots",
            ),
            models.Index(fields=["status", "-care_tier", "submitted_at", "id"], name="comment_queue"),
            models.Index(fields=["thread", "body_digest"], name="comment_duplicates"),
            models.Index(fields=["network_key", "submitted_at"], name="comment_network"),
            models.Index(fields=["submitted_at"], name="comment_sent"),
        ]

    def __str__(self) -> str:
        return gettext("%(name)s, %(date)s") % {
            "name": self.display_name,
            "date": timezone.localtime(self.submitted_at).strftime("%Y-%m-%d %H:%M"),
        }

    @property
    def display_name(self) -> str:
        """The name readers see."""
        return self.name or gettext("Anonymous")

    @property
    def is_published(self) -> bool:
        """Whether readers see its text."""
        return self.status == Status.PUBLISHED

    @property
    def answers_another_reply(self) -> bool:
        """Whether readers need to be told whom it answers, because it does not stand under that comment."""
        return self.parent_id != self.root_id

    @property
    def more_replies(self) -> int:
        """How many published replies lie behind the ones shown first."""
        return max(0, self.published_replies - PREVIEW_REPLIES)

    def write(self, body: str) -> None:
        """Set the text and the HTML it gives. Stores nothing."""
        self.body = body
        self.html = render(body)
        self.markup_version = MARKUP_VERSION

    def submit(self, to: Status) -> ModerationEvent:
        """Store this new comment as `to`. Raises ImpossibleMove where the answered comment is not published."""
        with transaction.atomic():
            if self.parent is not None:
                self._take_place_below(self.parent)
            return self._move(to, Role.SYSTEM, None, "")

    def transition(
        self, to: Status, actor: AbstractBaseUser | Role, reason: str, expected_version: int
    ) -> ModerationEvent:
        """Change the status and write down who did it.

        `actor` is the deciding user, or Role.AUTHOR or Role.SYSTEM; `reason` a Reason or empty;
        `expected_version` the version the actor saw. Raises Conflict if the comment has changed since, and
        ImpossibleMove if the table of moves does not have it.
        """
        role, user = (actor, None) if isinstance(actor, Role) else (Role.MODERATOR, actor)
        with transaction.atomic():
            self._lock(expected_version)
            if (self.status, to) not in MOVES[role]:
                raise ImpossibleMove(
                    gettext("A comment that is %(old)s cannot become %(new)s.")
                    % {"old": self.get_status_display(), "new": Status(to).label}
                )
            return self._move(to, role, user, reason)

    def undo(self, event: ModerationEvent, actor: AbstractBaseUser, expected_version: int) -> ModerationEvent:
        """Take back `event` by its inverse. Raises Conflict if it is not the last thing that happened."""
        with transaction.atomic():
            self._lock(expected_version)
            if event.comment_id != self.pk or event.version + 1 != self.version:
                raise Conflict(self, self.last_event())
            if event.role != Role.MODERATOR or event.undoes_id is not None:
                raise ImpossibleMove(gettext("This cannot be taken back."))
            return self._move(Status(event.old), Role.MODERATOR, actor, "", undoes=event)

    def last_event(self) -> ModerationEvent | None:
        """Return the newest decision about this comment."""
        return self.events.order_by("-version", "-pk").first()

    def _lock(self, expected_version: int) -> None:
        self.refresh_from_db(from_queryset=Comment.objects.select_for_update())
        if self.version != expected_version:
            raise Conflict(self, self.events.filter(version=self.version - 1).first())

    def _take_place_below(self, parent: "Comment") -> None:
        root = Comment.objects.select_for_update().get(pk=parent.root_id or parent.pk)
        root.last_seq += 1
        root.save(update_fields=["last_seq"])
        self.root, self.seq, self.thread_id = root, root.last_seq, root.thread_id

    def _move(
        self,
        to: Status,
        role: Role,
        actor: AbstractBaseUser | None,
        reason: str,
        undoes: ModerationEvent | None = None,
    ) -> ModerationEvent:
        old, decided_on = Status(self.status), self.version
        if to == Status.PUBLISHED:
            self._become_public()
        self.status = to
        self.version += 1
        self.shown = self.root_id is None and (to == Status.PUBLISHED or self.published_replies > 0)
        self.save()
        self._count(old, to)
        event = ModerationEvent.record(self, old, decided_on, role, actor, reason, undoes)
        changed = partial(comment_status_changed.send, sender=Comment, comment=self, old=old, new=to)
        transaction.on_commit(changed)
        return event

    def _become_public(self) -> None:
        if self.parent is not None and not Comment.objects.published().filter(pk=self.parent_id).exists():
            raise ImpossibleMove(gettext("Publish the comment it answers first."))
        if self.published_at is None:
            self.published_at = timezone.now()

    def _count(self, old: Status, new: Status) -> None:
        """Keep the stored counts right. Locks are always taken in the order reply, root, thread."""
        published = (new == Status.PUBLISHED) - (old == Status.PUBLISHED)
        pending = (new == Status.PENDING) - (old == Status.PENDING)
        if published and self.root_id:
            Comment.objects.select_for_update().get(pk=self.root_id)._count_replies(published)
        self.thread.count(published, pending)

    def _count_replies(self, difference: int) -> None:
        first = self.descendants.published().order_by("seq").values_list("seq", flat=True)[:PREVIEW_REPLIES]
        self.published_replies += difference
        self.preview_seq = max(first, default=0)
        self.shown = self.status == Status.PUBLISHED or self.published_replies > 0
        self.save(update_fields=["published_replies", "preview_seq", "shown"])
