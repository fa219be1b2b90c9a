"""Two purges at the same moment, and a moderator who decides meanwhile."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.utils import timezone

from comments.models import Comment
from comments.privacy import retention
from comments.privacy.retention import purge
from comments.states import Status

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        "connection.vendor != 'postgresql'", reason="SQLite writes one after the other anyway"
    ),
]


def at_once(*functions):
    together = Barrier(len(functions))

    def run(function):
        try:
            together.wait(10)
            return function()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(functions)) as pool:
        return list(pool.map(run, functions))


def test_each_comment_is_purged_once(write, monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    for _ in range(9):
        write("text", Status.SPAM)
    later = timezone.now() + timedelta(days=16)
    done = at_once(lambda: purge(later), lambda: purge(later), lambda: purge(later))
    assert sum(removed["texts of comments nobody sees"] for removed in done) == 9
    assert not Comment.objects.exclude(body="").exists()


def test_a_comment_that_a_moderator_holds_is_left_to_them(write, django_user_model):
    comment = write("text", Status.SPAM)
    moderator = django_user_model.objects.create_user("moderator")
    later = timezone.now() + timedelta(days=16)
    with transaction.atomic():
        comment.transition(Status.PUBLISHED, moderator, "", comment.version)
        (removed,) = at_once(lambda: purge(later))
    comment.refresh_from_db()
    assert (removed["texts of comments nobody sees"], comment.status, comment.body) == (
        0,
        "published",
        "text",
    )
