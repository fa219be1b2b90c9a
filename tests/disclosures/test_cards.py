"""Lists mark the pages that are all advertising."""

from dataclasses import replace

import pytest
from django.template import Context, Template

from disclosures.cards import is_commercial, labelled_title, told_summary
from disclosures.injection import disclose_page
from disclosures.models import DisclosureSettings
from disclosures.policy import Policy
from disclosures.texts import shipped_texts
from tests.disclosures.documents import Read
from tests.disclosures.pages import PAID, a_page

pytestmark = pytest.mark.django_db
GERMAN = replace(Policy(), texts=shipped_texts("de", "DE"), locale="de", jurisdiction="DE")
CARD = (
    '<div data-disclosure="commercial-card"><a href="/lamps/"><span class="disclosure-label" '
    'data-disclosure="label">Anzeige</span> Lampen</a></div>'
)


def connections(kind):
    return [("connection", {"kind": kind, "who": "Acme", "what": "", "since": None})]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, False),
        ({"disclosure_forced": True}, False),
        ({"disclosure_connections": connections("gift")}, False),
        ({"disclosure_connections": connections("sponsored")}, True),
        ({"disclosure_wholly_commercial": True}, True),
    ],
)
def test_which_pages_are_all_advertising(values, expected):
    page = a_page(**values)
    assert is_commercial(page) is expected
    assert labelled_title(page, Policy()) == ("Advertisement: Lamps" if expected else "Lamps")


def test_a_page_without_the_mixin_is_none():
    assert not is_commercial(a_page().get_parent())


@pytest.mark.parametrize(
    ("language", "word"), [("en", "Advertisement"), ("de", "Anzeige"), ("fr", "Publicité")]
)
def test_the_word_is_that_of_the_language(language, word):
    assert shipped_texts(language, "UK").commercial == word


def test_the_tag_writes_the_label_in_the_words_of_the_site(rf, django_assert_num_queries):
    page = a_page(disclosure_wholly_commercial=True)
    DisclosureSettings.objects.create(site=page.get_site(), jurisdiction="UK")
    source = (
        "{% load disclosure_tags %}{% if page|is_commercial %}!{% endif %}{% disclosure_card_label page %}x"
    )
    template, context = Template(source), Context({"page": page, "request": rf.get("/")})
    label = '<span class="disclosure-label" data-disclosure="label">Advertisement</span> '
    assert template.render(context) == f"!{label}x"
    with django_assert_num_queries(0):
        template.render(context)
    assert template.render(Context({"page": a_page(slug="other"), "request": rf.get("/")})) == "x"


def test_the_label_of_a_card_is_not_taken_for_that_of_the_next_link():
    html = f"<main>{CARD}{PAID}{CARD}{PAID}</main>"
    told = disclose_page(html, GERMAN).html
    read = Read(told)
    assert (read.r1_and_r2(), read.r4("Anzeige")) == (True, True)
    assert told.count('data-disclosure="label"') == 4
    assert disclose_page(told, GERMAN).html == told


def test_a_paid_link_that_is_a_card_needs_one_label_only():
    card = CARD.replace("/lamps/", "https://amzn.to/3xyz")
    told = disclose_page(f"<main>{card}</main>", GERMAN).html
    assert told.count('data-disclosure="label"') == 1


def test_a_summary_is_told_only_where_it_holds_a_paid_address():
    forced = replace(Policy(), forced=True, extra="The maker sent us this.")
    assert told_summary("What helps.", forced) == "What helps."
    assert "(paid link) https://amzn.to/3xyz" in told_summary("See https://amzn.to/3xyz", forced)
