"""What a rule would have caught, before it catches anything."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.utils.safestring import SafeString

from comments.models import Comment
from comments.moderation.highlights import highlight
from comments.states import Status

TRIED_ON = 500
# The rest is only counted.
SHOWN = 20

Spans = Iterable[tuple[int, int]]


@dataclass(frozen=True)
class Caught:
    """One comment that would be caught; its text is left out while somebody looks after its author."""

    comment: Comment
    text: SafeString
    published: bool


@dataclass(frozen=True)
class Trial:
    """Of `tried` comments, `number` would be caught; a moderator has published `published` of those."""

    tried: int
    number: int
    published: int
    caught: list[Caught]

    @property
    def is_wide(self) -> bool:
        """Whether it catches more than moderators could like: every tenth, or mostly what they publish."""
        return self.number * 10 > self.tried or self.published * 2 > self.number


def try_on_past(user: AbstractBaseUser | AnonymousUser, catches: Callable[[Comment], Spans | None]) -> Trial:
    """Ask `catches` about the last comments that `user` may read; it returns None, or what to mark in the body."""
    past = Comment.objects.in_scope_of(user).exclude(status=Status.ERASED).exclude(body="")
    comments = list(past.select_related("thread__page").order_by("-submitted_at", "-pk")[:TRIED_ON])
    found = [(comment, spans) for comment in comments if (spans := catches(comment)) is not None]
    shown = [_caught(comment, spans) for comment, spans in found[:SHOWN]]
    return Trial(len(comments), len(found), sum(_was_published(comment) for comment, _ in found), shown)


def _caught(comment: Comment, spans: Spans) -> Caught:
    text = SafeString("") if comment.care_open else highlight(comment.html, comment.body, list(spans))[0]
    return Caught(comment, text, _was_published(comment))


def _was_published(comment: Comment) -> bool:
    return comment.approved_revision is not None
