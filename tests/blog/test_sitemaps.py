"""The sitemap."""

from datetime import timedelta

import pytest
from defusedxml.ElementTree import fromstring
from django.utils import timezone
from wagtail.models import PageViewRestriction

from blog.models import Topic
from blog.people.models import Person
from blog.review.models import ReviewPolicy

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


def test_it_forgets_what_is_long_overdue(client, publish, time_machine):
    page = publish("Old")
    ReviewPolicy.objects.create(when_overdue="noindex")
    time_machine.move_to(timezone.now() + timedelta(days=800))
    assert "http://testserver/articles/old/" not in addresses(client)
    response = client.get(page.url)
    assert response["X-Robots-Tag"] == "noindex"
    assert response.text.count('<meta name="robots" content="noindex">') == 1
