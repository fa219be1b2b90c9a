"""Nobody sends faster than people write, whatever happens to the cache, and nobody's junk shuts out a neighbour."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from comments import limits
from comments.limits import LIMITS, attempts, excesses
from comments.models import Comment, CommentThread
from comments.submission import Submission

NOON = "2026-05-04T12:00:00Z"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def stored(thread):
    """Return a function that stores `times` comments at once, as if each had been accepted now."""

    def stored(times, **fields):
        Comment.objects.bulk_create(
            Comment(**({"thread": thread, "body": "x", "html": "x"} | fields)) for _ in range(times)
        )

    return stored


def passed(**fields):
    """Return what one more submission passes, as (scope, refused)."""
    return {(excess.limit.scope, excess.refused) for excess in excesses(Submission(**fields), timezone.now())}


def test_one_name_waits_after_ten_in_five_minutes(stored):
    stored(9, name="Ann", network_key="n")
    assert passed(name="Ann", network="n") == set()
    stored(1, name="Ann", network_key="n")
    assert passed(name="ANN", network="n") == {("author", True)}
    assert passed(name="Bea", network="n") == set()
    assert passed(name="Ann", network="elsewhere") == set()
    assert passed(network="n") == set()
    with time_machine.travel("2026-05-04T12:05:00Z", tick=False):
        assert passed(name="Ann", network="n") == set()


def test_a_shared_network_is_held_long_before_it_is_refused(stored):
    stored(29, network_key="hospital")
    assert passed(network="hospital") == set()
    stored(1, network_key="hospital")
    assert passed(network="hospital") == {("network", False)}
    stored(269, network_key="hospital")
    assert passed(network="hospital") == {("network", False)}
    stored(1, network_key="hospital")
    assert passed(network="hospital") == {("network", True)}
    assert passed(network="elsewhere") == set()


def test_a_thread_that_is_overrun_from_many_networks_is_held_never_refused(page, thread, stored):
    stored(119)
    assert passed(thread=thread, network="another") == set()
    stored(401)
    assert passed(thread=thread, network="another") == {("thread", False)}
    assert passed(thread=CommentThread(page=page)) == set()


def test_so_is_the_whole_site(page, stored):
    stored(599)
    assert passed(page=page) == set()
    stored(400)
    assert passed(page=page) == {("site", False)}


def test_the_wait_ends_when_there_is_room_again(stored):
    for minutes in range(10):
        stored(1, name="Ann", network_key="n", submitted_at=timezone.now() - timedelta(seconds=20 * minutes))
    (excess,) = excesses(Submission(name="Ann", network="n"), timezone.now())
    assert excess.wait == 300 - 9 * 20
    with time_machine.travel(timezone.now() + timedelta(seconds=excess.wait), tick=False):
        assert passed(name="Ann", network="n") == set()


def test_neither_an_empty_nor_a_broken_cache_gives_anybody_a_fresh_start(stored, monkeypatch):
    stored(10, name="Ann", network_key="n")
    cache.clear()
    assert passed(name="Ann", network="n") == {("author", True)}
    monkeypatch.setattr(cache, "get", lambda *args: 1 / 0)
    assert passed(name="Ann", network="n") == {("author", True)}


def test_counting_reads_no_more_than_makes_a_difference(stored, django_assert_num_queries):
    stored(400, network_key="n")
    network = next(limit for limit in LIMITS if limit.scope == "network")
    with django_assert_num_queries(1) as queries:
        network.passed(Comment.objects.filter(network_key="n"), "submitted_at", timezone.now())
    assert "LIMIT 300" in queries[0]["sql"]


def test_a_flood_from_as_many_networks_is_held_to_the_last(page, thread, stored):
    stored(700)
    assert passed(page=page, thread=thread, name="Ann", network="new") == {("thread", False), ("site", False)}


def test_a_text_without_a_sender_passes_nothing(stored):
    stored(1000)
    assert passed() == set()


def test_what_shows_no_form_of_ours_is_counted_apart(stored, monkeypatch):
    monkeypatch.setattr(limits, "UNSIGNED", limits.Limit("unsigned", 600, refuse=3))

    def overrun(**fields):
        return limits.is_overrun(Submission(**fields), timezone.now())

    assert [overrun(network="n") for _ in range(5)] == [False, False, False, True, True]
    assert not overrun(network="n", form_key="key")
    assert not overrun(network="n", replaces=Comment())
    assert not overrun(network="elsewhere")
    assert not overrun()
    assert passed(network="n") == set()


def test_attempts_are_counted_apart_and_in_windows():
    now = timezone.now()
    assert [attempts("form", "key", 600, now) for _ in range(3)] == [1, 2, 3]
    assert attempts("form", "other", 600, now) == 1
    assert attempts("form", "key", 600, now + timedelta(seconds=600)) == 1


@pytest.mark.parametrize("answer", ["raises", None])
def test_without_a_cache_attempts_are_not_counted_and_nothing_closes(monkeypatch, answer):
    def incr(name):
        if answer == "raises":
            raise ConnectionError

    monkeypatch.setattr(limits.cache, "incr", incr)
    assert attempts("form", "key", 600, timezone.now()) == 0
