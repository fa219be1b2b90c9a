"""Posts for readers: marked wherever they stand, beside articles but never as one."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.blog.posts.conftest import RECIPE

pytestmark = [pytest.mark.site, pytest.mark.usefixtures("search_index")]
MARK = "Not medical advice"


def test_the_page_says_so_and_carries_no_review(client, write_post):
    html = client.get(write_post(published=True).url).text
    assert "This is a recipe; no medical reviewer has read it." in html
    assert "Ana Ruiz" in html
    assert "review-byline" not in html
    assert '"BlogPosting"' in html
    assert "MedicalWebPage" not in html


@pytest.mark.parametrize("address", ["/", "/articles/", "/posts/", "/people/ana-ruiz/", "/search/?q=soup"])
def test_lists_show_it_with_its_mark_in_as_many_queries_for_many(client, write_post, picture, address):
    write_post(published=True, lead_image=picture, lead_image_alt="Soup")
    html = client.get(address).text
    assert "Soup" in html
    assert MARK in html
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    write_post("Another soup", published=True, lead_image=picture, lead_image_alt="Soup")
    with CaptureQueriesContext(connection) as many:
        assert "Another soup" in client.get(address).text
    assert len(many) == len(few)


def test_drafts_are_nowhere(client, write_post):
    write_post()
    for address in ("/", "/articles/", "/posts/", "/search/?q=soup", "/feed/"):
        assert ">Soup<" not in client.get(address).text
    assert client.get("/articles/soup/").status_code == 404


def test_feeds_carry_it_among_articles_with_its_mark(client, write_post, publish):
    publish("Older", days_ago=3)
    write_post(published=True)
    items = json.loads(client.get("/feed/json/").text)["items"]
    assert [item["title"] for item in items] == ["Soup", "Older"]
    assert MARK in items[0]["content_html"]
    assert MARK not in items[1]["content_html"]
    assert "Soup" in client.get("/feed/").text
    assert "Soup" in client.get("/feed/atom/").text


def test_programs_are_told_too(client, write_post):
    post = write_post(published=True)
    facts = client.get(f"/api/v2/pages/{post.pk}/").json()
    assert (facts["medical_advice"], facts["kind"]) == (False, "recipe")
    assert MARK in facts["content_html"]
    assert post.url in client.get("/sitemap.xml").text


def test_a_changed_post_says_when(client, write_post):
    post = write_post(published=True, kind="other")
    type(post).objects.filter(pk=post.pk).update(first_published_at="2020-01-01T00:00:00Z")
    html = client.get(post.url).text
    assert "Last changed" in html
    assert "No medical reviewer has read this." in html
    assert str(post.authors.get()) == "Ana Ruiz"
    assert RECIPE.removeprefix("<p>").removesuffix("</p>") in html


def test_search_without_articles_still_shows_it(client, write_post):
    write_post(published=True)
    assert "No article has these words, but these have:" in client.get("/search/?q=soup").text
