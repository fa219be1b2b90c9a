"""Links that only a browser sees: base addresses, pages that lead away by themselves, text that is none."""

import pytest

from disclosures.detection import OwnSite, find_paid_links
from disclosures.elements import TooUnusualError, refresh_address
from disclosures.injection import disclose, disclose_page
from disclosures.policy import Policy
from tests.disclosures.documents import Read

PAID = "https://prf.hn/click/camref:1"
LINK = f'<a href="{PAID}">x</a>'
AMAZON_TAG = "?tag=ours-20"


def found(html, **own_site):
    return [link.href for link in find_paid_links(html, own_site=OwnSite(**own_site))]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f'<a href="/x" href="{PAID}">x</a>', []),
        (f'<a href="{PAID}" href="/x">x</a>', [PAID]),
        (f'<a HREF="/x" title="" href="{PAID}">x</a>', []),
    ],
)
def test_of_a_doubled_address_the_first_counts(html, expected):
    assert found(html) == expected


@pytest.mark.parametrize(
    ("base", "href", "paid"),
    [
        ("https://www.amazon.com/", "/dp/B0?tag=ours-20", True),
        ("https://www.amazon.com/dp/x", "B0?tag=ours-20", True),
        ("https://www.amazon.com/dp/B0", "?tag=ours-20", True),
        ("//www.amazon.com", "\\dp\\B0?tag=ours-20", True),
        ("https://prf.hn/click/", "camref:1", False),  # a scheme of its own
        ("https://prf.hn/click/", "./camref:1", True),
        ("https://prf.hn/click/", "https://site.example/camref", False),
        ("https://prf.hn/click/", "//site.example/camref", False),
        ("https://www.amazon.com/", "https://site.example/?tag=ours-20", False),
        ("https://site.example/", "/dp/B0?tag=ours-20", False),
        ("/go/", "lamp/", True),
        ("https://[broken/", "/dp/B0?tag=ours-20", False),
        ("javascript:0", "/dp/B0?tag=ours-20", False),
        ("", "/dp/B0?tag=ours-20", False),
    ],
)
def test_relative_addresses_are_read_from_the_base_of_the_page(base, href, paid):
    html = f'<head><base target=_top><BASE HREF="{base}"></head><p><a href="{href}">x</a></p>'
    assert found(html) == ([href] if paid else [])


def test_a_base_counts_wherever_it_stands():
    link = '<a href="/dp/B0?tag=ours-20">x</a>'
    base = '<base href="https://www.amazon.com/">'
    for html in (link + base, f"<noscript>{base}</noscript>{link}", f'<base href="/">{base}{link}'):
        told = disclose(html)
        assert told.verdict == "told"
        assert disclose(told.html).html is told.html


def test_countless_bases_are_told_without_labels():
    html = "".join(f"<base href=//{number}.example>" for number in range(21))
    with pytest.raises(TooUnusualError):
        find_paid_links(html)
    assert disclose(html + LINK).verdict == "fallback"


@pytest.mark.parametrize(
    "content",
    [f"0;url={PAID}", f"5; URL = '{PAID}'", f'0,url="{PAID}"', f"0 {PAID}", f"1.5;{PAID}", f"\n0;\turl='{PAID}",
     f"0; url='{PAID}' and more"],
)  # fmt: skip
def test_a_page_that_leads_away_by_itself_has_a_paid_link(content):
    assert refresh_address(" Refresh", content) == PAID


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("refresh", "30"),
        ("refresh", ""),
        ("refresh", "0;url="),
        (None, f"0;url={PAID}"),
        ("description", PAID),
    ],
)
def test_another_meta_leads_nowhere(kind, content):
    assert refresh_address(kind, content) == ""


REFRESH = f'<meta http-equiv="refresh" content="0;url={PAID}">'


def test_a_page_that_leads_away_by_itself_is_told_in_its_main_part_and_reported():
    html = f"<!doctype html><html><head>{REFRESH}</head><body><main><p>Wait.</p></main></body></html>"
    told = disclose_page(html)
    assert (told.verdict, [link.href for link in told.links]) == ("told", [PAID])
    assert '<main><div class="disclosure-notice"' in told.html
    assert REFRESH in told.html
    assert 'data-disclosure="label"' not in told.html
    assert disclose_page(told.html).html is told.html


def test_a_page_that_leads_away_without_scripts_is_told():
    html = f"<html><head><noscript>{REFRESH}</noscript></head><body><main>x</main></body></html>"
    told = disclose_page(html)
    assert (told.verdict, '<main><div class="disclosure-notice"' in told.html) == ("told", True)
    assert disclose_page(told.html).html is told.html


HIDDEN = {
    "raw text in raw text in a drawing": f"<svg><style><xmp>{LINK}",
    "plain text in a drawing": f"<svg><plaintext></plaintext></svg>{LINK}",
    "noscript in a drawing": f"<svg><noscript><xmp>{LINK}",
    "a section of a drawing": f"<svg><![CDATA[ > <!-- ]]></svg>{LINK}",
    "a section of a formula": f"<math><![CDATA[><textarea>]]>{LINK}",
    "raw text in a list of choices": f"<select><style></select>{LINK}",
    "a title in a drawing": f"<svg><title>{LINK}</title></svg>",
}


@pytest.mark.parametrize("html", HIDDEN.values(), ids=HIDDEN)
def test_what_only_some_browsers_read_as_a_link_is_told(html):
    assert found(html) == [PAID]
    told = disclose(html)
    assert told.html.startswith('<div class="disclosure-notice"')
    assert Read(told.html).r1_and_r2()
    assert disclose(told.html).html is told.html


@pytest.mark.parametrize(
    "html",
    ["<svg><style><![CDATA[ a > b {} ]]></style></svg>", "<svg><title>1 < 2</title></svg>",
     "<select><option>a</select><script>1 < 2</script>", f"<svg></svg><script>'{LINK}'</script>",
     f"<svg><title>x</title></svg><script>'{LINK}'</script>"],
)  # fmt: skip
def test_an_ordinary_drawing_hides_nothing(html):
    assert disclose(html).html is html
    told = disclose(html + LINK)
    assert (told.verdict, len(told.links)) == ("told", 1)


@pytest.mark.parametrize("tag", ["p", "li", "td", "option"])
def test_a_readers_words_do_not_go_on_further_than_they_seem(tag):
    assert found(f"<{tag} data-reader-content>Hello<{tag}>{LINK}") == [PAID]


def test_a_path_of_our_own_in_a_script_counts():
    html = (
        "<a href=\"javascript:location.href='/go/lamp/'\">x</a><a href=\"javascript:toggle('/menu')\">y</a>"
    )
    assert found(html) == ["javascript:location.href='/go/lamp/'"]


@pytest.mark.parametrize(
    "href",
    ["https://x.example/?u=https:%5C%5Cprf.hn/click/1", "https://x.example/https:/prf.hn/click/1",
     "https://x.example/?u=%68ttps:prf.hn/click/1", "https://x.example/#https:\\/prf.hn/click/1"],
)  # fmt: skip
def test_nested_addresses_may_have_any_slashes(href):
    assert found(f'<a href="{href}">x</a>') == [href]


NASTY = {
    "ten megabytes": "https://x.example/?" + "a=%2F%2F&" * 1_100_000,
    "NUL": "https://www.amazon.com/\x00?tag=ours-20",
    "half a letter": "https://www.amazon.com/\udcff?tag=ours-20",
    "broken percent": "https://www.amazon.com/%ff%fe%?tag=ours-20",
    "only slashes": "/" * 1_000_000,
}


@pytest.mark.parametrize("href", NASTY.values(), ids=NASTY)
def test_no_address_makes_telling_fail(href):
    for html in (
        f'<a href="{href}">x</a>',
        f'<base href="{href}"><a href="x">x</a>',
        f"<iframe srcdoc='{href}'></iframe>",
    ):
        assert disclose(html + LINK, Policy()).verdict in {"told", "fallback"}
        assert disclose_page(html + LINK).html != html + LINK


def test_bytes_that_are_no_text_are_read():
    html = b'\xff\xfe<a href="https://prf.hn/click/\xff">x</a>\x00'.decode("utf-8", "surrogateescape")
    told = disclose(html)
    assert told.verdict == "told"
    assert told.html.encode("utf-8", "surrogateescape").startswith(b"<div")
