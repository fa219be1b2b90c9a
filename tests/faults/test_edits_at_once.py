"""An author and a moderator at the same moment: nobody publishes what nobody read."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from comments.models import Comment, Conflict, ImpossibleMove
from comments.states import Role, Status
from tests.comments.test_comments import assert_counts_equal_a_recount

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        "connection.vendor != 'postgresql'", reason="SQLite writes one after the other anyway"
    ),
]


def at_once(comment, *deeds):
    """Do all `deeds` to fresh copies of `comment` at its present version; return which of them came through."""

    def does(deed):
        try:
            deed(Comment.objects.get(pk=comment.pk), comment.version)
        except (Conflict, ImpossibleMove):
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(does, deeds))


def test_of_an_edit_and_a_decision_one_comes_too_late(page, thread, write, django_user_model):
    moderator = django_user_model.objects.create_user("somebody")

    def edit(comment, version):
        comment.edit("unread words", version, holds=True, findings=[], care_tier=0, body_digest="x")

    def publish(comment, version):
        comment.transition(Status.PUBLISHED, moderator, "", version)

    for n in range(6):
        comment = write(f"read words {n}", Status.PENDING)
        assert sorted(at_once(comment, edit, publish)) == [False, True]
        now = Comment.objects.get(pk=comment.pk)
        assert (now.status, now.body) in {
            (Status.PUBLISHED, f"read words {n}"),
            (Status.PENDING, "unread words"),
        }
    assert_counts_equal_a_recount()


def test_of_two_edits_both_texts_are_kept_once(page, thread, write):
    comment = write("first", Status.PENDING)

    def edit_to(body):
        def edit(comment, version):
            comment.edit(body, version, holds=True, findings=[], care_tier=0, body_digest="x")

        return edit

    assert sorted(at_once(comment, edit_to("a"), edit_to("b"), edit_to("c"))) == [False, False, True]
    now = Comment.objects.get(pk=comment.pk)
    assert (now.revision, [earlier.body for earlier in now.revisions.all()]) == (2, ["first"])


def test_what_is_taken_back_is_not_published_in_the_same_moment(page, thread, write, django_user_model):
    moderator = django_user_model.objects.create_user("somebody")
    comment = write("words", Status.PENDING)

    def withdraw(comment, version):
        comment.transition(Status.WITHDRAWN, Role.AUTHOR, "", version)

    def publish(comment, version):
        comment.transition(Status.PUBLISHED, moderator, "", version)

    assert sorted(at_once(comment, withdraw, publish)) == [False, True]
    assert_counts_equal_a_recount()
