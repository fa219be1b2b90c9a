"""Two people, or two dozen, at the same moment. Emptying the database between tests needs a process of its own."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from comments.models import Comment, Conflict
from comments.states import Status
from tests.comments.test_comments import assert_counts_equal_a_recount

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        "connection.vendor != 'postgresql'", reason="SQLite writes one after the other anyway"
    ),
]


def test_counts_are_right_when_many_publish_at_once(page, thread, write, django_user_model):
    moderator = django_user_model.objects.create_user("somebody")
    root = write("root")
    waiting = [write(f"text {n}", Status.PENDING, parent=root if n % 2 else None) for n in range(24)]

    def publish(comment):
        try:
            Comment.objects.get(pk=comment.pk).transition(Status.PUBLISHED, moderator, "", 1)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(publish, waiting))
    thread.refresh_from_db()
    assert (thread.published_count, thread.pending_count) == (25, 0)
    assert_counts_equal_a_recount()


def test_one_of_two_moderators_at_the_same_moment_wins(page, thread, write, django_user_model):
    moderator = django_user_model.objects.create_user("somebody")
    comment = write("text", Status.PENDING)

    def decide(to):
        try:
            Comment.objects.get(pk=comment.pk).transition(to, moderator, "", 1)
        except Conflict:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(decide, [Status.PUBLISHED, Status.REJECTED])) == [False, True]
    assert comment.events.count() == 2
    assert_counts_equal_a_recount()
