"""What the house adds to comments: a badge, a pinned answer, notes to readers, and marks of what was changed."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from comments.models import Comment, CommentSettings, CommentThread
from comments.states import Status, ThreadOrder
from comments.threads import thread_page
from comments.tokens import page_key
from tests.comments.test_threads import many


def shown_ids(page, client, after=""):
    address = reverse("reader_comments:thread", args=[page_key(page)])
    answer = client.get(address, {"after": after} if after else {})
    return re.findall(r'<article[^>]*id="comment-([\w-]{12})"', answer.content.decode()), answer.context[
        "shown"
    ].after


def pin(comment):
    CommentThread.objects.update(pinned=comment)


def test_our_own_comments_carry_a_badge_and_are_our_own_words(client, page, write):
    write("Ours", by_staff=True, name="Dr. Ada")
    html = client.get(page.url).content.decode()
    assert re.search(r'<span class="comment-badge">\s*Team\s*</span>', html)
    # Disclosures apply to what we say, so it must not be marked as a reader's.
    assert "data-reader-content" not in html
    CommentSettings.objects.create(site=page.get_site(), team_name="The <Sleep> team")
    assert "The &lt;Sleep&gt; team" in client.get(page.url).content.decode()


def test_what_pays_in_our_own_comments_is_disclosed_and_readers_links_are_theirs(client, page, write):
    paid = "Look at [this lamp](https://prf.hn/click/camref:1)."
    comment = write(paid)
    for address in (page.url, reverse("reader_comments:comment", args=[comment.public_id])):
        assert "data-disclosure" not in client.get(address).content.decode()
        Comment.objects.update(by_staff=True)
        html = client.get(address).content.decode()
        assert ("data-disclosure" in html, "sponsored" in html) == (True, True)
        Comment.objects.update(by_staff=False)


def test_a_reader_who_takes_our_name_gets_no_badge(client, page, write):
    write("Theirs", name="Team")
    html = client.get(page.url).content.decode()
    assert ("comment-badge" in html, html.count("data-reader-content")) == (False, 2)


def test_what_was_changed_is_marked_and_what_the_editors_add_is_theirs(client, page, write):
    write(
        "Text", redacted=True, edited_at=timezone.now(), context_note="This was <b>in 2019</b>.\n\nSee above."
    )
    for address in (page.url, reverse("reader_comments:comment", args=[Comment.objects.get().public_id])):
        html = client.get(address).content.decode()
        for expected in (
            "We removed private details from this comment.",
            '<span class="comment-edited">edited</span>',
            "Note by the editors",
            "<p>This was &lt;b&gt;in 2019&lt;/b&gt;.</p>",
            "<p>See above.</p>",
        ):
            assert expected in html
        # The note stands outside what is marked as a reader's words.
        assert html.index("in 2019") > html.rindex("data-reader-content")


def test_a_hidden_comment_shows_none_of_it(client, page, write):
    root = write("Text", redacted=True, context_note="A note", by_staff=True)
    write("reply", parent=root)
    Comment.objects.filter(pk=root.pk).update(status=Status.HIDDEN)
    html = client.get(page.url).content.decode()
    for absent in ("A note", "private details", "comment-badge"):
        assert absent not in html


@pytest.mark.parametrize("order", ThreadOrder)
def test_the_pinned_conversation_stands_first_and_nowhere_else(page, thread, client, order):
    many(thread, 45, 1)
    CommentThread.objects.update(order=order)
    pinned = Comment.objects.filter(root=None).order_by("pk")[30]
    pin(pinned)
    seen, after = shown_ids(page, client)
    assert seen[0] == pinned.public_id
    assert seen[1] == pinned.descendants.get().public_id
    while after:
        more, after = shown_ids(page, client, after)
        seen += more
    assert len(seen) == len(set(seen)) == 90


def test_a_pinned_answer_stands_first_as_a_copy_and_leads_to_its_conversation(client, page, write):
    root = write("The question", name="Ann")
    reply = write("The answer", parent=root, by_staff=True)
    pin(reply)
    html = client.get(page.url).content.decode()
    assert (html.count("The answer"), html.count(f'id="comment-{reply.public_id}"')) == (2, 1)
    first = html[: html.index(f'id="comment-{root.public_id}"')]
    assert "The answer" in first
    assert "in reply to <bdi>Ann</bdi>" in first
    assert "Read the conversation" in first
    Comment.objects.filter(pk=root.pk).update(status=Status.HIDDEN)
    assert "in reply to a comment that was removed" in client.get(page.url).content.decode()


@pytest.mark.parametrize("status", [Status.HIDDEN, Status.REJECTED, Status.PENDING])
def test_what_readers_do_not_see_any_more_is_not_pinned(client, page, write, status):
    root, reply = write("secret words", name="Secret"), None
    reply = write("reply", parent=root)
    for pinned in (root, reply):
        pin(pinned)
        Comment.objects.filter(pk=pinned.pk).update(status=status)
        html = client.get(page.url).content.decode()
        assert ("ecret" in html, "comment-pinned" in html) == (False, False)


def test_a_conversation_says_that_it_is_pinned(client, page, write):
    root = write("root")
    address = reverse("reader_comments:comment", args=[root.public_id])
    assert "comment-pinned" not in client.get(address).content.decode()
    pin(root)
    assert "comment-pinned" in client.get(address).content.decode()


@pytest.mark.parametrize("pinned", ["root", "reply", "only"])
def test_a_pinned_comment_costs_no_query_more(page, thread, django_assert_num_queries, pinned):
    many(thread, 1 if pinned == "only" else 30, 4)
    roots = Comment.objects.filter(root=None).order_by("pk")
    pin(roots.last() if pinned != "reply" else roots.last().descendants.last())
    with django_assert_num_queries(3):
        shown = thread_page(page)
        assert [reply.parent.name for conversation in shown.conversations for reply in conversation.replies]
    assert shown.conversations[0].pinned
