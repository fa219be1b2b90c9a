"""The site's API: what it shows of articles, and what it does not."""

import pytest
from wagtail.models import PageViewRestriction

from blog.models import HealthArticlePage, InfoPage
from blog.review.models import Publication
from tests.blog.test_feeds import PAID

pytestmark = [pytest.mark.site, pytest.mark.usefixtures("search_index")]
PAGES = "/api/v2/pages/"


@pytest.fixture
def answer(client):
    """Return a function that reads an answer."""

    def read(address="", status=200):
        response = client.get(PAGES + address)
        assert response.status_code == status, response.content
        assert "cookie" not in response.get("Vary", "").lower()
        return response.json()

    return read


def titles(answer):
    return [item["title"] for item in answer["items"]]


def test_an_article_comes_whole_and_told(publish, answer, picture):
    page = publish(body=[("paragraph", PAID)], lead_image=picture, lead_image_alt="Sky")
    told = answer(f"{page.pk}/")
    assert told["disclosure"]["verdict"] == "told"
    assert [block["type"] for block in told["body"]] == ["disclosure", "paragraph"]
    assert told["byline"] == [{"name": "Ana Ruiz", "url": "http://testserver/people/ana-ruiz/"}]
    assert told["subjects"] == [{"name": "Sleep", "url": "http://testserver/topics/sleep/"}]
    assert told["lead_image"]["url"].endswith(".webp")
    html = told["content_html"]
    assert 0 <= html.find('data-disclosure="notice"') < html.find("amazon.com/dp")
    assert html.count('data-disclosure="notice"') == 1
    assert "Bo Lind, MD" in html
    assert "http://testserver/articles/" in html


def test_a_page_about_the_site_is_there(home, answer):
    page = home.add_child(instance=InfoPage(title="About", slug="about", summary="Who we are."))
    assert answer(f"{page.pk}/")["summary"] == "Who we are."
    assert answer(f"{home.pk}/")["intro"] == "Plain answers."


def test_what_readers_may_not_see_is_not_there(publish, write, answer):
    draft = write("Draft")
    unreviewed = write("Set live by hand")
    HealthArticlePage.objects.filter(pk=unreviewed.pk).update(live=True)
    withdrawn = publish("Withdrawn")
    Publication.objects.create(
        page=withdrawn,
        page_title="Withdrawn",
        basis=Publication.Basis.WITHDRAWN,
        since=withdrawn.first_published_at,
    )
    secret = publish("Secret")
    PageViewRestriction.objects.create(page=secret, restriction_type="password", password="secret")
    publish("Open")
    assert titles(answer("?type=blog.HealthArticlePage")) == ["Open"]
    everything = titles(answer())
    for page in (draft, unreviewed, withdrawn, secret):
        assert page.title not in everything
        answer(f"{page.pk}/", status=404)
        answer(f"find/?id={page.pk}", status=404)


def test_somebody_who_may_edit_sees_no_more(write, answer, client, admin_user):
    client.force_login(admin_user)
    answer(f"{write().pk}/", status=404)


def test_the_source_of_an_alias_is_not_named(home, answer):
    page = home.add_child(instance=InfoPage(title="About", slug="about"))
    assert "alias_of" not in answer(f"{page.pk}/")["meta"]
    answer("?fields=alias_of", status=400)


@pytest.mark.parametrize(
    "query", ["walking", "walking+zebra", "%22", "%00", "a%22+OR+%2A", "x" * 9_000, "", "NEAR("]
)
def test_search_takes_whatever_is_typed(publish, answer, query):
    publish()
    assert titles(answer(f"?search={query}")) == (["Sleeping better"] if query == "walking" else [])


def test_search_does_not_find_what_readers_may_not_see(write, publish, answer):
    publish("Open")
    HealthArticlePage.objects.filter(pk=write("Unreviewed").pk).update(live=True)
    assert titles(answer("?search=walking&type=blog.HealthArticlePage")) == ["Open"]
    assert titles(answer("?search=walking")) == ["Open"]


def test_a_list_is_limited(home, answer):
    answer("?limit=21", status=400)


def test_other_sites_cannot_be_asked_for(home, answer):
    answer("?site=other.example", status=400)


@pytest.mark.parametrize(
    "query",
    [
        f"offset={10**30}",
        f"child_of={10**30}",
        f"ancestor_of={10**30}",
        f"translation_of={10**30}",
        "offset=-1",
        f"offset={'9' * 5000}",
        "slug=%00",
        "title=a%00b",
        "type=%00",
        "fields=%00",
        "fields=((((",
        "order=%00",
        "locale=%00",
        "child_of=%00",
        "rich_text_format=x",
        f"first_published_at={'9' * 5000}",
        f"id={10**30}",
    ],
)
@pytest.mark.parametrize("address", ["", "find/"])
def test_no_question_breaks_it(home, client, address, query):
    assert client.get(f"{PAGES}{address}?{query}").status_code in {200, 302, 400, 404}


@pytest.mark.parametrize(
    "path", ["find/?html_path=%00", "find/?html_path=/articles/%F0%9F%98%80/", f"{10**30}/"]
)
def test_no_address_breaks_it(home, client, path):
    assert client.get(f"{PAGES}{path}").status_code in {400, 404}
