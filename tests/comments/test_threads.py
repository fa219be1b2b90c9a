"""Threads cost the same at any size and show what is published, nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Comment, CommentThread
from comments.states import Status, ThreadMode, ThreadOrder
from comments.threads import ROOTS_PER_PAGE, BadCursor, replies_page, thread_page


def many(thread, roots, replies):
    """Store many published comments at once, with the counts their stories would have given them."""
    now = timezone.now()
    first = Comment.objects.bulk_create(
        Comment(
            thread=thread,
            body=f"root {n}",
            html="<p>root</p>",
            status=Status.PUBLISHED,
            published_at=now + timedelta(seconds=n),
            shown=True,
            last_seq=replies,
            published_replies=replies,
            preview_seq=min(replies, 3),
        )
        for n in range(roots)
    )
    Comment.objects.bulk_create(
        Comment(
            thread=thread,
            root=root,
            parent=root,
            seq=n + 1,
            body=f"reply {n}",
            html="<p>reply</p>",
            status=Status.PUBLISHED,
            published_at=now,
        )
        for root in first
        for n in range(replies)
    )
    thread.count(roots * (replies + 1), 0, seen=True)


@pytest.mark.parametrize(("roots", "replies"), [(2, 4), (200, 4), (1, 999)])
def test_a_thread_takes_three_queries_at_any_size(page, thread, django_assert_num_queries, roots, replies):
    many(thread, roots, replies)
    with django_assert_num_queries(3):
        shown = thread_page(page)
    assert len(shown.conversations) == min(roots, ROOTS_PER_PAGE)
    assert len(shown.conversations[0].replies) == 3


@pytest.mark.parametrize("order", ThreadOrder)
def test_paging_meets_each_conversation_once(page, thread, order):
    many(thread, 45, 0)
    Comment.objects.update(published_at=timezone.now())
    CommentThread.objects.update(order=order)
    seen, after = [], ""
    while True:
        shown = thread_page(page, after)
        seen += [conversation.root.pk for conversation in shown.conversations]
        after = shown.after
        if not after:
            break
    assert seen == sorted(
        Comment.objects.values_list("pk", flat=True), reverse=order == ThreadOrder.NEWEST_FIRST
    )


@pytest.mark.parametrize("cursor", ["x", "1", "1-", "-1", "1-x", "9" * 40 + "-1", "²-1", "1--1"])
def test_an_invented_cursor_is_refused(page, thread, cursor):
    with pytest.raises(BadCursor):
        thread_page(page, cursor)


def test_a_page_without_a_thread_is_open_and_reading_writes_nothing(page):
    shown = thread_page(page)
    assert (shown.closing, shown.conversations, CommentThread.objects.count()) == (None, [], 0)


def test_comments_that_are_switched_off_are_not_shown(page, thread, write):
    write()
    CommentThread.objects.update(mode=ThreadMode.OFF)
    shown = thread_page(page)
    assert (shown.conversations, shown.closing is None) == ([], False)


def test_withdrawn_first_replies_do_not_hide_the_rest(page, write, moderator):
    root = write("root")
    replies = [write(f"reply {n}", parent=root) for n in range(6)]
    for reply in replies[:3]:
        reply.transition(Status.REJECTED, moderator, "", reply.version)
    shown = thread_page(page)
    assert [reply.body for reply in shown.conversations[0].replies] == ["reply 3", "reply 4", "reply 5"]


def test_replies_are_paged_by_their_place(thread):
    many(thread, 1, 230)
    root = Comment.objects.get(root=None)
    first, after = replies_page(root, 0)
    second, after_second = replies_page(root, after)
    third, end = replies_page(root, after_second)
    assert [reply.seq for reply in first + second + third] == list(range(1, 231))
    assert end == 0


def test_a_removed_comment_keeps_the_place_of_its_replies(page, write, moderator):
    root = write("secret words of the root")
    write("reply", parent=root)
    root.refresh_from_db()
    root.transition(Status.HIDDEN, moderator, "", root.version)
    shown = thread_page(page)
    assert [conversation.root.pk for conversation in shown.conversations] == [root.pk]
    reply = shown.conversations[0].replies[0]
    reply.transition(Status.HIDDEN, moderator, "", reply.version)
    assert thread_page(page).conversations == []
