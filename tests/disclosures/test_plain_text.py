"""Plain text tells its readers as HTML does."""

import time
from dataclasses import replace

import pytest

from disclosures import plain_text
from disclosures.classification import OwnSite
from disclosures.connections import Connection
from disclosures.matcher import RuleSet
from disclosures.plain_text import disclose_text
from disclosures.policy import Policy

POLICY = Policy()
AMAZON = "https://www.amazon.com/dp/B000000000?tag=ours-20"
NOTICE = POLICY.texts.notice
STATEMENT = "As an Amazon Associate I earn from qualifying purchases."
WITHOUT_RULES = replace(POLICY, rules=RuleSet((), ()))


def test_notice_statement_and_label_come_before_the_address():
    told = disclose_text(f"Buy this: {AMAZON}\nBye", POLICY)
    assert told.text == f"{NOTICE}\n{STATEMENT}\n\nBuy this: (paid link) {AMAZON}\nBye"
    assert (told.verdict, told.notice) == ("told", f"{NOTICE} {STATEMENT}")
    assert [(link.href, link.match.network) for link in told.links] == [(AMAZON, "Amazon")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nothing here.",
        "See https://www.amazon.com/ and https://www.ncbi.nlm.nih.gov/pubmed/1.",
        "https://amazon.com.evil.org/dp/x?tag=ours-20",
        "https://amazon.com@evil.com/dp/x?tag=ours-20",
        "mail: somebody@amazon.com/dp/x?tag=ours-20",
    ],
)
def test_without_a_paid_address_the_very_same_text_comes_back(text):
    told = disclose_text(text, POLICY)
    assert told.text is text
    assert told.verdict == "nothing_to_tell"


@pytest.mark.parametrize(
    "written",
    [
        "amzn.to/3xyz",
        "www.amazon.com/dp/x?tag=ours-20",
        "//amzn.to/3xyz",
        "HTTPS://AMZN.TO/3xyz",
        "http:\\\\amzn.to\\3xyz",
        "https://out.example/?u=https%3A%2F%2Famzn.to%2F3xyz",
    ],
)
def test_each_way_to_write_an_address_is_found(written):
    assert disclose_text(f"See {written}.", POLICY).text.endswith(f"\n\nSee (paid link) {written}.")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (f"<{AMAZON}>", f"(paid link) <{AMAZON}>"),
        (f"[this lamp]({AMAZON}).", f"[(paid link) this lamp]({AMAZON})."),
        (f"({AMAZON})", f"((paid link) {AMAZON})"),
    ],
)
def test_the_label_stands_before_brackets_and_first_in_the_words_of_a_link(written, told):
    assert disclose_text(written, POLICY).text.endswith(f"\n\n{told}")


def test_own_redirects_count():
    own = OwnSite(
        frozenset({"good.example"}), {"/go/lamp": "https://www.awin1.com/cread.php?awinmid=1&awinaffid=2"}
    )
    told = disclose_text("See https://good.example/go/lamp/ or /go/lamp/", replace(POLICY, own_site=own))
    assert told.text.endswith("See (paid link) https://good.example/go/lamp/ or (paid link) /go/lamp/")


def test_no_redirect_stands_before_amazon():
    policy = replace(POLICY, own_site=OwnSite(frozenset({"good.example"}), {"/go/lamp": AMAZON}))
    told = disclose_text("See https://good.example/go/lamp/ or [this](/go/lamp/).", policy)
    assert told.text.endswith(f"See (paid link) {AMAZON} or [(paid link) this]({AMAZON}).")
    assert disclose_text(told.text, policy).text is told.text


@pytest.mark.parametrize(
    "text",
    [f"Buy {AMAZON}", f"[x]({AMAZON}) <{AMAZON}>", f"{AMAZON}\r\n{AMAZON}", "x"],
)
def test_twice_is_once(text):
    once = disclose_text(text, POLICY).text
    again = disclose_text(once, POLICY)
    assert again.text is once
    assert again.notice == (NOTICE if "amazon" in text else "")


def test_a_notice_that_comes_later_is_none():
    told = disclose_text(f"{AMAZON}\n\n{NOTICE}", POLICY)
    assert told.text.startswith(NOTICE)


def test_a_word_that_ends_like_a_label_is_none():
    policy = replace(POLICY, texts=replace(POLICY.texts, label="Ad"))
    assert f"My iPad Ad {AMAZON}" in disclose_text(f"My iPad {AMAZON}", policy).text


def test_a_forced_notice_is_shown_without_an_address_and_once():
    policy = replace(POLICY, forced=True)
    told = disclose_text("Hello", policy)
    assert (told.text, told.verdict) == (f"{NOTICE}\n\nHello", "told")
    assert disclose_text(told.text, policy).text is told.text


def test_an_exception_holds_for_addresses_that_nobody_knows_to_pay():
    off = replace(POLICY, off=True)
    assert disclose_text("See https://bit.ly/3xyz", off).verdict == "nothing_to_tell"
    assert disclose_text(f"See https://bit.ly/3xyz or {AMAZON}", off).verdict == "told"


def test_what_an_editor_declared_is_told_without_an_address():
    policy = replace(POLICY, connections=(Connection("gift", "Acme", "a lamp"),))
    told = disclose_text("Hello", policy)
    assert "Acme" in told.text
    assert disclose_text(told.text, policy).text is told.text


@pytest.mark.parametrize("text", [f"Buy {AMAZON}", "See amzn.to/3xyz"])
def test_without_rules_every_text_with_an_address_gets_the_notice(text):
    told = disclose_text(text, WITHOUT_RULES)
    assert (told.verdict, told.text.startswith(NOTICE)) == ("fallback", True)
    assert disclose_text(told.text, WITHOUT_RULES).text == told.text
    assert disclose_text("No address", WITHOUT_RULES).text == "No address"


def test_what_raises_is_told(monkeypatch):
    monkeypatch.setattr(plain_text, "paid_addresses", lambda *args: 1 / 0)
    told = disclose_text("Hello", POLICY)
    assert (told.verdict, told.reason) == ("fallback", "ZeroDivisionError: division by zero")
    assert told.text.startswith(NOTICE)


def test_a_label_that_got_lost_is_noticed(monkeypatch):
    monkeypatch.setattr(plain_text, "labelled", lambda text, addresses, policy: text)
    assert disclose_text(AMAZON, POLICY).reason == "NotToldError: A paid address is not marked."


def test_too_long_and_too_many_get_the_notice_only():
    assert disclose_text("x" * 2_000_001, POLICY).verdict == "fallback"
    assert disclose_text(f"{AMAZON} " * 1_001, POLICY).verdict == "fallback"


@pytest.mark.parametrize(
    "text",
    [
        "a." * 200_000,
        "/" * 400_000,
        "[" * 400_000,
        "https://" * 50_000,
        "www." * 100_000,
        "[x](" * 80_000,
        "\x00",
    ],
)
def test_hostile_text_costs_little(text):
    started = time.perf_counter()
    disclose_text(text, POLICY)
    assert time.perf_counter() - started < 2
