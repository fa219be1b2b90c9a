"""Nobody sends faster than people write, whatever happens to the cache."""

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from comments import limits
from comments.limits import LIMITS, excesses
from comments.models import Comment
from comments.submission import Submission

NOON = "2026-05-04T12:00:00Z"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOON, tick=False):
        yield


def send(times, **fields):
    """Return what the last of `times` submissions passes, as (scope, refused)."""
    found = []
    for _ in range(times):
        found = excesses(Submission(**fields), timezone.now())
    return {(excess.limit.scope, excess.refused) for excess in found}


def limit(scope):
    return next(limit for limit in LIMITS if limit.scope == scope)


def test_one_name_waits_after_ten_in_five_minutes(db):
    assert send(10, name="Ann", network="n") == set()
    assert send(1, name="ANN", network="n") == {("author", True)}
    assert send(1, name="Bea", network="n") == set()
    with time_machine.travel("2026-05-04T12:05:00Z", tick=False):
        assert send(1, name="Ann", network="n") == set()


def test_a_shared_network_is_held_long_before_it_is_refused(db):
    assert send(30, network="hospital") == set()
    assert send(1, network="hospital") == {("network", False)}
    assert send(89, network="hospital") == {("network", False)}
    assert send(1, network="hospital") == {("network", True)}
    assert send(1, network="elsewhere") == set()


def test_a_thread_that_is_overrun_from_many_networks_is_held_never_refused(thread, page):
    for n in range(120):
        assert send(1, thread=thread, page=page, network=f"n{n}") == set()
    assert send(1, thread=thread, page=page, network="another") == {("thread", False)}
    assert send(300, thread=thread, page=page) == {("thread", False)}


def test_so_is_the_whole_site(page, monkeypatch):
    assert send(600, page=page) == set()
    assert send(1, page=page) == {("site", False)}


def test_the_wait_ends_with_the_window(db):
    for _ in range(11):
        found = excesses(Submission(name="Ann", network="n"), timezone.now())
    assert found[0].wait == 300


def test_emptying_the_cache_gives_nobody_a_fresh_start(thread):
    Comment.objects.bulk_create(
        Comment(thread=thread, name="Ann", body="x", html="x", network_key="n") for _ in range(10)
    )
    cache.clear()
    assert send(1, name="Ann", network="n") == {("author", True)}


@pytest.mark.parametrize("failure", ["raises", "answers nothing", "forgets"])
def test_without_a_cache_the_database_decides(thread, monkeypatch, failure):
    def raises(*args, **kwargs):
        raise ConnectionError

    if failure == "raises":
        monkeypatch.setattr(cache, "add", raises)
    else:  # as a cache that is configured to swallow its errors, and one that keeps nothing
        monkeypatch.setattr(cache, "add", lambda *args: failure == "forgets")
        monkeypatch.setattr(cache, "incr", lambda key: None if failure == "answers nothing" else raises())
    assert send(20, name="Ann", network="n") == set()
    Comment.objects.bulk_create(
        Comment(thread=thread, name="Ann", body="x", html="x", network_key="n") for _ in range(10)
    )
    assert send(1, name="Ann", network="n") == {("author", True)}


def test_counting_stops_where_it_makes_no_difference(thread, django_assert_num_queries):
    Comment.objects.bulk_create(
        Comment(thread=thread, body="x", html="x", network_key="n") for _ in range(200)
    )
    network = limit("network")
    stored = Comment.objects.filter(network_key="n")
    assert limits._stored(stored, timezone.now(), network) == network.highest == 121


def test_a_text_without_a_sender_counts_nothing():
    assert send(1000) == set()
