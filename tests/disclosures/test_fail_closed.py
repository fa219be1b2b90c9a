"""Break each part on purpose: no paid link leaves without a notice."""

import logging
from dataclasses import replace

import pytest
from django.core.checks import run_checks

from disclosures import edits, injection, matcher, scanning, texts
from disclosures.injection import disclose, disclose_page
from disclosures.matcher import RuleSet, shipped_rules
from disclosures.policy import Policy
from disclosures.rules import Rule
from disclosures.texts import LAST_RESORT, Texts, shipped_texts
from disclosures.wording import states_earning
from tests.disclosures.documents import Read

PAID = '<p><a href="https://prf.hn/click/camref:1">x</a></p>'
PAGE = f"<html><head><title>x</title></head><body><main>{PAID}</main></body></html>"


@pytest.fixture(autouse=True)
def _quiet():
    """A fallback is logged with its traceback; here it is what we want."""
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


def assert_told_anyway(told):
    read = Read(told.html)
    assert (told.verdict, read.r1_and_r2(), bool(read.notices)) == ("fallback", True, True)
    assert states_earning(told.notice)
    assert told.reason


@pytest.fixture
def _no_rules(monkeypatch, tmp_path):
    monkeypatch.setattr(matcher, "SHIPPED_FILE", tmp_path / "missing.csv")
    shipped_rules.cache_clear()
    yield
    shipped_rules.cache_clear()


@pytest.mark.usefixtures("_no_rules")
def test_without_rules_every_outside_link_shows_the_notice():
    assert not shipped_rules()
    assert_told_anyway(disclose(PAID, Policy()))
    assert_told_anyway(disclose_page(PAGE, Policy()))
    assert_told_anyway(disclose('<a href="&#47;/x.example/?a=1">x</a>', Policy()))
    assert_told_anyway(disclose('<a href="/go/lamp/">x</a>', Policy()))
    assert_told_anyway(disclose("<p>x</p>", Policy(placement="always")))
    assert_told_anyway(disclose("<p>x</p>", Policy(forced=True)))


@pytest.mark.usefixtures("_no_rules")
def test_without_rules_a_text_without_outside_links_is_left_alone():
    html = '<p>5 / 7 <a href="/about/">x</a></p>'
    assert disclose(html, Policy()).html is html


@pytest.mark.django_db  # checks of other apps look into it
@pytest.mark.usefixtures("_no_rules")
def test_without_rules_the_check_fails():
    assert "disclosures.E001" in [message.id for message in run_checks()]


@pytest.mark.parametrize("content", ["", "programme,network\nx,y\n", "\x00\xff"])
def test_a_broken_rule_file_counts_as_none(monkeypatch, tmp_path, content):
    (tmp_path / "rules.csv").write_text(content, encoding="latin-1")
    monkeypatch.setattr(matcher, "SHIPPED_FILE", tmp_path / "rules.csv")
    assert not shipped_rules.__wrapped__()


def test_a_sites_own_rules_alone_are_no_rules_to_rely_on():
    assert not RuleSet((), [Rule("Acme", "", "acme.example")])


@pytest.mark.parametrize(
    "part", [(edits, "rewrite"), (scanning, "rewrite"), (injection, "missing_sentences")]
)
def test_whatever_raises_the_notice_is_shown(monkeypatch, part):
    def broken(*arguments, **options):
        raise MemoryError("broken on purpose")

    monkeypatch.setattr(*part, broken)
    # A plain text is marked while it is read, one with a drawing or a mark of ours in a pass of its own.
    for html in (PAID, f"<svg></svg>{PAID}", f'<p data-disclosure="x">{PAID}'):
        told = disclose(html)
        assert told.verdict == "fallback" or (part == (edits, "rewrite") and html == PAID)
        assert Read(told.html).r1_and_r2()
    assert_told_anyway(disclose_page(PAGE))


def test_a_classifier_that_raises_is_no_way_around(monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(RuleSet, "find", lambda self, address, own=False: 1 / 0)
        told = disclose(PAID)
    assert_told_anyway(told)


@pytest.mark.parametrize("lost", ["links", "label", "rel"])
def test_edits_that_go_wrong_are_noticed(monkeypatch, lost):
    def wrong(html, seen, policy):
        if lost == "links":
            return "<p>x</p>"
        label = '<span data-disclosure="label">(paid link)</span>'
        return (
            html.replace("<a ", '<a rel="sponsored nofollow" ')
            if lost == "label"
            else html.replace(">x", f">{label}x")
        )

    monkeypatch.setattr(injection, "apply_edits", wrong)
    assert_told_anyway(disclose(PAID))


def test_a_missing_sentence_is_noticed(monkeypatch):
    html = disclose(PAID).html + '<a href="https://amzn.to/1">y</a>'
    monkeypatch.setattr(injection.markup, "notice", lambda sentences, policy: "<p>x</p>")
    assert disclose(html).verdict == "fallback"


def test_a_notice_that_is_put_too_late_is_noticed(monkeypatch):
    monkeypatch.setattr(injection, "in_front", lambda html, notice: html + notice)
    told = disclose(PAID)
    assert told.verdict == "fallback"


def test_no_text_in_any_language_leaves_the_last_resort(monkeypatch, tmp_path):
    monkeypatch.setattr(texts, "SHIPPED_FILE", tmp_path / "missing.json")
    texts.sentences.cache_clear()
    try:
        policy = Policy(texts=shipped_texts("de", "DE"))
    finally:
        texts.sentences.cache_clear()
    assert policy.texts.notice == LAST_RESORT
    assert Read(disclose(PAID, policy).html).r1_and_r2()


def test_a_language_without_sentences_gets_the_default_one():
    assert shipped_texts("pl", "EU", "de").language == "de"
    assert shipped_texts("pl", "EU", "pl").language == "en"


def test_empty_sentences_are_filled():
    policy = Policy(texts=Texts(notice=" ", general="", label="\n"))
    told = disclose(PAID, policy)
    assert LAST_RESORT in told.html
    assert Read(told.html).r4("(paid link)")


def test_a_body_of_three_megabytes_is_told_without_edits():
    html = f"<p>{'Long text. ' * 300_000}</p>{PAID}"
    told = disclose(html)
    assert_told_anyway(told)
    assert told.html.endswith(html)
    assert disclose(told.html).html is told.html


def test_a_page_of_three_megabytes_is_told():
    html = PAGE.replace(PAID, f"<p>{'Long text. ' * 300_000}</p>{PAID}")
    told = disclose_page(html)
    assert_told_anyway(told)
    assert disclose_page(told.html).html is told.html


def test_thousands_of_paid_links_are_told_without_labels():
    assert_told_anyway(disclose(PAID * 1_001))


@pytest.mark.parametrize("tag", ["script", "style", "textarea", "xmp"])
def test_links_that_only_a_drawing_reveals_are_told(tag):
    html = f"<math><{tag}>{PAID}</{tag}></math>"
    told = disclose(html)
    assert_told_anyway(told)
    assert disclose(told.html).html is told.html


def test_thousands_of_drawings_are_told_without_labels():
    assert_told_anyway(disclose("<svg></svg>" * 1_001 + PAID))


def test_a_fallback_names_amazon_because_it_cannot_know():
    assert "As an Amazon Associate" in disclose(PAID * 1_001).html
    assert "As an Amazon" not in disclose(PAID * 1_001, replace(Policy(), texts=Texts(statements={}))).html


ITEMS = {
    "paid": PAID,
    "amazon": '<p>x</p><a href="https://amzn.to/1">y</a>',
    "noscript": f"<noscript>{PAID}</noscript>",
    "three megabytes": f"<p>{'Long text. ' * 300_000}</p>{PAID}",
}


def items_of_a_feed(policy):
    """Return what a feed sends for its items: each is told alone, for another program shows it alone."""
    return [disclose(html, policy).html for html in ITEMS.values()]


def assert_all_told(items):
    assert [Read(html).r1_and_r2() for html in items] == [True] * len(ITEMS)
    assert all('data-disclosure="notice"' in html for html in items)


@pytest.mark.usefixtures("_no_rules")
def test_without_rules_each_item_of_a_feed_is_told():
    for html in items_of_a_feed(Policy()):
        assert html.startswith('<div class="disclosure-notice"')
        assert states_earning(Read(html).notices[0].get_text(" "))


@pytest.mark.parametrize(
    "part",
    [(edits, "rewrite"), (scanning, "rewrite"), (injection, "scan"), (injection, "missing_sentences"),
     (injection, "problem_of"), (injection, "apply_edits"), (injection.legacy_notices, "find")],
)  # fmt: skip
def test_each_item_of_a_feed_is_told_whatever_raises(monkeypatch, part):
    def broken(*arguments, **options):
        raise RecursionError("broken on purpose")

    with monkeypatch.context() as patch:
        patch.setattr(*part, broken)
        items = items_of_a_feed(Policy())
    assert_all_told(items)


@pytest.mark.parametrize(
    "texts_in_force",
    [shipped_texts("pl", "EU", "pl"), shipped_texts("xx"), Texts(notice="", label="", general=" ")],
)
def test_each_item_of_a_feed_is_told_where_a_text_is_missing(texts_in_force):
    assert_all_told(items_of_a_feed(Policy(texts=texts_in_force)))
