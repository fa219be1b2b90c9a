"""A reader looks for an article."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from blog import search
from blog.models import HealthArticlePage, Topic
from blog.search import words_in

pytestmark = [pytest.mark.site, pytest.mark.usefixtures("search_index")]


@pytest.fixture
def found(client):
    """Return a function that searches and reads the page."""

    def read(query="", status=200):
        response = client.get(f"/search/{query}")
        assert response.status_code == status
        return BeautifulSoup(response.content, "html.parser")

    return read


def titles(soup):
    return [title.get_text(strip=True) for title in soup.select(".card__title a")]


def test_articles_with_all_the_words_are_found_best_first(publish, found):
    publish("Winter", body=[("paragraph", "<p>Lamps can help.</p>")])
    publish("Lamps that help")
    publish("Salt")
    soup = found("?q=Lamps")
    assert titles(soup) == ["Lamps that help", "Winter"]
    assert "2 articles found." in soup.get_text(" ", strip=True)
    assert soup.find("input", {"type": "search"})["value"] == "Lamps"


def test_if_none_has_all_words_those_with_some_are_shown_and_it_is_said(publish, found):
    publish("Sleeping better")
    soup = found("?q=sleeping+zebra")
    assert titles(soup) == ["Sleeping better"]
    assert "None has all of these words" in soup.get_text(" ", strip=True)


def test_a_topic_narrows_the_search(publish, home, found):
    salt = Topic.objects.create(name="Salt", slug="salt", locale=home.locale)
    publish("Sleeping better")
    publish("Sleeping with salt", topics=[salt])
    soup = found("?q=sleeping&topic=salt")
    assert titles(soup) == ["Sleeping with salt"]
    assert soup.find("option", selected=True)["value"] == "salt"
    assert len(titles(found("?q=sleeping&topic=unknown"))) == 2


def test_nothing_found_and_nothing_asked_help_on(publish, found):
    publish()
    assert titles(found()) == []
    assert found().find("a", href="/topics/sleep/")
    soup = found("?q=zebra")
    assert "No article has these words." in soup.get_text(" ", strip=True)
    assert soup.find("a", href="/topics/sleep/")
    assert "No article on Sleep has these words." in found("?q=zebra&topic=sleep").get_text(" ", strip=True)


def test_what_readers_may_not_see_is_not_found(publish, write, found):
    HealthArticlePage.objects.filter(pk=write("Sleeping unreviewed").pk).update(live=True)
    write("Sleeping draft")
    secret = publish("Sleeping secret")
    PageViewRestriction.objects.create(page=secret, restriction_type="password", password="secret")
    publish("Sleeping better")
    assert titles(found("?q=sleeping")) == ["Sleeping better"]


@pytest.mark.parametrize(
    "query",
    [
        "%00",
        "%22",
        "a%22b",
        "%22+OR+*",
        "NEAR(a",
        "-",
        "*",
        "x" * 9_000,
        "%F0%9F%98%80",
        "%FF",
        "title:x",
        "' OR 1=1--",
        "a+" * 500,
    ],
)
def test_no_query_breaks_it(publish, found, query):
    publish()
    assert found(f"?q={query}").find("h1")


def test_the_words_are_what_is_left_of_a_query():
    assert words_in('"a\x00b" OR (c* ') == "a b OR c"
    assert words_in("x" * 2_000) == "x" * 60
    assert len(words_in("ab " * 100).split()) == 12


def test_results_come_in_pages_that_keep_the_question(publish, found, monkeypatch):
    monkeypatch.setattr("blog.models.lists.ARTICLES_PER_PAGE", 1)
    publish("Sleeping one")
    publish("Sleeping two")
    soup = found("?q=sleeping&page=2")
    assert len(titles(soup)) == 1
    assert soup.find("a", rel="prev")["href"] == "?q=sleeping&page=1"
    assert found("?q=sleeping").find("a", rel="next")["href"] == "?q=sleeping&page=2"
    found("?q=sleeping&page=9", status=404)


def test_crawlers_leave_results_alone(found, home):
    assert found("?q=x").find("meta", {"name": "robots"})["content"] == "noindex"


def test_markup_in_a_query_is_text(found, home):
    assert "<script>" not in str(found("?q=<script>alert(1)</script>").main)


def test_only_so_many_are_looked_at(publish, monkeypatch):
    monkeypatch.setattr(search, "MOST_FOUND", 1)
    publish("Sleeping one")
    publish("Sleeping two")
    assert len(search.find("sleeping", HealthArticlePage.objects.all()).ids) == 1


def test_the_header_leads_to_it(home, client):
    assert b'href="/search/"' in client.get("/").content
    assert b'href="/search/"' in client.get("/nowhere/").content
