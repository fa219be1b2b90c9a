"""An impossible rule is refused with its reason; the site's own rules stand above the shipped ones."""

import pytest

from disclosures import classification
from disclosures.classification import classify_url
from disclosures.matcher import RuleSet, shipped_rules
from disclosures.rules import Rule, RuleError, checked, read_rules

HEADER = "programme,network,host_suffix,path_regex,query_param,strength,health_blog_common,source"


@pytest.mark.parametrize(
    ("column", "rule"),
    [
        ("programme", Rule(" ", "", "a.example")),
        ("strength", Rule("A", "", "a.example", strength="huge")),
        ("host_suffix", Rule("A", "", "")),
        ("host_suffix", Rule("A", "", "*")),
        ("host_suffix", Rule("A", "", "https://a.example/")),
        ("host_suffix", Rule("A", "", "a example")),
        ("host_suffix", Rule("A", "", "localhost")),
        ("host_suffix", Rule("A", "", "-a.example")),
        ("host_suffix", Rule("A", "", ".*")),
        ("host_suffix", Rule("A", "", "re:(")),
        ("path_regex", Rule("A", "", "a.example", "^/(")),
        ("path_regex", Rule("A", "", "a.example", "^/(a+)+$")),
        ("query_param", Rule("A", "", "a.example", "", "=x")),
        ("query_param", Rule("A", "", "a.example", "", "a&")),
    ],
)
def test_an_impossible_rule_is_refused(column, rule):
    with pytest.raises(RuleError) as refused:
        checked(rule)
    assert refused.value.column == column
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    "host", ["a.example", "amazon.*", "re:^x\\d+\\.example$", "{site}", "xn--mnchen-3ya.example"]
)
def test_a_good_rule_comes_back(host):
    rule = Rule("A", "", host)
    assert checked(rule) is rule


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["programme,network"], "Row 1: the column “host_suffix” is missing"),
        ([], "Row 1: the column “programme” is missing"),
        (
            [HEADER, "A,N,a.example,,,strong,,", "B,N,,,,strong,,"],
            "Row 3, column “host_suffix”: Write the host",
        ),
        ([HEADER, "A,N,a.example,^/(,,strong,,"], "Row 2, column “path_regex”: The pattern is broken"),
        ([HEADER, "A,N"], "Row 2, column “strength”"),
    ],
)
def test_a_bad_file_names_row_and_column(lines, message):
    with pytest.raises(RuleError, match=message):
        read_rules(lines)


def found(url, *site_rules):
    match = classify_url(url, RuleSet(shipped_rules().shipped, site_rules))
    return match and (match.programme, match.strength)


def test_a_site_adds_a_programme():
    acme = Rule("Acme", "", "acme.example", "^/partner/", "id=7*|a&b", "strong")
    assert found("https://www.acme.example/partner/x?id=77", acme) == ("Acme", "strong")
    assert found("https://www.acme.example/partner/x?a=1&b=2", acme) == ("Acme", "strong")
    assert found("https://www.acme.example/partner/x?a=1", acme) is None
    assert found("https://www.acme.example/?id=77", acme) is None


def test_a_site_switches_off_what_pays_it_nothing():
    assert found("https://geni.us/abc", Rule("x", "", "geni.us", strength="off")) is None
    assert found("https://geni.us/abc", Rule("x", "", "other.example", strength="off")) == (
        "Geniuslink",
        "strong",
    )


def test_an_addition_wins_over_a_switch_off():
    rules = [Rule("x", "", "geni.us", strength="off"), Rule("Ours", "", "geni.us", "^/ours", "", "short")]
    assert found("https://geni.us/ours", *rules) == ("Ours", "short")
    assert found("https://geni.us/theirs", *rules) is None


def test_the_strongest_rule_wins():
    weak, strong = Rule("Weak", "", "a.example", strength="weak"), Rule("Strong", "", "a.example", "^/s")
    assert found("https://a.example/s", weak, strong) == ("Strong", "strong")
    assert found("https://a.example/", weak, strong) == ("Weak", "weak")
    assert found("https://a.example/", weak, Rule("Short", "", "a.example", strength="short")) == (
        "Short",
        "short",
    )


def test_a_weak_outer_address_does_not_hide_a_paid_one():
    assert found("https://x.example/?ref=me&u=https%3A%2F%2Famzn.to%2F1") == (
        "Amazon short link (SiteStripe)",
        "short",
    )
    assert found("https://x.example/?ref=me&u=https%3A%2F%2F%5Bbroken") == (
        "generic referral params (report only)",
        "weak",
    )


def test_nesting_ends_somewhere():
    url = "https://prf.hn/click/1"
    for _ in range(3):
        url = f"https://x.example/{url}"
    assert found(url) == ("Partnerize", "strong")
    assert found(f"https://x.example/{url}") is None


def test_the_version_changes_with_every_rule():
    versions = {
        RuleSet().version,
        shipped_rules().version,
        RuleSet(shipped_rules().shipped, [Rule("A", "", "a.example")]).version,
        RuleSet(shipped_rules().shipped, [Rule("A", "", "a.example", strength="off")]).version,
    }
    assert len(versions) == 4
    assert shipped_rules().version == shipped_rules.__wrapped__().version


def test_a_rule_reads_as_what_it_matches():
    assert str(Rule("A", "", "a.example", "^/x", "tag")) == "a.example ^/x tag"


def test_a_page_of_countless_addresses_does_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr(classification, "MAX_REMEMBERED", 1)
    classifier = classification.Classifier(shipped_rules())
    for _ in range(2):
        assert [bool(classifier.match(url)) for url in ("https://geni.us/1", "https://geni.us/2")] == [
            True,
            True,
        ]
