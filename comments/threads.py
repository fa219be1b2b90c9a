"""The comments of a page as readers meet them, a page at a time, at the same cost however many there are."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.db.models import Q, QuerySet
from wagtail.models import AbstractPage

from comments.closing import Closing, closing_of
from comments.models import Comment, CommentSettings, CommentThread
from comments.states import ThreadOrder

ROOTS_PER_PAGE = 20
REPLIES_PER_PAGE = 100
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class BadCursor(ValueError):  # noqa: N818  named for the state, as Django names DoesNotExist
    """The address names no place in the conversation."""


@dataclass
class Conversation:
    """A first comment and the replies shown below it.

    What the editors pinned stands first. A pinned reply stands there as a copy, and at its own place as well.
    """

    root: Comment
    replies: list[Comment] = field(default_factory=list)
    pinned: bool = False
    copied: bool = False


@dataclass
class ThreadPage:
    """One page of a thread. `after` is the cursor of the next one, empty on the last."""

    thread: CommentThread
    conversations: list[Conversation]
    after: str
    # Why no new comments are taken; None where they are.
    closing: Closing | None = None


def thread_page(page: AbstractPage, after: str = "", words: CommentSettings | None = None) -> ThreadPage:
    """Return the conversations of `page` that follow the cursor `after`: three queries at any size.

    `words` are the settings of the page's site. Raises BadCursor.
    """
    thread = CommentThread.objects.select_related("pinned__parent").of(page)
    thread.page = page
    closing = closing_of(thread, words or CommentSettings())
    if thread.pk is None or not thread.is_shown:
        return ThreadPage(thread, [], "", closing)
    roots = list(_roots_after(thread, after)[: ROOTS_PER_PAGE + 1])
    more = len(roots) > ROOTS_PER_PAGE
    roots = roots[:ROOTS_PER_PAGE]
    conversations = _with_replies(roots, None if after else _pinned(thread))
    return ThreadPage(thread, conversations, cursor_of(roots[-1]) if more else "", closing)


def replies_page(root: Comment, after_seq: int) -> tuple[list[Comment], int]:
    """Return the published replies of `root` that follow, and the place to go on from (0: no more)."""
    replies = root.descendants.published().filter(seq__gt=after_seq).select_related("parent").order_by("seq")
    found = list(replies[: REPLIES_PER_PAGE + 1])
    more = len(found) > REPLIES_PER_PAGE
    return found[:REPLIES_PER_PAGE], found[REPLIES_PER_PAGE - 1].seq if more else 0


def cursor_of(comment: Comment) -> str:
    """Return the place of a first comment: microseconds since 1970 and its key."""
    return f"{(comment.published_at - _EPOCH) // timedelta(microseconds=1)}-{comment.pk}"


def _place(cursor: str) -> tuple[datetime, int]:
    microseconds, separator, key = cursor.partition("-")
    if not (separator and microseconds.isdecimal() and key.isdecimal()):
        raise BadCursor(cursor)
    try:
        return _EPOCH + timedelta(microseconds=int(microseconds)), int(key)
    except (OverflowError, ValueError) as error:
        raise BadCursor(cursor) from error


def _roots_after(thread: CommentThread, after: str) -> QuerySet:
    roots = thread.comments.shown_roots()
    if (pinned := _pinned(thread)) is not None:
        roots = roots.exclude(pk=pinned.pk)
    newest_first = thread.order == ThreadOrder.NEWEST_FIRST
    if after:
        moment, key = _place(after)
        if newest_first:
            roots = roots.filter(Q(published_at=moment, pk__lt=key) | Q(published_at__lt=moment))
        else:
            roots = roots.filter(Q(published_at=moment, pk__gt=key) | Q(published_at__gt=moment))
    return roots.order_by("-published_at", "-pk") if newest_first else roots.order_by("published_at", "pk")


def _pinned(thread: CommentThread) -> Comment | None:
    """Return what the editors pinned, as long as readers see it."""
    pinned = thread.pinned
    return pinned if pinned is not None and pinned.is_published else None


def _with_replies(roots: list[Comment], pinned: Comment | None) -> list[Conversation]:
    conversations = {root.pk: Conversation(root) for root in roots}
    if pinned is not None:
        first = Conversation(pinned, pinned=True, copied=pinned.root_id is not None)
        conversations = {pinned.pk: first} | conversations
    shown = [conversation.root for conversation in conversations.values()]
    for reply in Comment.objects.previews_of(shown) if shown else ():
        conversations[reply.root_id].replies.append(reply)
    return list(conversations.values())
