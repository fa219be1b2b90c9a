"""Every output of a page is read and set beside the page."""

import json

import pytest
from wagtail import hooks

from disclosures import serving
from disclosures.compliance.links import r13
from disclosures.compliance.outputs import r19
from disclosures.fetching import Answer, fetch
from disclosures.models import LinkClicks, LinkTarget, ManagedLink
from disclosures.parts import parts_of
from disclosures.serving import NotServedError, Outputs, page_as_served
from tests.disclosures.pages import a_page
from tests.disclosures.rule_examples import LINK, NOTICE

pytestmark = pytest.mark.django_db

SHOP = "https://www.awin1.com/cread.php?awinaffid=1"
RSS = """<?xml version="1.0"?><rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<link>http://localhost/</link>
<item><link>http://localhost/lamps/</link><content:encoded>{}</content:encoded><description>x</description></item>
<item><link>http://localhost/beds/</link><description>&lt;p&gt;beds&lt;/p&gt;</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom">
<entry><link href="http://localhost/lamps/"/><content type="html">{}</content></entry>
<entry><summary>beds</summary></entry></feed>"""


def answer(body, content_type, status=200, address="http://localhost/feed/"):
    return Answer(address, status, {"content-type": content_type}, body, request=None)


def escaped(html):
    return html.replace("&", "&amp;").replace("<", "&lt;")


def test_the_parts_of_rss_and_atom_belong_to_their_pages():
    assert parts_of(answer(RSS.format(escaped(LINK)), "application/rss+xml; charset=utf-8")) == [
        ("http://localhost/lamps/", LINK),
        ("http://localhost/beds/", "<p>beds</p>"),
    ]
    assert parts_of(answer(ATOM.format(escaped(LINK)), "application/atom+xml")) == [
        ("http://localhost/lamps/", LINK),
        ("", "beds"),
    ]


def test_the_parts_of_json_belong_to_their_pages():
    feed = {
        "items": [{"url": "http://localhost/lamps/", "content_html": LINK, "summary": "x", "tags": ["a"]}]
    }
    assert parts_of(answer(json.dumps(feed), "application/feed+json")) == [
        ("http://localhost/lamps/", f"<div>{LINK}</div>")
    ]
    api = {
        "id": 7,
        "meta": {"html_url": "http://localhost/lamps/"},
        "body": [{"type": "text", "value": LINK}, 3],
    }
    assert parts_of(answer(json.dumps(api), "application/json")) == [
        ("http://localhost/lamps/", f"<div>{LINK}</div>")
    ]
    assert parts_of(answer('{"meta": "x", "text": "<p>y</p>"}', "application/json")) == [
        ("", "<div><p>y</p></div>")
    ]
    assert parts_of(answer("[1]", "application/json")) == []


def test_any_other_text_is_one_part():
    assert parts_of(answer(LINK, "text/html")) == [("", LINK)]


@pytest.mark.parametrize(("body", "content_type"), [("<rss>", "text/xml"), ("{", "application/json")])
def test_what_nobody_can_read_is_said_to_be_so(body, content_type):
    with pytest.raises(ValueError, match="column"):
        parts_of(answer(body, content_type))


def test_a_page_knows_its_facts():
    page = a_page(disclosure_wholly_commercial=True)
    page.gives_health_advice = True
    served = page_as_served(page)
    assert (served.address, served.output, served.commercial, served.health) == (
        page.full_url,
        "page",
        True,
        True,
    )
    assert served.headers["content-type"].startswith("text/html")
    assert len(served.links) == 1
    assert served.policy.own_site.hosts == {"localhost"}


def test_pages_that_nobody_gets_are_named_with_the_reason(settings, monkeypatch):
    page = a_page()

    def problem():
        with pytest.raises(NotServedError) as caught:
            page_as_served(page)
        return str(caught.value), caught.value.is_fault

    monkeypatch.setattr(serving, "fetch", lambda address: answer("", "text/html", 500, address))
    assert problem() == ("Its address answers 500 (text/html).", True)
    monkeypatch.setattr(serving, "fetch", lambda address: answer("", "", 404, address))
    assert problem() == ("Its address answers 404 (-).", False)
    monkeypatch.setattr(
        serving, "fetch", lambda address: answer("", "text/html", 200, "http://localhost/login/")
    )
    assert problem() == ("It leads on to http://localhost/login/.", False)
    monkeypatch.setattr(type(page), "full_url", None)
    assert problem() == ("It belongs to no site.", False)


@pytest.fixture
def outputs(monkeypatch):
    """Serve made-up feeds beside the real page, and count who asks for them."""
    asked, bodies = [], {}

    def fetched(address, **options):
        if address not in bodies:
            return fetch(address, **options)
        asked.append(address)
        return bodies[address]

    monkeypatch.setattr(serving, "fetch", fetched)
    monkeypatch.setattr(serving, "OUTPUTS_HOOK", "outputs_of_this_test")
    with hooks.register_temporarily(
        "outputs_of_this_test", lambda page: [("feed", "/feed/"), ("api", f"/api/{page.slug}/")]
    ):
        yield bodies, asked


def test_feeds_are_fetched_once_and_set_beside_each_page(outputs):
    bodies, asked = outputs
    bodies["http://localhost/feed/"] = answer(RSS.format(escaped(NOTICE + LINK)), "application/rss+xml")
    reader = Outputs()
    page, feed = reader.of(a_page())
    assert (page.output, feed.output, feed.address) == ("page", "feed", "http://localhost/feed/")
    assert (page.others, feed.body) == ((feed,), NOTICE + LINK)
    assert r19(page).passed is False
    assert [served.body for served in reader.of(a_page(slug="beds"))[1:]] == ["<p>beds</p>"]
    assert asked == ["http://localhost/feed/"]


def test_a_feed_that_fails_is_told_of_the_page_and_does_not_hide_it(outputs):
    bodies, _ = outputs
    bodies["http://localhost/feed/"] = answer("", "text/html", 500)
    bodies["http://localhost/api/lamps/"] = answer("{", "application/json")
    page, feed, api = Outputs().of(a_page())
    assert feed.failure == "It answers 500."
    assert api.failure.startswith("It cannot be read: ")
    assert "It answers 500." in r19(page).detail


@pytest.fixture
def own_link():
    link = ManagedLink.objects.create(slug="lamp", title="The lamp")
    LinkTarget.objects.create(link=link, url=SHOP, resolved_url=f"{SHOP}&resolved=1")
    return a_page(body='<p><a href="/go/lamp/">the lamp</a> <a href="/go/lamp/">again</a></p>')


def test_own_redirects_are_asked_but_not_followed_and_no_click_is_counted(own_link):
    page = Outputs().of(own_link)[0]
    assert [(answer.path, answer.status) for answer in page.redirects] == [("/go/lamp/", 302)]
    assert page.redirects[0].headers["location"] == SHOP
    assert not LinkClicks.objects.exists()
    assert page.notice


@pytest.mark.site
def test_our_own_site_keeps_its_redirects_from_search_engines(own_link):
    assert r13(Outputs().of(own_link)[0]).passed is True


def test_a_site_without_robots_txt_is_told_to_have_one(own_link, monkeypatch):
    real = serving.fetch

    def fetched(address, **options):
        is_robots = address.endswith("robots.txt")
        return answer("", "text/plain", 404) if is_robots else real(address, **options)

    monkeypatch.setattr(serving, "fetch", fetched)
    found = r13(Outputs().of(own_link)[0])
    assert (found.passed, "robots.txt" in found.detail) == (False, True)
