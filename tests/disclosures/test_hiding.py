"""A notice that readers miss is no notice, by whatever trick it is kept from them."""

import pytest

from disclosures.compliance import Served
from disclosures.compliance.notices import r1, r3
from tests.disclosures.rule_examples import LINK, NOTICE

STYLES = [
    "display:none",
    "DISPLAY : NONE",
    "display:block;display:none",
    "display:none !important;display:block",
    "dis/**/play:none",
    r"d\69splay:none",
    r"display:n\one",
    "visibility:hidden",
    "visibility:collapse",
    "content-visibility:hidden",
    "opacity:0",
    "opacity:.05",
    "opacity:10%",
    "filter:opacity(0)",
    "font-size:0",
    "font-size:1px",
    "font-size:0.1em",
    "font-size:2%",
    "font:0/0 a",
    "font: 1px serif",
    "zoom:0",
    "clip:rect(0,0,0,0);position:absolute",
    "clip-path:inset(50%)",
    "clip-path:circle(0)",
    "clip-path:polygon(0 0,0 0)",
    "transform:scale(0)",
    "transform:scaleY(0)",
    "scale:0",
    "transform:translateX(-9999px)",
    "text-indent:-9999px",
    "text-indent:-100em",
    "position:absolute;left:-9999px",
    "position:fixed;top:-100vh",
    "margin-left:-5000px",
    "inset:-999px auto auto",
    "height:0;overflow:hidden",
    "width:1px;height:1px;overflow:clip",
    "max-height:0;overflow-y:hidden",
    "color:transparent",
    "color:rgba(0,0,0,0)",
    "color:rgb(0 0 0 / 0%)",
    "color:#0000",
    "color:#12345600",
    "-webkit-text-fill-color:transparent",
]
HARMLESS_STYLES = [
    "",
    "display:block",
    "display:none;display:block",
    "opacity:1",
    "opacity:0.95",
    "font-size:1rem",
    "font-size:100%",
    "font-size:16px",
    "font:16px/1.5 serif",
    "font:1.2em serif",
    "margin:-1px",
    "margin-top:-2em",
    "height:100px;overflow:hidden",
    "max-height:none;overflow:hidden",
    "height:0",
    "color:#000",
    "color:#112233",
    "color:rgb(0,0,0)",
    "transform:none",
    "transform:rotate(0)",
    "transform:translate(0, 0)",
    "transform:scale(1.02)",
    "background:url(a.png?x=;y)",
    "clip-path:inset(0)",
    "left:0",
    r"content:'\1f600'",
    r"content:'\0'",
    "nonsense",
]
AROUND = [
    "<div hidden>{}</div>",
    "<div hidden/>{}",
    '<div HIDDEN="until-found">{}</div>',
    '<div aria-hidden="true">{}</div>',
    '<div aria-hidden=" TRUE ">{}</div>',
    "<div popover>{}</div>",
    "<div inert>{}</div>",
    '<div role="dialog">{}</div>',
    '<div role="tooltip">{}</div>',
    '<div aria-modal="true">{}</div>',
    "<details>{}</details>",
    "<details open>{}</details>",
    "<details><summary>Note</summary>{}",
    "<dialog>{}</dialog>",
    "<template>{}</template>",
    "<body><noscript>{}</noscript>",
    "<textarea>{}</textarea>",
    "<xmp>{}</xmp>",
    "<!-- {} -->",
    "<iframe>{}</iframe>",
    "<del>{}</del>",
    "<s>{}</s>",
    '<div class="Modal fade">{}</div>',
    '<div class="sr-only">{}</div>',
    "<footer>{}</footer>",
    "<aside>{}</aside>",
    "<nav>{}</nav>",
    '<div role="contentinfo">{}</div>',
    '<div role="navigation">{}</div>',
    "<style>.note{display:none}</style><div class='note'>{}</div>",
    "<style>p{color:red} [data-disclosure=notice]{opacity:0}</style>{}",
    "<style>@media screen{.a, div > [data-disclosure]{left:-999em}}</style><div>{}</div>",
]
OPEN = [
    "{}",
    "<main><section><div>{}</div></section></main>",
    "<header>{}</header>",
    "<blockquote>{}</blockquote>",
    '<div aria-hidden="false">{}</div>',
    "<p hidden>x<div>{}</div>",
    "<!--><div>{}</div>-->",
    "<details><summary>x</summary></details>{}",
    "<style>p::before{display:none} p:hover{display:none} %%{display:none} @x{color:red}</style>{}",
    "<div data-disclosure='notice' hidden>We earn a commission.</div>{}",
]


def page(around, notice=NOTICE):
    return Served(around.replace("{}", notice) + LINK)


@pytest.mark.parametrize("around", AROUND)
def test_a_notice_that_readers_miss_does_not_count(around):
    assert False in {r1(page(around)).passed, r3(page(around)).passed}


@pytest.mark.parametrize("around", OPEN)
def test_a_notice_in_the_open_counts(around):
    assert (r1(page(around)).passed, r3(page(around)).passed) == (True, True)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("around", ["<div style='{}'>", "<style>div.x{{{}}}</style><div class=x>"])
def test_a_notice_that_a_style_takes_away_does_not_count(style, around):
    assert r3(page(around.format(style) + "{}</div>")).passed is False


@pytest.mark.parametrize("style", HARMLESS_STYLES)
def test_a_style_that_takes_nothing_away_is_no_fault(style):
    assert r3(page(f'<div style="{style}">{{}}</div>')).passed is True


def test_the_sentence_inside_may_be_what_is_hidden():
    assert r1(page("{}", NOTICE.replace("<p>", "<p hidden>"))).passed is False


def test_the_first_of_two_equal_attributes_counts():
    notice = '<div data-disclosure="x" data-disclosure="notice">We earn a commission.</div>'
    assert r1(page("{}", notice)).passed is False
