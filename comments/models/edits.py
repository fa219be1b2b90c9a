"""How the text of a comment changes: what it said before is kept, and a decision on the old text comes too late."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext

from comments.markup import MARKUP_VERSION, render
from comments.models.events import ModerationEvent
from comments.models.moves import ImpossibleMove, Moves
from comments.models.revisions import CommentRevision
from comments.signals import comment_text_changed
from comments.states import MOVES, Action, CareTier, Role, Status

# What was taken for spam is told nothing of it, so its author finds the same doors as one who waits.
EDITABLE = frozenset({Status.UNCONFIRMED, Status.PENDING, Status.PUBLISHED, Status.SPAM})
# Nobody corrects a comment more often in a quarter of an hour; each earlier text is kept.
MOST_EDITS = 20


class Edits(Moves):
    """The part of a comment that changes its text."""

    body: models.TextField
    html: models.TextField
    care_tier: models.PositiveSmallIntegerField
    care_open: models.BooleanField

    class Meta:
        abstract = True

    def editable_until(self, minutes: int) -> datetime:
        """Return the moment until which its author may change it; `minutes` is what the site allows."""
        return self.submitted_at + timedelta(minutes=minutes)

    def may_be_edited(self, now: datetime, minutes: int) -> bool:
        """Return whether its author may change the text at `now`."""
        in_time = now < self.editable_until(minutes) and self.revision <= MOST_EDITS
        return in_time and self.status in EDITABLE

    @property
    def may_be_withdrawn(self) -> bool:
        """Whether its author may take it back, at any time."""
        return (self.status, Status.WITHDRAWN) in MOVES[Role.AUTHOR]

    def write(self, body: str) -> None:
        """Set the text and the HTML it gives. Stores nothing."""
        self.body = body
        self.html = render(body)
        self.markup_version = MARKUP_VERSION

    def rewrite(self, body: str) -> None:
        """Set another text and keep the present one as an earlier text. The caller holds the row and saves."""
        CommentRevision.objects.create(comment=self, number=self.revision, body=self.body)
        self.revision += 1
        # Nobody has approved the new words yet.
        self.approved_revision = None
        self.write(body)

    def edit(self, body: str, expected_version: int, *, holds: bool, **noticed: Any) -> ModerationEvent:
        """Store the author's new text and return the event that says so.

        `holds` takes a published comment back to the moderators; no edit ever publishes anything. `noticed` is
        what the checks say about the new text: `findings`, `care_tier` and `body_digest`. Raises Conflict if the
        comment is not at `expected_version` any more, and ImpossibleMove if its status allows no edit.
        """
        with transaction.atomic():
            self.lock(expected_version)
            if self.status not in EDITABLE:
                raise ImpossibleMove(gettext("This comment cannot be changed any more."))
            self.rewrite(body)
            self.edited_at = timezone.now()
            self._notice(**noticed)
            to = Status.PENDING if holds and self.status == Status.PUBLISHED else Status(self.status)
            event = self._move(to, Role.AUTHOR, None, "", action=Action.EDIT)
            transaction.on_commit(partial(comment_text_changed.send, sender=type(self), comment=self))
        return event

    def _notice(self, findings: list, care_tier: int, body_digest: str) -> None:
        """Take over what is said about the new text. Worry about a person does not end with softer words."""
        self.findings, self.body_digest = findings, body_digest
        self.care_tier = max(self.care_tier, care_tier)
        self.care_open = self.care_open or care_tier >= CareTier.PRESENT
