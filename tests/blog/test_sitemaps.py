"""The sitemap."""

import pytest
from defusedxml.ElementTree import fromstring
from wagtail.models import PageViewRestriction

from blog.models import Topic
from blog.people.models import Person

pytestmark = pytest.mark.site


def addresses(client):
    root = fromstring(client.get("/sitemap.xml").content)
    return {element.text for element in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}


def test_it_lists_what_readers_may_see(client, publish, write, home):
    publish("Published")
    write("Draft")
    publish("Locked", topics=[Topic.objects.create(name="Locked", slug="locked", locale=home.locale)])
    PageViewRestriction.objects.create(
        page=type(publish("Also locked")).objects.get(slug="locked"), restriction_type="login"
    )
    Topic.objects.create(name="Empty", slug="empty", locale=home.locale)
    Person.objects.create(name="Gone", slug="gone", active=False)
    found = {address.removeprefix("http://testserver") for address in addresses(client)}
    assert found == {
        "/",
        "/articles/",
        "/articles/published/",
        "/articles/also-locked/",
        "/topics/sleep/",
        "/people/ana-ruiz/",
        "/people/bo-lind/",
    }
