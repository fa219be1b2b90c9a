"""Moderators who decide about many, answer and take back in one conversation at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.urls import reverse

from comments.models import Comment, ModerationEvent
from comments.states import Status
from tests.comments.test_comments import assert_counts_equal_a_recount

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        "connection.vendor != 'postgresql'", reason="SQLite writes one after the other anyway"
    ),
]


def bulk(action):
    return reverse("wagtail_bulk_action", args=["reader_comments", "comment", action])


def verb(name, pk):
    return reverse(f"reader_comments_admin:{name}", args=[pk])


@pytest.fixture
def send(django_user_model):
    """Return a function that sends a form as a moderator, from a connection of its own."""
    moderator = django_user_model.objects.create_user("somebody")
    moderator.groups.add(Group.objects.get(name="Comment moderators"))

    def send(address, **data):
        client = Client()
        client.force_login(moderator)
        try:
            return client.post(address, data).status_code
        finally:
            connection.close()

    return send


def test_waves_that_cross_decide_each_comment_once_and_wait_for_none(page, thread, write, send):
    root = write("root")
    waiting = [write(f"text {n}", Status.PENDING, parent=root if n % 2 else None) for n in range(12)]
    seen = [f"{comment.pk}:1" for comment in waiting]
    before = ModerationEvent.objects.count()

    work = [
        lambda: send(bulk("publish"), seen=",".join(seen)),
        lambda: send(bulk("reject"), seen=",".join(reversed(seen)), reason="advertising"),
        lambda: send(verb("reply", root.pk), version=1, body="Thank you all."),
        lambda: send(verb("context", root.pk), version=1, text="See page 2."),
    ]
    with ThreadPoolExecutor(4) as pool:
        codes = list(pool.map(lambda each: each(), work))
    # The note and the answer were made on the same version; whichever comes second may be told so.
    assert (codes[:2], set(codes[2:]) <= {302, 409}) == ([302, 302], True)
    decided = ModerationEvent.objects.filter(comment__in=waiting, version=1)
    assert decided.count() == len(waiting)
    assert_counts_equal_a_recount()

    batches = list(decided.order_by("pk").values_list("batch", "pk"))
    firsts = dict(reversed(batches)).values()
    undo = [verb("bulk_undo", pk) for pk in firsts] * 2
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(send, undo)) == {302}
    assert set(Comment.objects.filter(pk__in=[c.pk for c in waiting]).values_list("status", flat=True)) == {
        "pending"
    }
    assert ModerationEvent.objects.filter(undoes__in=decided).count() == len(waiting)
    assert ModerationEvent.objects.count() > before
    assert_counts_equal_a_recount()


def test_two_clicks_answer_once(page, thread, write, send):
    waiting = write("Is it safe?", Status.PENDING)
    address = verb("reply", waiting.pk)
    with ThreadPoolExecutor(2) as pool:
        sent = [pool.submit(send, address, version=1, body="Yes.", key="once") for _ in range(2)]
    assert [each.result() for each in sent] == [302, 302]
    assert waiting.replies.count() == 1
    assert_counts_equal_a_recount()
