"""Every shipped rule finds its own cases, in every form a browser would open."""

import pytest

from disclosures.classification import classify_url
from disclosures.detection import find_paid_links
from disclosures.injection import disclose
from disclosures.matcher import shipped_rules
from disclosures.rules import STRENGTHS
from tests.disclosures.addresses_of_rules import FORMS, IN_HTML, NESTED, addresses_for, nested
from tests.disclosures.ordinary_addresses import ORDINARY, WEAK

RULES = shipped_rules().shipped
STRONG = [rule for rule in RULES if rule.strength in {"strong", "short"} and rule.host_suffix != "{site}"]


def test_all_rules_are_loaded():
    assert len(RULES) == 366


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_a_rule_finds_its_own_cases(rule):
    for address in addresses_for(rule):
        match = classify_url(address)
        assert match is not None, address
        assert STRENGTHS.index(match.strength) <= STRENGTHS.index(rule.strength), address


@pytest.mark.parametrize("form", FORMS)
def test_no_form_of_an_address_hides_where_it_leads(form):
    missed = [
        FORMS[form](address)
        for rule in STRONG
        for address in addresses_for(rule)
        if not (match := classify_url(FORMS[form](address))) or not match.counts
    ]
    assert missed == []


@pytest.mark.parametrize("way", NESTED)
def test_no_other_address_hides_it(way):
    outer = [address for rule in STRONG if (address := nested(way, addresses_for(rule)[0]))]
    assert len(outer) > 100
    assert [address for address in outer if not (match := classify_url(address)) or not match.counts] == []


@pytest.mark.parametrize("place", IN_HTML)
def test_no_place_in_html_hides_it(place):
    addresses = [address for rule in STRONG for address in addresses_for(rule)]
    missed = [address for address in addresses if not find_paid_links(IN_HTML[place](address))]
    assert missed == []


def test_html_hides_none_of_them():
    addresses = [address for rule in STRONG for address in addresses_for(rule)]
    html = "".join(f'<p><A HREF="{address.replace("&", "&amp;")}">x</A>' for address in addresses)
    assert [link.href for link in find_paid_links(html)] == addresses


@pytest.mark.parametrize("group", ORDINARY)
def test_an_ordinary_address_is_neither_paid_nor_reported(group):
    assert [address for address in ORDINARY[group] if classify_url(address)] == []
    links = "".join(f'<p><a href="{address}">x</a></p>' for address in ORDINARY[group])
    assert disclose(links).html is links


@pytest.mark.parametrize("group", WEAK)
def test_a_doubtful_address_is_reported_but_not_told(group):
    assert {classify_url(address).strength for address in WEAK[group]} == {"weak"}
    links = "".join(f'<p><a href="{address}">x</a></p>' for address in WEAK[group])
    assert disclose(links).html is links
