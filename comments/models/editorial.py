"""What moderators do to a comment beside deciding about it: take details out, add a note for readers, pin it."""

from collections.abc import Iterable
from functools import partial

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext

from comments.models.edits import Edits
from comments.models.events import ModerationEvent
from comments.models.moves import ImpossibleMove
from comments.models.threads import CommentThread
from comments.signals import comment_text_changed
from comments.states import Action, Role, Status

Span = tuple[int, int]
# What is put in the place of a span.
Change = tuple[int, int, str]
# Not sent yet, or taken back by their authors: nothing of them is touched.
_OUT_OF_REACH = {Status.UNCONFIRMED, Status.WITHDRAWN, Status.ERASED}


class Editorial(Edits):
    """The part of a comment that moderators change without deciding about it."""

    class Meta:
        abstract = True

    def redact(
        self, spans: Iterable[Span], actor: AbstractBaseUser, expected_version: int
    ) -> ModerationEvent:
        """Put "[private details removed]" in the place of `spans`, (start, end) in the text; keep the earlier text.

        Raises Conflict if the comment has changed since, and ImpossibleMove where its author
        has not sent it, or took it back.
        """
        with transaction.atomic():
            self.lock(expected_version)
            if self.status in _OUT_OF_REACH:
                raise ImpossibleMove(gettext("Its author has not sent this comment yet, or took it back."))
            with translation.override(self.thread.page.locale.language_code):
                removed = gettext("[private details removed]")
            self.redacted = True
            changes = changes_of(self.body, spans, removed)
            self.findings = [_told_anew(finding, changes, self.revision) for finding in self.findings]
            return self._reword(changed(self.body, changes), actor)

    def note_for_readers(self, text: str, actor: AbstractBaseUser, expected_version: int) -> ModerationEvent:
        """Set the note that readers see below the comment; empty takes it away. Raises Conflict."""
        with transaction.atomic():
            self.lock(expected_version)
            self.context_note = text
            return self._rise(Action.CONTEXT, actor)

    def pin(self, actor: AbstractBaseUser) -> ModerationEvent:
        """Let this comment stand first on its page, in the place of another. Raises ImpossibleMove unless published."""
        with transaction.atomic():
            self.lock(self.version)
            if self.status != Status.PUBLISHED:
                raise ImpossibleMove(gettext("Publish it first: readers see only published comments."))
            return self._pin(self, Action.PIN, actor)

    def unpin(self, actor: AbstractBaseUser) -> ModerationEvent:
        """Let it stand where it belongs. Raises ImpossibleMove where it is not pinned."""
        with transaction.atomic():
            self.lock(self.version)
            if not CommentThread.objects.filter(pk=self.thread_id, pinned=self.pk).exists():
                raise ImpossibleMove(gettext("This comment is not pinned any more."))
            return self._pin(None, Action.UNPIN, actor)

    def _pin(self, pinned: models.Model | None, action: Action, actor: AbstractBaseUser) -> ModerationEvent:
        CommentThread.objects.filter(pk=self.thread_id).update(pinned=pinned)
        self.thread.show_change()
        return self._record(action, self.version, actor)

    def _take_back(self, event: ModerationEvent, actor: AbstractBaseUser, batch: str) -> ModerationEvent:
        if event.action != Action.REDACT:
            return super()._take_back(event, actor, batch)
        earlier = self.revisions.filter(number=self.revision - 1).first()
        if earlier is None:
            raise ImpossibleMove(gettext("The earlier text was deleted in the meantime."))
        others = self.events.filter(action=Action.REDACT, undoes=None, undone_by=None)
        self.redacted = others.exclude(pk=event.pk).exists()
        self.findings = [_told_again(finding, earlier.number) for finding in self.findings]
        return self._reword(earlier.body, actor, undoes=event, batch=batch)

    def _reword(
        self, body: str, actor: AbstractBaseUser, undoes: ModerationEvent | None = None, batch: str = ""
    ) -> ModerationEvent:
        self.rewrite(body)
        # Who takes details out has read the rest.
        if self.status == Status.PUBLISHED:
            self.approved_revision = self.revision
        return self._rise(Action.REDACT, actor, undoes, batch)

    def _rise(
        self, action: Action, actor: AbstractBaseUser, undoes: ModerationEvent | None = None, batch: str = ""
    ) -> ModerationEvent:
        decided_on = self.version
        self.version += 1
        self.save()
        self.thread.show_change()
        return self._record(action, decided_on, actor, undoes, batch)

    def _record(
        self,
        action: Action,
        version: int,
        actor: AbstractBaseUser,
        undoes: ModerationEvent | None = None,
        batch: str = "",
    ) -> ModerationEvent:
        transaction.on_commit(partial(comment_text_changed.send, sender=type(self), comment=self))
        return ModerationEvent.record(
            self, self.status, version, Role.MODERATOR, actor, action=action, undoes=undoes, batch=batch
        )


def changes_of(text: str, spans: Iterable[Span], by: str) -> list[Change]:
    """Return what is put in the place of each span, in order; spans that touch or overlap count as one.

    What stands outside the text, or is empty, is left out. No link can grow out of the brackets of `by`.
    """
    return [
        (start, end, f"{by} " if text[end : end + 1] in {"(", "["} else by)
        for start, end in joined(spans, len(text))
    ]


def changed(text: str, changes: list[Change]) -> str:
    """Return `text` with the changes made."""
    for start, end, new in reversed(changes):
        text = text[:start] + new + text[end:]
    return text


def moved(span: Span, changes: list[Change]) -> Span | None:
    """Return where a span stands after the changes; None where they touch it."""
    start, end = span
    if any(first < end and start < last for first, last, _new in changes):
        return None
    by = sum(len(new) - (last - first) for first, last, new in changes if last <= start)
    return start + by, end + by


def _told_anew(finding: dict, changes: list[Change], revision: int) -> dict:
    """Return the finding with its places in the changed text; those in the present one are remembered."""
    if not finding.get("spans"):
        return finding
    places = [moved((start, end), changes) for start, end in finding["spans"]]
    remembered = finding.get("spans_of", {}) | {str(revision): finding["spans"]}
    return finding | {"spans": [place for place in places if place], "spans_of": remembered}


def _told_again(finding: dict, revision: int) -> dict:
    """Return the finding with its places in the text of an earlier revision."""
    return finding | {"spans": finding.get("spans_of", {}).get(str(revision), [])}


def joined(spans: Iterable[Span], length: int) -> list[Span]:
    """Return `spans` in order, inside a text of `length`, none touching another."""
    found: list[Span] = []
    for start, end in sorted((max(0, start), min(end, length)) for start, end in spans):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found
