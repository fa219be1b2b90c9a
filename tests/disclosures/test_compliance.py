"""Every rule has an example that keeps it and one that breaks it, and says which is which."""

import inspect

import pytest
from wagtail import hooks

from disclosures.compliance import Served, assess, failed
from disclosures.compliance.table import RULES, rules
from disclosures.compliance.verdicts import passed
from disclosures.policy import Policy
from disclosures.texts import Texts
from tests.disclosures.rule_examples import EXAMPLES, GIFT, LABEL, LINK, NOTICE, PAID, policy, told

TABLE = [f"R{number}" for number in range(1, 26) if number not in {17, 18, 22, 24}]
BY_NAME = {rule.__name__.upper(): rule for rule in RULES}
KEEPS = [(name, example) for name, (keeps, _) in EXAMPLES.items() for example in keeps]
BREAKS = [(name, example) for name, (_, breaks) in EXAMPLES.items() for example in breaks]


def verdict(name, served):
    return BY_NAME[name](served)


def test_every_rule_of_the_table_is_there_and_has_examples():
    assert list(BY_NAME) == TABLE
    assert sorted(EXAMPLES) == sorted(TABLE)
    assert all(keeps and breaks for keeps, breaks in EXAMPLES.values())


@pytest.mark.parametrize(("name", "served"), KEEPS, ids=lambda value: value if isinstance(value, str) else "")
def test_what_keeps_a_rule_passes(name, served):
    found = verdict(name, served)
    assert (found.rule, found.passed, found.detail) == (name, True, "")


@pytest.mark.parametrize(
    ("name", "served"), BREAKS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_what_breaks_a_rule_fails_and_says_what_to_do(name, served):
    found = verdict(name, served)
    assert (found.rule, found.passed) == (name, False)
    assert len(found.detail) > 20


@pytest.mark.parametrize("name", TABLE)
def test_every_rule_names_its_source(name):
    assert "Source: " in inspect.getdoc(BY_NAME[name])


@pytest.mark.parametrize("name", [name for name in TABLE if name != "R23"])
def test_a_plain_page_has_nothing_to_judge_and_is_told_so(name):
    found = verdict(name, Served("<p>Sleep well.</p>"))
    assert found.passed is None
    assert found.detail


def test_a_page_that_our_own_injection_told_keeps_every_rule():
    for language, jurisdiction in (("en", "US"), ("en", "UK"), ("de", "DE"), ("fr", "CA"), ("nl", "EU")):
        served = told(f'<p><a href="{PAID}">x</a></p>', policy(language, jurisdiction))
        assert [found for found in assess(served) if found.passed is False] == []


def test_other_apps_add_rules():
    def r98(served):
        return failed("R98", served.body)

    # The site that these tests run on may have added some of its own.
    before = rules()
    with hooks.register_temporarily("disclosures_rules", lambda: [r98]):
        assert assess(Served("x"))[-1] == failed("R98", "x")
        assert rules() == [*before, r98]
    assert before[: len(RULES)] == list(RULES)


def test_a_rule_that_cannot_judge_is_one_that_is_not_kept(caplog):
    def r99(served):
        raise KeyError("nothing")

    with hooks.register_temporarily("disclosures_rules", lambda: [r99]):
        found = assess(Served("x"))
    assert found[-1] == failed("R99", "KeyError: 'nothing'")
    assert len(found) == len(rules()) + 1
    assert "could not judge" in caplog.text


def test_a_notice_in_a_language_nobody_here_reads_is_left_to_people():
    own = Policy(texts=Texts(notice="Saamme palkkion.", language="fi"), locale="fi", jurisdiction="EU")
    served = told(f'<p><a href="{PAID}">x</a></p>', own)
    assert served.notice == "Saamme palkkion."
    assert [verdict(name, served).passed for name in ("R1", "R5", "R7", "R9")] == [True, None, None, None]
    assert verdict("R8", Served("x", policy("fi", "CA"))).passed is None


def test_without_a_browser_nothing_is_passed_as_legible():
    assert (
        verdict("R10", Served(f'<div style="color:#000;background:#fff">{NOTICE}</div>{LINK}')).passed is None
    )


def test_a_page_that_may_show_a_notice_without_paid_links_is_not_spoilt():
    for allowed in (Policy(placement="always"), Policy(forced=True), Policy(extra="We test."), GIFT):
        assert verdict("R23", Served(NOTICE, allowed)).passed is None


def test_contradictions_are_looked_for_in_english_too_and_everywhere_in_an_unknown_language():
    for language in ("de", "fi"):
        served = Served(f"{NOTICE}{LINK}<p>100% independent</p>", Policy(locale=language))
        assert verdict("R11", served).passed is False


def test_health_sentences_contradict_nothing():
    sentences = (
        "I do not get enough sleep. We never receive patients on Sundays. The trial was not sponsored by a maker. "
        "Not paid work counts too. The ad was shown. An independent laboratory measured 100 % of samples."
    )
    assert verdict("R11", Served(f"{NOTICE}{LINK}<p>{sentences}</p>")).passed is True


def test_testimonials_are_an_australian_matter_and_one_of_therapeutic_goods():
    words = "<p>I took it for a week.</p>"
    assert verdict("R8", Served(NOTICE + LINK + words, policy("en", "AU"))).passed is None
    lamp = f'<div data-disclosure="product" data-product-kind="book">{LINK}</div>'
    assert verdict("R8", Served(NOTICE + lamp + words, policy("en", "AU"))).passed is None


def test_outputs_that_carry_no_paid_link_need_not_be_alike():
    served = Served(NOTICE + LINK, others=(Served("<p>x</p>", output="feed"),))
    assert verdict("R19", served).passed is None


def test_a_card_that_is_marked_is_in_order():
    card = f'<div data-disclosure="commercial-card">{LABEL.replace("(paid link)", "Ad")}</div>'
    assert verdict("R6", Served(card, policy("en", "UK"))).passed is None


def test_a_rule_that_is_kept_says_nothing():
    assert passed("R1").detail == ""
