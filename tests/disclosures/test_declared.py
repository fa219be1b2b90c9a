"""What an editor declares on a page: connections (rule R25), a sentence, and that nothing is to be told."""

import pytest

from disclosures.connections import Connection
from disclosures.injection import disclose, disclose_page
from disclosures.matcher import RuleSet
from disclosures.policy import Policy
from disclosures.texts import connection_sentence, shipped_texts

GIFT = Connection("gift", "Lamps Inc", "two lamps")
SAID = connection_sentence("gift", "Lamps Inc", "two lamps", shipped_texts())
STRONG = '<p><a href="https://www.amazon.com/dp/B0?tag=ours-20">A lamp</a></p>'
SHORT = '<p><a href="https://bit.ly/3abcdef">A lamp</a></p>'
OFF = Policy(off=True)


def test_a_connection_is_told_without_any_link():
    told = disclose("<p>Text.</p>", Policy(connections=(GIFT,)))
    assert (told.verdict, told.notice) == ("told", SAID)
    assert told.html.index("Lamps Inc") < told.html.index("Text.")
    again = disclose(told.html, Policy(connections=(GIFT,)))
    assert (again.html is told.html, again.verdict, again.notice) == (True, "told", SAID)


def test_connections_stand_behind_the_notice_and_before_an_editors_words():
    policy = Policy(connections=(GIFT, Connection("sponsored", "Beds Ltd")), extra="Ask us.")
    notice = disclose(STRONG, policy).notice
    places = [
        notice.index(part) for part in ("paid links", "Lamps Inc", "Beds Ltd", "Ask us.", "Amazon Associate")
    ]
    assert places == sorted(places)


def test_a_connection_is_told_beside_the_general_statement():
    notice = disclose("<p>Text.</p>", Policy(connections=(GIFT,), placement="always")).notice
    assert notice == f"{shipped_texts().general} {SAID}"


@pytest.mark.parametrize("policy", [Policy(connections=(GIFT,)), Policy(extra="A word from us.")])
def test_what_was_declared_does_not_tell_of_paid_links_further_down(policy):
    body = disclose("<p>Text.</p>", policy).html
    told = disclose_page(f"<main>{body}</main><aside>{STRONG}</aside>", policy)
    assert "paid links" in told.html
    assert told.html.index("paid links") < told.html.index("amazon.com")


def test_a_connection_is_told_when_all_else_fails():
    policy = Policy(rules=RuleSet(), connections=(GIFT,))
    told = disclose(STRONG, policy)
    assert told.verdict == "fallback"
    assert SAID in told.html


@pytest.mark.parametrize("kind", ["sponsored", "gift", "discount_code", "own_product", "other"])
def test_markup_in_a_name_is_text(kind):
    told = disclose("<p>Text.</p>", Policy(connections=(Connection(kind, "<b>A & B</b>", "{who}"),)))
    assert "<b>" not in told.html
    assert "&lt;b&gt;A &amp; B&lt;/b&gt;" in told.html


def test_an_exception_silences_links_of_unknown_target():
    assert disclose(SHORT).verdict == "told"
    told = disclose(SHORT, OFF)
    assert (told.html is SHORT, told.verdict) == (True, "nothing_to_tell")


def test_an_exception_silences_the_general_statement():
    assert disclose("<p>x</p>", Policy(off=True, placement="always")).verdict == "nothing_to_tell"


def test_an_exception_is_ignored_while_links_are_known_to_pay():
    assert disclose(SHORT + STRONG, OFF).html == disclose(SHORT + STRONG).html


@pytest.mark.parametrize(
    "policy",
    [
        Policy(off=True, forced=True),
        Policy(off=True, connections=(GIFT,)),
        Policy(off=True, extra="A gift."),
        Policy(off=True, rules=RuleSet()),
    ],
)
def test_an_exception_silences_nothing_that_was_declared_or_cannot_be_judged(policy):
    assert disclose(SHORT, policy).verdict in {"told", "fallback"}
