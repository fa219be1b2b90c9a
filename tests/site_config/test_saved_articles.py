"""The list of saved articles: kept in an address, never by us."""

import json

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction, Site

from site_config.saved_articles import MOST_SAVED, wanted_ids
from tests.testapp.models import PlainPage

pytestmark = pytest.mark.site


@pytest.fixture
def pages(db):
    root = Site.objects.get().root_page
    titles = ["Sleep <well>", "Walk more", "Eat slowly", "Draft", "Members"]
    pages = [root.add_child(instance=PlainPage(title=title, slug=f"p{i}")) for i, title in enumerate(titles)]
    pages[3].unpublish()
    PageViewRestriction.objects.create(page=pages[4], restriction_type=PageViewRestriction.LOGIN)
    return pages


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", []),
        ("ids=3,1,3", [3, 1]),
        ("ids=1&ids=2,1", [1, 2]),
        ("ids=x,-4,5.6", [4, 5, 6]),
        ("ids=9&earlier=https%3A%2F%2Fe.org%2Fsaved%2F%3Fids%3D1%2C2", [1, 2, 9]),
        ("earlier=not+an+address", []),
    ],
)
def test_ids_are_read_from_the_address(query, ids):
    assert wanted_ids(QueryDict(query)) == ids


@given(st.text(), st.text())
def test_any_address_gives_a_short_list_of_ids(ids, earlier):
    query = QueryDict(mutable=True)
    query.setlist("ids", [ids])
    query["earlier"] = earlier
    assert len(wanted_ids(query)) <= MOST_SAVED


def test_an_endless_list_is_cut():
    assert len(wanted_ids(QueryDict("ids=" + ",".join(map(str, range(5000)))))) == MOST_SAVED


def test_a_broken_address_of_an_earlier_list_is_no_error(client, db):
    assert client.get("/saved/", {"earlier": "http://[broken"}).status_code == 200


def test_readable_pages_are_listed_in_the_readers_order(client, pages):
    html = client.get("/saved/", {"ids": f"{pages[1].pk},{pages[0].pk}"}).content.decode()
    assert html.index("Walk more") < html.index("Sleep &lt;well&gt;")


def test_what_readers_may_not_see_is_not_listed(client, pages):
    html = client.get("/saved/", {"ids": ",".join(str(page.pk) for page in pages)}).content.decode()
    assert "Draft" not in html
    assert "Members" not in html


def test_the_list_is_kept_nowhere_between(client, pages):
    response = client.get("/saved/", {"ids": pages[0].pk})
    assert response["Cache-Control"] == "no-store"
    assert "noindex" in response.content.decode()
    assert not response.cookies


def test_an_empty_list_says_how_to_fill_it(client, db):
    assert "Yum: save this article" in client.get("/saved/").content.decode()


def test_the_list_leaves_as_json(client, pages):
    response = client.get("/saved/", {"ids": pages[0].pk, "format": "json"})
    assert json.loads(response.content) == {
        "saved_articles": [{"id": pages[0].pk, "title": "Sleep <well>", "url": pages[0].full_url}]
    }
    assert "saved-articles.json" in response["Content-Disposition"]


def test_the_list_leaves_as_html_that_needs_nothing_else(client, pages):
    response = client.get("/saved/", {"ids": pages[0].pk, "format": "html"})
    html = response.content.decode()
    assert f'<a href="{pages[0].full_url}">Sleep &lt;well&gt;</a>' in html
    assert "attachment" in response["Content-Disposition"]


def test_an_unknown_format_is_the_page_itself(client, pages):
    assert "<main" in client.get("/saved/", {"ids": pages[0].pk, "format": "exe"}).content.decode()


def test_a_list_of_three_costs_as_many_queries_as_one_of_two(client, pages):
    def queries_for(*listed):
        client.get("/saved/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/saved/", {"ids": ",".join(str(page.pk) for page in listed)})
        return len(captured)

    assert queries_for(*pages[:2]) == queries_for(*pages[:3])


def test_crawlers_are_told_to_leave_it_alone(client):
    robots = client.get("/robots.txt")
    assert robots["Content-Type"].startswith("text/plain")
    assert "Disallow: /saved/" in robots.content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in robots.content.decode()


def test_healthz_answers_without_the_database(client):
    assert client.get("/healthz").content == b"ok"
