"""How long others waited: the real median, and nothing where nobody knows."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from comments.models import Comment
from comments.states import Status
from comments.waiting_time import _in_words, median_wait, usual_wait


@pytest.fixture
def decided(write, moderator):
    """Return a function that stores comments which waited so many hours each."""

    def decided(*hours, to=Status.PUBLISHED):
        for n, waited in enumerate(hours):
            comment = write(f"text {n} {waited}", Status.PENDING)
            sent = timezone.now() - timedelta(hours=waited)
            Comment.objects.filter(pk=comment.pk).update(submitted_at=sent)
            comment.transition(to, moderator, "", comment.version)

    return decided


def test_the_median_counts_what_moderators_decided(decided, write, django_assert_num_queries):
    decided(1, 2, 2.5, 40)
    assert (median_wait(), usual_wait()) == (None, "")
    cache.clear()
    decided(100, to=Status.REJECTED)
    write("published by the machine")
    assert timedelta(hours=2.5) <= median_wait() < timedelta(hours=2.6)
    assert usual_wait() == "3 hours"
    with django_assert_num_queries(0):
        usual_wait()


def test_only_the_last_thirty_days_count(decided):
    decided(1, 1, 1, 1, 1)
    assert median_wait(timezone.now() + timedelta(days=31)) is None


def test_a_wait_is_rounded_up_and_said_plainly():
    said = {
        60: "an hour",
        3601: "2 hours",
        23 * 3600: "23 hours",
        23 * 3600 + 1: "a day",
        25 * 3600: "2 days",
        200 * 3600: "9 days",
    }
    assert {seconds: _in_words(seconds) for seconds in said} == said
