"""Audits of paid links hear of every address at which a page leaves the site."""

import pytest
from wagtail import hooks
from wagtail.models import Locale

from blog.models import InfoPage
from tests.blog.test_feeds import PAID

pytestmark = pytest.mark.site


def outputs(page):
    return [output for function in hooks.get_hooks("disclosures_outputs") for output in function(page)]


def test_an_article_stands_in_the_feeds_and_in_the_api(publish, client):
    page = publish(body=[("paragraph", PAID)])
    assert [kind for kind, _address in outputs(page)] == ["feed", "feed", "feed", "api"]
    for _kind, address in outputs(page):
        response = client.get(address)
        assert (response.status_code, b"amazon.com/dp" in response.content) == (200, True)


def test_the_feeds_are_those_of_its_language(publish):
    page = publish()
    page.locale = Locale.objects.create(language_code="de")
    assert outputs(page)[0] == ("feed", "/de/feed/")


def test_another_page_stands_in_the_api(home):
    page = home.add_child(instance=InfoPage(title="About", slug="about"))
    assert outputs(page) == [("api", f"/api/v2/pages/{page.pk}/")]
