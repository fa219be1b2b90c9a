"""What a real client gets: pages with the disclosure tag, pages that never heard of it, and both with broken parts."""

import json
import logging

import pytest
from wagtail.models import Locale, Site

from disclosures import edits, injection, matcher, scanning, texts
from disclosures.matcher import shipped_rules
from disclosures.models import DisclosureText
from disclosures.wording import states_earning
from tests.disclosures.documents import Read
from tests.disclosures.pages import PAID, a_page
from tests.disclosures.test_injection import AWKWARD
from tests.testapp.models import RawHTMLPage

pytestmark = pytest.mark.django_db
AMAZON = "https://www.amazon.com/dp/B0?tag=ours-20"
LONG = f"<p>{'Long text. ' * 300_000}</p>"


def a_raw_page(*blocks, slug="raw"):
    """Return a live page with these (type, value) blocks."""
    body = json.dumps([{"type": kind, "value": value} for kind, value in blocks])
    page = RawHTMLPage(title="Lamps & more", slug=slug, body=body)
    Site.objects.get(is_default_site=True).root_page.add_child(instance=page)
    return page


def read(client, page):
    """Return what a reader of the page gets."""
    response = client.get(page.url)
    assert response.status_code == 200
    return Read(response.content.decode())


SHOP = {"picture": "https://m.media-amazon.com/images/I/71x.jpg", "words": "A lamp", "address": AMAZON}


@pytest.mark.parametrize("block", [("address", AMAZON), ("shop", SHOP)], ids=["URL block", "image link"])
def test_a_structured_field_counts_like_a_link_in_text(client, block):
    got = read(client, a_raw_page(block))
    assert (len(got.links), len(got.notices)) == (1, 1)
    assert (got.r1_and_r2(), got.r4("(paid link)"), got.r12(), got.r14()) == (True, True, True, True)


@pytest.mark.parametrize(
    "blocks",
    [
        [],
        [("html", "<p>x</p>")],
        [("address", "https://pubmed.gov/")],
        [("shop", SHOP | {"address": "https://nhs.uk/"})],
    ],
)
def test_a_page_of_blocks_without_paid_links_is_not_spoilt(client, blocks):
    assert "data-disclosure" not in str(read(client, a_raw_page(*blocks)).soup)


@pytest.fixture(params=["with the tag", "raw"])
def make_page(request):
    """Return a function that makes a page of this HTML: one with the tag and the mixin, and one without."""
    if request.param == "raw":
        return lambda html: a_raw_page(("html", html))
    return lambda html: a_page(body=html)


@pytest.mark.parametrize("name", AWKWARD)
def test_a_page_is_told_whatever_its_html(client, make_page, name):
    got = read(client, make_page(AWKWARD[name]))
    assert len(got.notices) == 1
    assert got.links or name.startswith(("noscript", "srcdoc", "javascript", "own redirect"))
    assert (got.r1_and_r2(), got.r4("(paid link)"), got.r12(), got.r14()) == (True, True, True, True)


@pytest.fixture
def _quiet():
    """A fallback is logged with its traceback; here it is what we want."""
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def _no_rules(monkeypatch, tmp_path):
    monkeypatch.setattr(matcher, "SHIPPED_FILE", tmp_path / "missing.csv")
    shipped_rules.cache_clear()
    yield
    shipped_rules.cache_clear()


@pytest.mark.usefixtures("_quiet", "_no_rules")
def test_without_rules_a_page_is_told(client, make_page):
    got = read(client, make_page(PAID))
    assert (bool(got.notices), states_earning(got.notices[0].get_text(" "))) == (True, True)
    assert got.order[id(got.notices[0])] < got.order[id(got.soup.find("a", href=AMAZON))]


@pytest.mark.usefixtures("_quiet")
@pytest.mark.parametrize(
    "part", [(edits, "rewrite"), (scanning, "rewrite"), (injection, "missing_sentences"), (injection, "scan")]
)
def test_a_page_is_told_whatever_raises(client, monkeypatch, make_page, part):
    def broken(*arguments, **options):
        raise MemoryError("broken on purpose")

    page = make_page(PAID)
    monkeypatch.setattr(*part, broken)
    got = read(client, page)
    assert (len(got.links), got.r1_and_r2(), got.r14()) == (1, True, True)


def test_a_page_in_a_language_without_texts_is_told(client, make_page, settings):
    settings.LANGUAGE_CODE = "pl"
    assert read(client, make_page(PAID)).r1_and_r2()


def test_a_page_is_told_where_every_text_is_missing(client, make_page, monkeypatch, tmp_path):
    monkeypatch.setattr(texts, "SHIPPED_FILE", tmp_path / "missing.json")
    texts.sentences.cache_clear()
    try:
        got = read(client, make_page(PAID))
    finally:
        texts.sentences.cache_clear()
    assert (got.r1_and_r2(), got.r4(texts.LAST_RESORT_LABEL)) == (True, True)


def test_a_page_is_told_where_a_text_is_empty(client, make_page):
    for kind in ("notice", "label"):
        DisclosureText.objects.create(kind=kind, locale=Locale.get_default(), text=" ")
    got = read(client, make_page(PAID))
    assert (got.r1_and_r2(), got.r4(texts.LAST_RESORT_LABEL)) == (True, True)


@pytest.mark.usefixtures("_quiet")
def test_a_page_of_three_megabytes_is_told(client, make_page):
    got = read(client, make_page(LONG + PAID))
    assert (len(got.links), got.r1_and_r2(), got.r14()) == (1, True, True)
