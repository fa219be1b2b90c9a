"""The site's own redirects count through their target, however they are spelled; Amazon is never cloaked."""

from dataclasses import replace

import pytest

from disclosures.classification import Classifier, OwnSite, classify_url
from disclosures.injection import disclose
from disclosures.matcher import RuleSet, shipped_rules
from disclosures.policy import Policy
from disclosures.rules import Rule
from tests.disclosures.documents import Read

AMAZON = "https://www.amazon.com/dp/B0?tag=ours-20&psc=1"
WRITTEN = AMAZON.replace("&", "&amp;")
OTHER = "https://prf.hn/click/camref:1"
OWN = OwnSite(
    hosts=frozenset({"Site.example", "münchen.example", "no host"}),
    redirects={
        "/deal/lamp/": AMAZON,
        "/deal/pill": OTHER,
        "/deal/chain/": "https://site.example/deal/lamp",
        "/deal/loop/": "/deal/loop/",
        "/deal/ours/": "/shop/",
        "/deal/broken/": "https://[broken/",
        "/old/?p=7": OTHER,
        "/deal/short/": "https://amzn.to/3x",
    },
)
POLICY = replace(Policy(), own_site=OWN)

SPELLINGS = [
    "/deal/lamp/", "/deal/lamp", "/deal/lamp//", "/deal/lamp/?utm_source=mail", "/deal/lamp#top", "/deal/./x/../lamp/",
    "/%64eal/lamp/",
    "https://site.example/deal/lamp/", "HTTPS://SITE.EXAMPLE/deal/lamp", "//site.example:443/deal/lamp",
    "https://site.example./deal/lamp/?x=1", "http://münchen.example/deal/lamp/",
    "https://xn--mnchen-3ya.example/deal/lamp", "https:\\\\site.example\\deal\\lamp",
    "javascript:open('/deal/lamp/')",
]  # fmt: skip


@pytest.mark.parametrize("url", SPELLINGS)
def test_every_spelling_of_an_own_redirect_counts(url):
    match = classify_url(url, own_site=OWN)
    assert (match.programme, match.network, match.counts) == ("Amazon Associates", "Amazon", True)


@pytest.mark.parametrize(
    ("url", "programme"),
    [
        ("/deal/pill/", "Partnerize"),
        ("/deal/chain/", "Amazon Associates"),
        ("/old?p=7", "Partnerize"),
        ("/old/?p=8", None),
        ("/deal/loop/", None),
        ("/deal/ours/", None),
        ("/deal/other/", None),
        ("https://other.example/deal/lamp/", None),
        ("/deal/broken/", "Unreadable address"),
    ],
)
def test_own_redirects_count_through_their_target(url, programme):
    match = classify_url(url, own_site=OWN)
    assert (match and match.programme) == programme


@pytest.mark.parametrize("rel", ["", ' rel="noopener noreferrer"', ' rel="sponsored nofollow"'])
@pytest.mark.parametrize("href", SPELLINGS[:5])
def test_amazon_is_linked_directly(href, rel):
    told = disclose(f'<p>\n<a{rel} class=x href="{href}">Lamp</a></p>', POLICY)
    assert f'href="{WRITTEN}"' in told.html
    assert "noreferrer" not in told.html
    assert [(link.href, link.match.network) for link in told.links] == [(href, "Amazon")]
    read = Read(told.html)
    assert (read.r1_and_r2(), read.r4("(paid link)"), read.r12(), read.r14()) == (True, True, True, True)
    assert disclose(told.html, POLICY).html is told.html


def test_amazon_is_linked_directly_wherever_a_link_may_stand():
    html = (
        '<svg><a xlink:href="/deal/lamp/"><text>x</text></a></svg><map><area href="/deal/lamp/"></map>'
        '<noscript><a href="/deal/chain/">x</a></noscript>'
    )
    told = disclose(html, POLICY)
    assert (told.verdict, told.html.count(WRITTEN), "/deal/" in told.html) == ("told", 3, False)
    assert disclose(told.html, POLICY).html is told.html


def test_amazon_is_linked_directly_under_a_base_of_our_own():
    told = disclose('<base href="https://site.example/deal/"><a href="lamp/">x</a>', POLICY)
    assert f'href="{WRITTEN}"' in told.html
    assert disclose(told.html, POLICY).html is told.html


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/deal/pill/">x</a>',
        '<form action="/deal/lamp/"><button>x</button></form>',  # would lose its parameters
        "<a href=\"javascript:open('/deal/lamp/')\">x</a>",
        '<iframe srcdoc="<a href=/deal/lamp/>x</a>"></iframe>',
    ],
)
def test_other_own_redirects_stay(html):
    told = disclose(html, POLICY)
    assert (told.verdict, "/deal/" in told.html, WRITTEN in told.html) == ("told", True, False)
    assert disclose(told.html, POLICY).html is told.html


@pytest.mark.parametrize(
    "url", ["/deal/loop/", "/deal/ours/", "/deal/broken/", "/x/", "mailto:a@b.example", AMAZON]
)
def test_what_leads_nowhere_outside_is_not_written(url):
    assert Classifier(shipped_rules(), OWN).direct(url) == ""


def test_a_short_address_counts_until_it_is_resolved():
    def counts(url, *site_rules):
        match = classify_url(url, RuleSet(shipped_rules().shipped, site_rules), OWN)
        return bool(match and match.counts)

    assert counts("https://bit.ly/abc")
    assert not counts("https://bit.ly/abc", Rule("Our newsletter", "", "bit.ly", "^/abc$", strength="off"))
    assert counts("https://bit.ly/other", Rule("Our newsletter", "", "bit.ly", "^/abc$", strength="off"))
    assert not counts("/deal/ours/")
