"""Every shipped rule finds its own cases, in every form a browser would open."""

from urllib.parse import quote

import pytest

from disclosures.classification import classify_url
from disclosures.detection import find_paid_links
from disclosures.matcher import shipped_rules
from disclosures.rules import STRENGTHS
from tests.disclosures.addresses_of_rules import FORMS, NESTED, addresses_for

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
    missed = []
    for rule in STRONG:
        address = addresses_for(rule)[0]
        if way == "in the path" and "?" in address:
            continue  # its parameters would belong to the outer address
        outer = NESTED[way].format(
            plain=address,
            plain_path=address,
            slashes=address.replace("/", r"\/"),
            encoded=quote(address, safe=""),
            twice=quote(quote(address, safe=""), safe=""),
            within=quote(f"https://b.example/?u={quote(address, safe='')}", safe=""),
        )
        match = classify_url(outer)
        if not match or not match.counts:
            missed.append(outer)
    assert missed == []


def test_html_hides_none_of_them():
    addresses = [address for rule in STRONG for address in addresses_for(rule)]
    html = "".join(f'<p><A HREF="{address.replace("&", "&amp;")}">x</A>' for address in addresses)
    assert [link.href for link in find_paid_links(html)] == addresses


@pytest.mark.parametrize(
    "address",
    [
        "https://www.nytimes.com/2026/05/01/technology/amazon-affiliate-program.html",
        "https://www.theguardian.com/technology/amazon?page=2",
        "https://www.amazon.com/dp/B08N5WRWNW",
        "https://www.amazon.com/dp/B08N5WRWNW/ref=sr_1_1?keywords=lamp&qid=1",
        "https://www.amazon.com/dp/B08N5WRWNW?tag=",
        "https://aws.amazon.com/s3/pricing/",
        "https://press.aboutamazon.com/?tag=prime",
        "https://m.media-amazon.com/images/I/71x.jpg",
        "https://images-na.ssl-images-amazon.com/images/I/71x.jpg?tag=x",
        "https://i.ebayimg.com/images/g/x/s-l1600.jpg",
        "https://www.ebay.com/itm/123456",
        "https://www.etsy.com/listing/123/lamp?utm_medium=email",
        "https://www.iherb.com/pr/vitamin-d/1234",
        "https://amazon.com.evil.org/?tag=x-20",
        "https://amazon.com@evil.com/?tag=x-20",
        "https://notamazon.com/?tag=x-20",
        "https://amazon.com.evil.org:443/?associateTag=x-20",
        "https://evil.org/amazon.com/?tag=x-20",
        "https://blog.example.com/?tag=sleep",
        "https://example.org/c/12/3/4",
        "https://pubmed.ncbi.nlm.nih.gov/31395546/",
        "https://pubmed.ncbi.nlm.nih.gov/?term=esketamine&sort=date",
        "https://doi.org/10.1056/NEJMoa1305224",
        "https://www.nih.gov/news-events?search_api_fulltext=sleep",
        "https://www.ncbi.nlm.nih.gov/books/NBK1/?report=reader",
        "https://www.ftc.gov/business-guidance/resources/ftcs-endorsement-guides?utm_source=govdelivery",
        "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fsite.example%2Fsleep%2F",
        "https://bsky.app/intent/compose?text=Sleep%20https%3A%2F%2Fsite.example%2F",
        "https://www.who.int/",
        "mailto:someone@example.com?subject=tag",
        "tel:+15550100",
        "/about/",
        "/topics/sleep/?page=2",
        "#references",
        "?page=2",
        "",
    ],
)
def test_an_ordinary_address_is_no_paid_link(address):
    match = classify_url(address)
    assert match is None or not match.counts
