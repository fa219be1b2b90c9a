"""The short way through the tree finds the same pages, and the same locks, as Wagtail's own."""

import pytest
from wagtail.models import Page, PageViewRestriction

from blog.models import BlogIndexPage, HealthArticlePage, InfoPage

pytestmark = pytest.mark.site


@pytest.fixture
def article(publish):
    return publish()


@pytest.mark.parametrize("address", ["/nothing/", "/articles/nothing/", "/articles/sleeping-better/nothing/"])
def test_an_address_without_a_page_is_not_found(client, article, address):
    assert client.get(address).status_code == 404


def test_a_page_of_another_type_below_the_home_page_is_found(client, home):
    home.add_child(
        instance=InfoPage(title="About us", slug="about", body=[("paragraph", "<p>We write.</p>")])
    )
    assert "We write." in client.get("/about/").content.decode()


def test_a_list_that_is_not_live_is_not_found_but_its_articles_are(client, article):
    BlogIndexPage.objects.update(live=False)
    assert client.get("/articles/").status_code == 404
    assert client.get(article.url).status_code == 200


def test_the_trail_is_the_same_on_the_way_and_from_the_database(rf, home, article):
    found = home.route(rf.get("/"), ["articles", "sleeping-better"]).page
    from_database = HealthArticlePage.objects.get(pk=article.pk).trail
    assert [page.pk for page in found.trail] == [page.pk for page in from_database]
    assert [page.title for page in found.trail] == ["Our Good Life", "Articles"]


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
def test_a_password_on_any_page_above_holds(client, article, depth):
    locked = [*article.get_ancestors(), article][depth - 1]
    assert locked.depth == depth
    PageViewRestriction.objects.create(page=locked, restriction_type="password", password="secret")
    assert "What helps." not in client.get(article.url).content.decode()


def test_a_password_elsewhere_does_not(client, article, publish):
    other = publish("Another")
    PageViewRestriction.objects.create(page=other, restriction_type="password", password="secret")
    assert "What helps." in client.get(article.url).content.decode()


def test_an_alias_has_the_password_of_its_source(client, home, index, article):
    PageViewRestriction.objects.create(page=article, restriction_type="password", password="secret")
    alias = article.create_alias(update_slug="copy", parent=index)
    assert alias.live
    assert "What helps." not in client.get(alias.url).content.decode()


def test_the_home_page_of_the_site_needs_no_query_for_its_trail(home, django_assert_num_queries):
    page = type(home).objects.get(pk=home.pk)
    with django_assert_num_queries(0):
        assert page.trail == []
    assert page.get_parent() == Page.objects.get(depth=1)
