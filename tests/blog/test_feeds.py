"""The feeds, as feed readers read them."""

import re
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
from bs4 import BeautifulSoup
from defusedxml.ElementTree import fromstring
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from blog.full_text import with_absolute_addresses
from blog.models import HealthArticlePage
from tests.disclosures.documents import Read

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


# The same as Atom and JSON Feed.

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def atom(client):
    """Return a function that reads the Atom feed."""

    def read():
        response = client.get("/feed/atom/")
        assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
        return fromstring(response.content)

    return read


@pytest.fixture
def json_feed(client):
    """Return a function that reads the JSON feed."""

    def read():
        response = client.get("/feed/json/")
        assert response["Content-Type"] == "application/feed+json; charset=utf-8"
        return response.json()

    return read


def test_atom_has_what_rfc_4287_demands(publish, atom):
    page = publish("Salt & <sleep>", days_ago=3)
    feed = atom()
    entry = feed.find(f"{ATOM}entry")
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, entry):
        for name in ("id", "title", "updated"):
            assert element.findtext(f"{ATOM}{name}")
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated")).tzinfo
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Our Good Life"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {"alternate": "http://testserver/", "self": "http://testserver/feed/atom/"}
    assert entry.findtext(f"{ATOM}title") == "Salt & <sleep>"
    assert entry.find(f"{ATOM}link").get("href") == f"http://testserver{page.url}"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Ana Ruiz"
    assert entry.findtext(f"{ATOM}published").startswith(str((timezone.now() - timedelta(days=3)).date()))
    assert entry.find(f"{ATOM}category").get("term") == "Sleep"
    assert entry.find(f"{ATOM}content").get("type") == "html"


def test_the_summary_of_an_atom_entry_is_html_as_it_says(publish, atom):
    page = publish()
    HealthArticlePage.objects.filter(pk=page.pk).update(summary="5 < 6 & more")
    summary = atom().find(f"{ATOM}entry/{ATOM}summary")
    assert (summary.get("type"), summary.text) == ("html", "5 &lt; 6 &amp; more")


MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")


def test_the_json_feed_is_one_of_version_1_1(publish, json_feed):
    page = publish("Salt & <sleep>", days_ago=3)
    feed = json_feed()
    assert set(feed) == {"version", "title", "home_page_url", "feed_url", "description", "language", "items"}
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["home_page_url"] == "http://testserver/"
    assert feed["feed_url"] == "http://testserver/feed/json/"
    assert feed["language"] == "en"
    [item] = feed["items"]
    assert item.keys() == {
        "id",
        "url",
        "title",
        "content_html",
        "summary",
        "date_published",
        "date_modified",
        "authors",
        "tags",
        "language",
    }
    assert item["id"].startswith("urn:uuid:")
    assert item["url"] == f"http://testserver{page.url}"
    assert (item["title"], item["summary"]) == ("Salt & <sleep>", "What helps.")
    assert MOMENT.fullmatch(item["date_published"])
    assert MOMENT.fullmatch(item["date_modified"])
    assert item["authors"] == [{"name": "Ana Ruiz", "url": "http://testserver/people/ana-ruiz/"}]
    assert (item["tags"], item["language"]) == (["Sleep"], "en")


def test_what_is_not_known_is_left_out_of_the_json_feed(publish, json_feed):
    page = publish(topics=[])
    HealthArticlePage.objects.filter(pk=page.pk).update(first_published_at=None)
    assert json_feed()["items"][0].keys().isdisjoint({"tags", "date_published"})


def contents(channel, atom, json_feed):
    """Return the text of the first article in each of the three."""
    return [
        channel().find("item").findtext(CONTENT),
        atom().findtext(f"{ATOM}entry/{ATOM}content"),
        json_feed()["items"][0]["content_html"],
    ]


def test_all_three_tell_the_same(publish, channel, atom, json_feed):
    publish(body=[("paragraph", PAID)])
    rss, *others = contents(channel, atom, json_feed)
    read = Read(rss)
    assert (read.r1_and_r2(), read.r4("(paid link)"), read.r12(), read.r14()) == (True, True, True, True)
    assert others == [rss, rss]


def test_a_paid_address_in_a_summary_is_told(publish, channel, atom, json_feed):
    page = publish()
    HealthArticlePage.objects.filter(pk=page.pk).update(summary="Get it at https://amzn.to/3xyz now")
    for summary in (
        channel().find("item").findtext("description"),
        atom().findtext(f"{ATOM}entry/{ATOM}summary"),
        json_feed()["items"][0]["summary"],
    ):
        assert 0 <= summary.index("we earn a commission") < summary.index("(paid link) https://amzn.to/3xyz")


def test_advertising_says_so_in_its_title(publish, channel, atom, json_feed):
    publish("Lamps", disclosure_wholly_commercial=True)
    titles = (
        channel().find("item").findtext("title"),
        atom().findtext(f"{ATOM}entry/{ATOM}title"),
        json_feed()["items"][0]["title"],
    )
    assert set(titles) == {"Advertisement: Lamps"}
    assert all('data-disclosure="notice"' in html for html in contents(channel, atom, json_feed))


def test_empty_feeds_are_feeds(home, atom, json_feed):
    assert atom().find(f"{ATOM}entry") is None
    assert json_feed()["items"] == []


@pytest.mark.parametrize("letter", ["\x0b", "\ufffe"])
def test_a_letter_that_xml_cannot_hold_does_not_take_atom_down(publish, atom, letter):
    publish(f"Sound{letter}sleep")
    assert atom().findtext(f"{ATOM}entry/{ATOM}title") == "Soundsleep"


def test_pages_name_all_three(home, client):
    html = client.get("/").content.decode()
    for address in ("/feed/", "/feed/atom/", "/feed/json/"):
        assert f'href="{address}"' in html
