"""The feed, as a feed reader reads it."""

from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from bs4 import BeautifulSoup
from defusedxml.ElementTree import fromstring
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from blog.full_text import with_absolute_addresses
from blog.models import HealthArticlePage

pytestmark = pytest.mark.site

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
PAID = (
    '<p>A <a href="https://www.amazon.com/dp/B000000000?tag=demo-20">mask</a> '
    'and <a href="/articles/">more</a> [1].</p>'
)


@pytest.fixture
def channel(client):
    """Return a function that reads the feed."""

    def read(**headers):
        response = client.get("/feed/", **headers)
        assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
        return fromstring(response.content).find("channel")

    return read


def test_an_item_has_all_that_a_reader_shows(publish, channel):
    page = publish("Salt & <sleep>", days_ago=3)
    feed = channel()
    item = feed.find("item")
    assert feed.findtext("title") == "Our Good Life"
    assert feed.findtext("link") == "http://testserver/"
    assert item.findtext("title") == "Salt & <sleep>"
    assert item.findtext("description") == "What helps."
    assert item.findtext("link") == f"http://testserver{page.url}"
    assert item.findtext("{http://purl.org/dc/elements/1.1/}creator") == "Ana Ruiz"
    assert item.findtext("category") == "Sleep"
    published = parsedate_to_datetime(item.findtext("pubDate"))
    assert timezone.now() - timedelta(days=3, minutes=5) < published < timezone.now() - timedelta(days=2)


def test_the_name_of_the_site_is_the_title(publish, channel):
    Site.objects.update(site_name="Good Life")
    publish()
    assert channel().findtext("title") == "Good Life"


def test_the_whole_text_is_there_with_review_and_references(publish, channel):
    publish()
    text = BeautifulSoup(channel().find("item").findtext(CONTENT), "html.parser").get_text(" ", strip=True)
    for part in ("Ten minutes of walking", "Medically reviewed by", "Bo Lind, MD", "Walking after meals"):
        assert part in text


def test_an_overdue_review_is_not_shown_as_current(publish, channel, time_machine):
    publish()
    time_machine.move_to(timezone.now() + timedelta(days=400))
    assert "overdue" in channel().find("item").findtext(CONTENT)


def test_paid_links_have_the_notice_before_them(publish, channel):
    publish(body=[("paragraph", PAID)])
    html = channel().find("item").findtext(CONTENT)
    link = BeautifulSoup(html, "html.parser").find("a", href=lambda href: "amazon" in href)
    assert {"sponsored", "nofollow"} <= set(link["rel"])
    assert 0 <= html.find('data-disclosure="notice"') < html.find("amazon.com/dp")
    assert "Amazon Associate" in html


def test_all_addresses_are_absolute(publish, channel, picture):
    page = publish(body=[("paragraph", PAID)], lead_image=picture, lead_image_alt="Sky")
    soup = BeautifulSoup(channel().find("item").findtext(CONTENT), "html.parser")
    addresses = [tag[name] for tag in soup.find_all() for name in ("href", "src") if tag.has_attr(name)]
    assert "http://testserver/articles/" in addresses
    assert f"http://testserver{page.url}#reference-1" in addresses
    assert any(address.endswith(".webp") for address in addresses)
    assert all(address.startswith(("http://testserver/", "https://www.amazon.com/")) for address in addresses)
    assert soup.find(srcset=True) is None


def test_the_id_stays_when_the_article_moves(publish, channel):
    page = publish()
    before = channel().find("item").find("guid")
    assert before.get("isPermaLink") == "false"
    page.slug = "elsewhere"
    page.save_revision().publish()
    item = channel().find("item")
    assert item.findtext("link").endswith("/elsewhere/")
    assert item.findtext("guid") == before.text


def test_the_feed_was_last_built_when_an_article_last_changed(publish, channel):
    publish("Old", days_ago=10)
    newest = publish("New", days_ago=2)
    assert parsedate_to_datetime(channel().findtext("lastBuildDate")) == newest.last_published_at.replace(
        microsecond=0
    )


def test_the_newest_come_first_and_the_list_ends(publish, channel, monkeypatch):
    monkeypatch.setattr("blog.feeds.NEWEST", 2)
    for number in range(3):
        publish(f"Number {number}", days_ago=number)
    assert [item.findtext("title") for item in channel().findall("item")] == ["Number 0", "Number 1"]


def test_an_article_behind_a_password_is_not_in_it(publish, channel):
    PageViewRestriction.objects.create(page=publish(), restriction_type="password", password="secret")
    assert channel().find("item") is None


def test_an_empty_feed_is_a_feed(home, channel):
    assert HealthArticlePage.objects.count() == 0
    assert channel().find("item") is None


def test_addresses_that_are_absolute_stay():
    html = '<a href="https://a.example/x?y=1&amp;z=2">x</a><a href="mailto:a@b.example">m</a>'
    assert with_absolute_addresses(html, "https://site.example/a/") == html


@pytest.mark.parametrize("letter", ["\x0b", "\x01", "\ufffe"])
def test_a_letter_that_xml_cannot_hold_does_not_take_the_feed_down(publish, channel, letter):
    publish(f"Sound{letter}sleep", body=[("paragraph", f"<p>Dark{letter}room</p>")])
    item = channel().find("item")
    assert item.findtext("title") == "Soundsleep"
    assert "Darkroom" in item.findtext(CONTENT)


@pytest.mark.parametrize("address", ["http://[x", "https://[::1/a", "//["])
def test_a_link_that_cannot_be_read_stays_as_it_is(address):
    html = f'<a href="{address}">x</a> <a href="/y/">y</a>'
    joined = with_absolute_addresses(html, "https://good.example/a/")
    assert f'href="{address}"' in joined
    assert 'href="https://good.example/y/"' in joined
