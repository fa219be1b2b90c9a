"""The quick look proves that HTML holds no paid link, or it proves nothing; it never overlooks one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosures import scanning
from disclosures.classification import Classifier, OwnSite
from disclosures.detection import find_paid_links
from disclosures.elements import TooUnusualError
from disclosures.injection import disclose
from disclosures.matcher import RuleSet, shipped_rules
from disclosures.quick_look import Source, holds_no_paid_link, may_be_read_otherwise
from disclosures.rules import Rule
from tests.disclosures.addresses_of_rules import FORMS, addresses_for
from tests.disclosures.test_disguises import HIDDEN
from tests.disclosures.test_injection import AWKWARD

ACME = Rule("Acme", "", "*", "^/partner/", "", "strong")
RULES = RuleSet(shipped_rules().shipped, [ACME])
OWN = OwnSite(frozenset({"site.example"}), {"/deal": "https://prf.hn/click/1"})


def proves(html, rules=RULES):
    return holds_no_paid_link(Source(html), Classifier(rules, OWN))


@pytest.mark.parametrize(
    "html",
    ["", "<p>x</p>", '<a href="https://pubmed.ncbi.nlm.nih.gov/1/?from=home&amp;page=2#top">x</a>', '<a href="#top">x',
     '<a href="/about/">x</a><a href="https://site.example/about/?page=2">y</a>', '<a href="https://nhs.uk">x</a>',
     '<form action="/search/"><input name=q><button>Go</button></form>', '<meta name="description" content="x">',
     '<style>a{}</style><svg class="icon"><use href="#i"/></svg>',
     '<title>x</title><svg viewBox="0 0 9 9"><path d="M0"/></svg><select><option value="a">A</select>',
     '<a href="https://shop.example/?utm_source=x&utm_medium=email">weak at most</a>'],
)  # fmt: skip
def test_an_ordinary_page_is_proved_to_hold_none(html):
    assert proves(html)


@pytest.mark.parametrize("html", [*AWKWARD.values(), *HIDDEN.values()], ids=[*AWKWARD, *HIDDEN])
def test_a_paid_link_is_never_overlooked(html):
    assert not proves(html)


@pytest.mark.parametrize("form", FORMS)
def test_no_form_of_an_address_is_overlooked(form):
    strong = [rule for rule in RULES.shipped if rule.strength in {"strong", "short"}]
    addresses = [
        FORMS[form](address).replace("&", "&amp;") for rule in strong for address in addresses_for(rule)
    ]
    assert [address for address in addresses if proves(f'<p><a href="{address}">x</a>')] == []


@pytest.mark.parametrize(
    "html",
    ['<a href="https://shop.example/partner/x">x</a>', '<a href="/deal">x</a>', '<a href="https://site.example/deal">x',
     '<a href="https://x.example/" title=\'href="https://prf.hn/click/1"\'>x</a>', '<a href = "https://prf.hn/">x',
     '<a href="https://x.example/&#47;https://prf.hn/click/1">x</a>', '<a href="https://x.example/?a=b&c">x</a>',
     "<a title='<a href=\"https://nhs.uk/\">' href=https://prf.hn/click/1>x</a>", '<p data-disclosure="notice">x',
     '<div data-reader-content><a href="https://x.example/">x</a></div>', '<base href="/"><a href="/x">x</a>',
     '<form action="https://prf.hn/click/1"></form>', "<button formaction=/x>x</button>",
     '<form action="https://www.amazon.com/s"><input type="hidden" name="tag" value="ours-20"></form>',
     "<iframe src=/x></iframe>"],
)  # fmt: skip
def test_whatever_is_not_plain_proves_nothing(html):
    assert not proves(html)


@pytest.mark.parametrize(
    "html",
    [
        '<svg><g title="</svg>"><style></svg>', "<svg><!-- > </svg> --><style></svg>", "<svg><style></style></svg>",
        "<svg><b><svg></svg></b><style></svg>", "<svg/><svg></svg><style>", '<svg x="><g></svg>"><style></svg>',
        "<svg x=a'b><g '></svg>' ><style></svg>", "<svg><g>1 < 2</svg><style>",
        "<select><option><script></select>", "<svg><![CDATA[ > ]]></svg>",
    ],
)  # fmt: skip
def test_a_drawing_that_may_hold_raw_text_is_read_closely(html):
    assert may_be_read_otherwise(Source(html))


pieces = st.sampled_from(
    [
        'href="https://prf.hn/click/1"', 'href="https://nhs.uk/x/"', "href=", "href", '"', "'", " ", "/", ">",
        "<a ", "<a\n", "<p ", "<svg>", "</svg>", "<select>", "<style>", "</style>", "<!--", "-->", "<![CDATA[",
        "]]>", "title=", "title='", 'action="/x"', 'action="https://prf.hn/click/1"', "<form ", "=", "=\n",
        "&amp;", "&quot;", "text", "\x00", "\\", "//prf.hn/click/1", "https://prf.hn/click/1", "</a>", "<title>",
        "<g>", "HREF=", 'href="/deal/"', "<noscript>",
    ]
)  # fmt: skip


@settings(deadline=None, max_examples=600)
@given(st.lists(pieces, max_size=25).map("".join))
def test_what_is_proved_is_true(html):
    if proves(html):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(scanning, "holds_no_paid_link", lambda source, classifier: False)
            assert scanning.scan(html, Classifier(RULES, OWN)).links == []


def test_a_page_of_countless_addresses_does_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr("disclosures.classification.MAX_REMEMBERED", 1)
    html = "".join(f'<a href="https://x{number}.example/">x</a>' for number in range(9))
    classifier = Classifier(RULES)
    assert holds_no_paid_link(Source(html), classifier)
    assert len(classifier.harmless) == 1
    assert disclose(html).html is html


LINK = '<a href="https://prf.hn/click/1">x</a>'
DEEP = {
    "links in a drawing": "<svg>" + "<a href=/x>" * 8_000 + LINK,
    "titles in a drawing": "<svg>" + "<g><title></title>" * 5_500 + LINK,
    "links by readers": "<div data-reader-content>" + "<a href=/x>" * 3_000 + "</div>" + LINK,
    "notices": '<div data-disclosure="notice">' * 3_000 + LINK,
    "notices far below": "<div>" * 10_000 + "<p data-disclosure=notice>x</p>" * 300 + LINK,
}


@pytest.mark.parametrize("html", DEEP.values(), ids=DEEP)
def test_what_is_nested_beyond_reason_is_told_without_labels(html):
    told = disclose(html)
    assert (told.verdict, told.html.endswith(html)) == ("fallback", True)
    assert disclose(told.html).html is told.html
    with pytest.raises(TooUnusualError):
        find_paid_links(html)


@pytest.mark.parametrize(
    "html",
    [
        "<svg><path/></svg>" + '<ul><li><a href="/x">x</a><br><img src="/x.png"></li></ul>' * 3_000,
        "<svg><path/></svg><ul>" + "<li><a href=x>x</a>" * 1_000,
        "<p data-disclosure=x>" + "<p>Text<br>text.</p>" * 30_000,
        '<div data-reader-content><p>x <a href="/x" rel="ugc nofollow">x</a></p></div>' * 5_000,
    ],
    ids=["a long list", "an unclosed list", "a long text", "many comments"],
)
def test_what_is_only_long_is_marked(html):
    told = disclose(html + LINK)
    assert (told.verdict, told.reason, len(told.links)) == ("told", "", 1)
