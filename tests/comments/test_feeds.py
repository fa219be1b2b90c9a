"""Feeds of comments: what is published on public pages, as plain text, and nothing else."""

from datetime import timedelta

import pytest
from defusedxml.ElementTree import fromstring
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from comments import feeds
from comments.feeds import feed_address, summary
from comments.models import Comment, CommentThread
from comments.states import Status, ThreadMode
from tests.comments.test_threads import many

SITE = reverse("reader_comments:feed")


def items(client, address):
    answer = client.get(address)
    assert answer.headers["Content-Type"].startswith("application/rss+xml")
    channel = fromstring(answer.content)[0]
    return [{field.tag: field.text for field in item} for item in channel.findall("item")]


@pytest.fixture
def addresses(page):
    return [SITE, feed_address(page)]


def test_what_is_published_is_in_both_feeds_newest_first(client, page, write, addresses):
    first = write("First *words*", name="Ann")
    second = write("Second", parent=first)
    Comment.objects.filter(pk=first.pk).update(published_at=timezone.now() - timedelta(hours=1))
    for address in addresses:
        newest, older = items(client, address)
        assert newest["guid"] == f"reader-comment:{second.public_id}"
        assert (older["title"], older["description"]) == ("Ann on “Sleeping better”", "First words")
        assert older["link"].endswith(reverse("reader_comments:comment", args=[first.public_id]))
        assert older["pubDate"]


def test_nothing_unpublished_is_in_any_feed(client, page, write, addresses):
    secret = {"name": "Secret Name", "email": "secret@example.org", "network_key": "secretkey"}
    for status in (Status.PENDING, Status.HIDDEN, Status.REJECTED, Status.SPAM, Status.WITHDRAWN):
        write("secret words", status, **secret)
    comment = write("open words", email="secret@example.org", network_key="secretkey")
    for address in addresses:
        assert "secret" not in client.get(address).content.decode().lower()
        assert len(items(client, address)) == 1
    # Nor what stands on a page that readers do not see.
    CommentThread.objects.update(mode=ThreadMode.OFF)
    assert [items(client, address) for address in addresses] == [[], []]
    CommentThread.objects.update(mode=ThreadMode.CLOSED)
    assert [len(items(client, address)) for address in addresses] == [1, 1]
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert (items(client, SITE), client.get(addresses[1]).status_code) == ([], 404)
    PageViewRestriction.objects.all().delete()
    type(page).objects.update(live=False)
    assert (items(client, SITE), client.get(addresses[1]).status_code) == ([], 404)
    assert comment.is_published


def test_a_page_that_another_app_hides_is_not_in_the_feed(client, write, monkeypatch):
    write()
    write()
    asked = []
    monkeypatch.setattr(feeds, "nobody_hides", lambda page: asked.append(page.pk))
    assert (items(client, SITE), len(asked)) == ([], 1)


def test_readers_words_lead_nowhere_and_stay_text():
    """Each line: what somebody writes, and what the feed says."""
    table = [
        ("See [here](https://pills.example/x)!", "See here!"),
        ("See https://pills.example/x now", "See [link] now"),
        ("See www.pills.example now", "See [link] now"),
        ("javascript://x.y and HTTP://A.B", "[link] and [link]"),
        ("a < b & c > d", "a < b & c > d"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("one\n\n* two\n* three", "one two three"),
        ("word " * 200, ("word " * 80)[:399] + "…"),
        ("no\x0b\ufffeXML", "noXML"),
        ("12:30 and e.g. this", "12:30 and e.g. this"),
    ]
    wrong = []
    for body, expected in table:
        comment = Comment()
        comment.write(body)
        if summary(comment) != expected:
            wrong.append((body, summary(comment)))
    assert not wrong


def test_hostile_words_are_escaped_twice_and_break_no_feed(client, write, addresses):
    write("<img src=x onerror=alert(1)> ]]> &amp; \x0b", name="<b>Ann</b>\x0b")
    for address in addresses:
        (item,) = items(client, address)
        assert item["description"] == "&lt;img src=x onerror=alert(1)&gt; ]]&gt; &amp;"
        assert item["title"].startswith("&lt;b&gt;Ann&lt;/b&gt; on")


def test_a_feed_sets_no_cookie_and_is_not_for_search_engines(client, page, write, addresses):
    write()
    for address in addresses:
        answer = client.get(address)
        assert (answer.cookies, answer.headers["X-Robots-Tag"]) == ({}, "noindex")
        assert "cookie" not in answer.headers.get("Vary", "").lower()


def test_an_invented_page_has_no_feed(client, db):
    assert client.get(reverse("reader_comments:page_feed", args=["1:x"])).status_code == 404


def test_a_server_that_no_site_answers_for_has_an_empty_feed(client, write, settings):
    write()
    page_site = Comment.objects.get().thread.page.get_site()
    page_site.hostname, page_site.is_default_site = "elsewhere.example", False
    page_site.save()
    assert "<title>Comments on </title>" in client.get(SITE).content.decode()


@pytest.mark.parametrize("name", ["", "Candour"])
def test_the_feed_is_called_by_its_site(client, page, write, name):
    site = page.get_site()
    site.site_name = name
    site.save()
    assert f"<title>Comments on {name or 'localhost'}</title>" in client.get(SITE).content.decode()


def test_the_page_leads_to_its_feed(client, page, write):
    assert "rss+xml" not in client.get(page.url).content.decode()
    write()
    assert feed_address(page) in client.get(page.url).content.decode()
    found = Template("{% load comment_tags %}{% comment_feed page %}").render(Context({"page": page}))
    assert found == feed_address(page)


def test_a_feed_costs_the_same_at_any_size(
    client, page, thread, addresses, django_assert_max_num_queries, monkeypatch
):
    monkeypatch.setattr(feeds, "nobody_hides", lambda page: True)
    many(thread, 198, 1)
    for address in addresses:
        client.get(address)
        with django_assert_max_num_queries(10):
            assert len(items(client, address)) == 30


def test_a_page_without_comments_has_an_empty_feed(client, page):
    assert items(client, feed_address(page)) == []
