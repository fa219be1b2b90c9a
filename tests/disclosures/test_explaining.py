"""Why an address is a paid link, in words."""

import pytest

from disclosures.classification import OwnSite, classify_url
from disclosures.explaining import explain
from disclosures.matcher import RuleSet, shipped_rules
from disclosures.rules import Rule
from tests.disclosures.addresses_of_rules import addresses_for

RULES = shipped_rules()
OURS = OwnSite(frozenset({"ours.example"}))


def said(text, rules=RULES, own_site=OURS):
    found = explain(text, rules, own_site)
    return " ".join((found.verdict, *found.reasons))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://www.amazon.com/dp/B0?tag=x-20", "The host www.amazon.com belongs to amazon.com."),
        ("https://www.amazon.com/dp/B0?tag=x-20", "The parameter tag is there, with the value “x-20”."),
        (
            "https://www.amazon.com/dp/B0?tag=x-20",
            "A shipped rule says so: Amazon Associates, network Amazon.",
        ),
        ("https://www.awin1.com/cread.php", "A shipped rule says so: Awin."),
        ("amazon.com/dp/B0?tag=x-20", "A paid link."),
        ("https://amzn.to/x", "The host is amzn.to."),
        ("https://amzn.to/x", "A short link whose target is unknown"),
        ("https://x.example/?utm_medium=affiliate", "The host does not matter"),
        ("https://x.example/?utm_medium=affiliate", "Perhaps a paid link"),
        ("https://out.example/?u=https%3A%2F%2Famzn.to%2Fa", "leads to another address: https://amzn.to/a"),
        ("javascript:window.open('https://amzn.to/x')", "leads to another address: https://amzn.to/x"),
        ("https://ours.example/go/lamp/", "It leads to your own site. The path has “/go/”"),
        ("https://amazon.com/dp/B0", "asks for the parameter tag, which is missing"),
        ("https://amazon.com/dp/B0", "asks for a path like ^/shop/"),
        ("https://amazon.com/dp/B0", "the parameter associatetag or ascsubtag, which"),
        ("https://amazon.com.evil.org/?tag=x", "No rule knows amazon.com.evil.org."),
        ("/about/", "it leads to your own site"),
        ("javascript:void(0)", "A script. No paid address was found in it."),
        ("mailto:a@b.example", "A mail address or a telephone number."),
        ("tel:+123", "A mail address or a telephone number."),
        ("data:text/html,x", "no address of a web page"),
        ("", "Paste an address"),
        ("two words", "This is no address."),
        ("nul\x00byte", "This is no address."),
        ("https://exa mple.com/", "No browser could open"),
        ("https://\ud800.example/", "No browser could open"),
        ("x" * 10_000_000, "No server takes an address as long as this."),
        ("https://x.example/" + "?u=//" * 3_000, "Not a paid link."),
    ],
)
def test_every_kind_of_address_gets_a_clear_answer(text, expected):
    assert expected in said(text)


def test_an_answer_is_that_of_the_classifier():
    for address in (address for rule in RULES.shipped for address in addresses_for(rule)):
        match = classify_url(address)
        assert explain(address, RULES).rule == (match.rule if match else None), address


def test_the_sites_own_rule_is_named_as_such():
    rules = RuleSet(RULES.shipped, [Rule("Acme", "Acme", "acme.example", "^/p/", "ref&x=1*")])
    words = said("https://acme.example/p/1?ref=a&x=12", rules)
    assert "Your site's own rule or answer says so: Acme." in words
    assert "The path has “/p/”, which fits ^/p/." in words
    assert "The parameter x is there, with the value “12”." in words
    assert "the parameter ref and x=1*, which is missing" in said("https://acme.example/p/1", rules)


def test_a_switched_off_rule_is_told():
    rules = RuleSet(RULES.shipped, [Rule("Amazon is not ours", "", "amazon.com", strength="off")])
    words = said("https://amazon.com/dp/B0?tag=x-20", rules)
    assert "“Amazon is not ours” says that this site earns nothing here." in words
    assert "“Amazon Associates” would fit, but a rule of your site switches it off." in words


def test_a_pattern_of_hosts_is_shown_without_its_prefix():
    rules = RuleSet(RULES.shipped, [Rule("Acme", "", r"re:^acme\d+\.example$")])
    assert r"The host acme1.example belongs to ^acme\d+\.example$." in said("//acme1.example", rules)


def test_an_own_redirect_is_followed():
    site = OwnSite(frozenset({"ours.example"}), {"/lamp/": "https://amzn.to/x"})
    words = said("https://ours.example/lamp/", own_site=site)
    assert "leads to another address: https://amzn.to/x" in words


def test_what_counts_and_the_bare_host_are_known():
    paid, free = explain("https://www.amzn.to/x", RULES), explain("https://www.free.example/", RULES)
    assert (paid.counts, free.counts) == (True, False)
    assert free.bare_host == "free.example"
