"""The audit reads what a browser would show, whoever wrote it."""

import pytest

from disclosures.compliance import Served
from disclosures.compliance.documents import parsed
from disclosures.compliance.labels import r4
from disclosures.compliance.legibility import colour, contrast
from disclosures.compliance.links import own_paths, r12
from disclosures.compliance.notices import r1, r2, r3
from disclosures.compliance.wording import r14
from disclosures.injection import disclose
from disclosures.policy import Policy
from tests.disclosures.rule_examples import AMAZON, LABEL, LINK, NOTICE, PAID, REDIRECT, STATEMENT

BY_HAND = '<span data-disclosure="by-hand"></span>'


def hrefs(body):
    return [link.href for link in Served(body).links]


@pytest.mark.parametrize(
    "body",
    [
        '<a href="{}">x</a>',
        "<A HREF='{}'>x</A>",
        "<a\nhref={}>x",
        "<a/href={}>x",
        '<map><area href="{}"></map>',
        '<iframe src="{}"></iframe>',
        '<form action="{}"></form>',
        '<form><button formaction="{}">x</button></form>',
        '<form><input type="image" formaction="{}"></form>',
        '<svg><a xlink:href="{}"><text>x</text></a></svg>',
        '<noscript><a href="{}">x</a></noscript>',
        '<!--><a href="{}">x</a>-->',
        '<!-- x --!><a href="{}">x</a>',
        '<a href="{}" href="/harmless">x</a>',
        "<a href='/x'><a href='{}'>x</a></a>",
        "<table><a href='{}'>x</a></table>",
        "<div data-reader-content>by a reader</div><a href='{}'>x</a>",
        "<p title='<a href=x>'><a href='{}'>x</a>",
        '<object data="{}"></object>',
        '<embed src="{}">',
        """<meta http-equiv="Refresh" content="0; URL='{}'">""",
    ],
)
def test_every_way_to_a_paid_address_is_met_once(body):
    assert hrefs(f"<body>{body.format(PAID)}") == [PAID]


@pytest.mark.parametrize(
    ("body", "href"),
    [
        (
            '<form action="https://www.amazon.com/s"><input name="tag" value="ours-20"></form>',
            "https://www.amazon.com/s?tag=ours-20",
        ),
        (
            '<form action="https://www.amazon.com/s?k=lamp#x"><button name="tag" value="ours-20"></form>',
            "https://www.amazon.com/s?k=lamp&tag=ours-20",
        ),
        ('<base href="https://www.amazon.com/"><a href="dp/B0?tag=x-20">x</a>', None),
        ('<base href="http://[x"><a href="https://www.amazon.com/dp/B0?tag=x-20">x</a>', None),
    ],
)
def test_forms_and_bases_lead_where_a_browser_goes(body, href):
    assert hrefs(f"<body>{body}") == [href or "https://www.amazon.com/dp/B0?tag=x-20"]


def test_a_page_that_leads_on_by_itself_has_a_notice_and_no_label():
    refresh = f'<meta http-equiv="refresh" content="5;url={PAID}">'
    served = Served(f"<head>{refresh}</head><body>{NOTICE}<meta name=x content=y></body>")
    assert [rule(served).passed for rule in (r1, r2, r3, r4, r12)] == [True, None, True, None, None]
    assert r1(Served(refresh)).passed is False


def test_a_document_inside_a_frame_is_read():
    inner = f"&lt;a href=&quot;{PAID}&quot;&gt;x&lt;/a&gt;"
    assert hrefs(f'<iframe srcdoc="{inner}"></iframe>') == [PAID]
    assert hrefs('<iframe srcdoc="&lt;a href=/x&gt;"></iframe>') == []


@pytest.mark.parametrize(
    "body",
    [
        '<div data-reader-content><p><a href="{}">x</a></p></div>',
        '<!-- <a href="{}">x</a> -->',
        '<script>"<a href={}>"</script>',
        '<textarea><a href="{}">x</a></textarea>',
        '<title><a href="{}">x</a></title>',
        '<a href="/harmless" href="{}">x</a>',
        '<a title="{}">x</a>',
        '<img src="{}">',
    ],
)
def test_what_leads_no_reader_to_a_paid_address_is_no_paid_link(body):
    assert hrefs(f"<body>{body.format(PAID)}") == []


def test_a_link_that_nobody_closed_is_one_link():
    html = disclose(f'<p><a href="{PAID}">one<p>two<p>three').html
    links = Served(html).links
    assert [link.label for link in links] == ["(paid link)"]


@pytest.mark.parametrize(
    "body",
    [
        f'<p>{LABEL}\n<a href="{PAID}">x</a>',
        f'{LABEL}<map><area href="{PAID}"></map>',
        f'<map>{LABEL} <area href="{PAID}"></map>',
        f'{LABEL}<iframe src="{PAID}"></iframe>',
        f'{LABEL}<svg><a href="{PAID}"><text>x</text></a></svg>',
        f'<a href="{PAID}"><img alt="lamp">{LABEL}</a>',
        f'<a href="{PAID}"><b>{LABEL}lamp</b></a>',
        f'<a href="{PAID}"><span hidden>x</span>{LABEL}lamp</a>',
    ],
)
def test_a_label_at_the_beginning_or_right_before_is_found(body):
    expected = "" if body.startswith(f"{LABEL}<map>") else "(paid link)"
    assert [link.label for link in Served(body).links] == [expected]


@pytest.mark.parametrize(
    "body",
    [
        f'<a href="{PAID}">lamp {LABEL}</a>',
        f'<a href="{PAID}"></a>',
        f'<a href="{PAID}"><span data-disclosure="label" hidden>Ad</span>lamp</a>',
        f'<p>{LABEL}</p><p><a href="{PAID}">lamp</a></p>',
        f'<div data-disclosure="label"><a href="{PAID}">lamp</a></div>',
        f'x <a href="{PAID}">lamp</a>{LABEL}',
    ],
)
def test_a_label_elsewhere_is_not_that_of_the_link(body):
    assert [link.label for link in Served(body).links] == [""]


def test_words_stand_as_a_reader_reads_them():
    served = Served("<p>a<b>b</b>c</p>d<br>e<div>f <i>g</i>, h<ul><li>i<li>j</ul></div><p hidden>k</p>")
    assert served.text == "abc d e f g, h i j"


def test_a_sentence_that_is_partly_bold_is_that_sentence():
    bold = STATEMENT.replace("Amazon Associate", "<b>Amazon</b> Associate")
    assert r14(Served(f"<p>{bold}</p><a href='{AMAZON}'>x</a>")).passed is True


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            f"{BY_HAND}<p>We earn a commission on links.</p><p>More.</p>{LINK}",
            "We earn a commission on links.",
        ),
        (
            f"{BY_HAND}<p>Disclosure</p><p>We earn a commission.</p><p>More.</p>{LINK}",
            "Disclosure We earn a commission.",
        ),
        (f"{BY_HAND}<p>I <i>am</i> paid <span hidden>not</span> here.</p>{LINK}", "I am paid here."),
        (f"{BY_HAND}<p>Read this.</p>{LINK}<p>We earn a commission.</p>", "Read this."),
        (f"{BY_HAND}{'<p>Much ado.</p>' * 200}{LINK}", None),
    ],
)
def test_a_notice_written_by_hand_is_read_up_to_where_it_tells(body, text):
    notice = Served(body).notices[0]
    assert notice.by_hand
    assert notice.text == text if text else len(notice.text) <= 800


def test_a_notice_written_by_hand_may_be_missing_or_out_of_sight():
    assert Served(BY_HAND).notices == []
    assert r3(Served(f"<footer>{BY_HAND}<p>We earn money.</p></footer>{LINK}")).passed is False


def test_a_told_article_with_its_own_notice_is_in_order():
    told = disclose(f"<p>Disclosure: we earn a commission on links in this article.</p><p>x</p>{LINK}")
    assert told.verdict == "told_as_is"
    served = Served(told.html)
    assert (r1(served).passed, r2(served).passed, r3(served).passed) == (True, True, True)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ('<a href="/go/lamp/">x</a><a href="https://example.org/go/lamp/?a=1">x</a>', ["/go/lamp/"]),
        (f'<a href="https://shop.example/go/lamp/?tag=x">x</a>{LINK}', []),
    ],
)
def test_own_redirects_of_a_page_are_known_once(page, expected):
    assert own_paths(Served(page, REDIRECT, address="https://example.org/lamps/")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#ABC", (170, 187, 204)),
        ("#102030", (16, 32, 48)),
        ("rgb(1, 2, 3)", (1, 2, 3)),
        ("rgb(1 2 3 / 1)", (1, 2, 3)),
        ("rgba(1, 2, 3, 0.5)", None),
        ("White", (255, 255, 255)),
        ("oklch(1 0 0)", None),
        ("", None),
    ],
)
def test_opaque_colours_are_understood(text, expected):
    assert colour(text) == expected


def test_contrast_is_that_of_wcag():
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "white") == pytest.approx(4.478, abs=0.001)
    assert contrast("#777777", "nothing") is None


def test_the_shipped_policy_is_what_a_plain_reading_uses():
    assert (Served("").language, Served("").jurisdiction) == (Policy().locale, "")
    assert Served(NOTICE).networks == set()


@pytest.mark.parametrize("depth", [1, 20_000])
def test_what_is_nested_deep_is_read_too(depth):
    html = "<div>" * depth + '<p><a href="//prf.hn/click/1">(paid link) x</a></p>' + "</div>" * depth
    assert [link.href for link in Served(html).links] == ["//prf.hn/click/1"]


@pytest.mark.parametrize(
    ("html", "parser"),
    [
        ("<br><img src=x>\n" * 5_000, "html5lib"),
        ("<p>Text.</p>" * 5_000, "html5lib"),
        ("<div>" * 2_000, "html5lib"),
        ("<div>" * 2_001, "html.parser"),
        ("</div>" * 5_000 + "<div>" * 2_001, "html.parser"),
    ],
)
def test_only_unreasonable_depth_is_left_to_the_simpler_parser(html, parser):
    assert parser == parsed(html).builder.NAME
