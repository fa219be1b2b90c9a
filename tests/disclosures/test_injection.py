"""Readers are told: before the first paid link, once, and nothing else changes."""

import re
from dataclasses import replace

import pytest

from disclosures.injection import disclose, disclose_page
from disclosures.policy import Policy
from disclosures.rules import Rule
from disclosures.texts import Texts, shipped_texts
from tests.disclosures.documents import Read

AMAZON = "https://www.amazon.com/dp/B0?tag=ours-20"
OTHER = "https://prf.hn/click/camref:1"
AMAZON_LINK = f'<a rel="sponsored nofollow" href="{AMAZON}">x</a>'
REL = 'rel="sponsored nofollow"'
LABEL = '<span class="disclosure-label" data-disclosure="label">(paid link)</span> '
STATEMENT = "As an Amazon Associate I earn from qualifying purchases."

AWKWARD = {
    "one paragraph": f'<p><a href="{OTHER}">Lamp</a></p>',
    "link in the first words": f'<a href="{OTHER}">Lamp</a> is what we use.',
    "link at the end": f'<p>One</p><p>Two <a href="{OTHER}">lamp</a></p>',
    "product block": f'<div class="product"><img src="x.png" alt=""><a class="button" href="{AMAZON}">Buy</a></div>',
    "image link": f'<a href="{AMAZON}"><img src="x.png" alt="Lamp"></a>',
    "noscript": f'<p>x</p><noscript><a href="{OTHER}">Lamp</a></noscript>',
    "noscript among others": f'<noscript></noscript>a<noscript><img src="x"></noscript>'
    f'<noscript><p>y <a href="{OTHER}">Lamp</a></noscript><p><a href="{AMAZON}">b</a>',
    "area": f'<img usemap="#m" src="x"><map name="m"><area href="{OTHER}" alt="Lamp"></map>',
    "unclosed link": f'<p>Buy <a href="{OTHER}">a lamp</p><p>and more</p>',
    "nested links": f'<p><a href="{OTHER}">a <a href="{AMAZON}">b</a></a></p>',
    "nested in an ordinary link": f'<a href="/x">x <a href="{OTHER}">b</a></a>',
    "misnested": f'<b><a href="{OTHER}"><i>x</b>y</a></i>',
    "upper case": f'<P><A HREF="{OTHER}" TARGET=_blank>LAMP</A>',
    "single quotes": f"<a href='{OTHER}' title='say \"x\" &amp; y'>x</a>",
    "no quotes": f"<a href={OTHER} class=x>x</a>",
    "spaces around =": f'<a\n\thref = "{OTHER}"\n>x</a>',
    "entities in the address": f'<a href="{AMAZON}&amp;psc=1&#x26;x=2">x</a>',
    "encoded scheme": '<a href="&#104;ttps&colon;//prf.hn/click/1">x</a>',
    "duplicate attribute": f'<a href="{OTHER}" href="/x">x</a>',
    "rel there": f'<a rel="noopener" href="{OTHER}">x</a>',
    "rel complete": f'<a rel="sponsored nofollow noopener" href="{OTHER}">x</a>',
    "rel upper case": f'<a REL="Sponsored UGC" href="{OTHER}">x</a>',
    "rel empty": f'<a rel href="{OTHER}">x</a>',
    "rel spaced": f'<a rel=" nofollow\n noopener " href="{OTHER}">x</a>',
    "CR LF": f'<p>a</p>\r\n<p><a href="{OTHER}">x</a></p>\r\n',
    "svg": f'<svg viewBox="0 0 9 9"><g><a href="{OTHER}"><text>x</text></a></g><a xlink:href="{AMAZON}"/></svg>',
    "svg in svg": f'<svg><svg><a href="{OTHER}">x</a></svg></svg><svg><path/></svg><a href="{AMAZON}">y</a>',
    "math": f'<math><mrow href="x"><a href="{OTHER}">x</a></mrow></math>',
    "iframe": f'<p>x</p><iframe src="{OTHER}"></iframe>',
    "srcdoc": f"<iframe srcdoc=\"<a href='{OTHER}'>x</a>\" src=/x></iframe>",
    "form": f'<form action="{OTHER}"><button>Buy</button></form>',
    "tag in a field of a form": '<form action="https://www.amazon.com/s?ie=8"><p>Search</p><input name="k">'
    '<input type=hidden name="tag" value="ours-20"></form><form action="/s"><input name="tag" value="x"></form>',
    "button": f'<form action="/x"><button formaction="{OTHER}">Buy</button></form>',
    "input": f'<form action="/x"><input type=submit formaction="{OTHER}" value=Buy></form>',
    "table": f'<table><a href="{OTHER}">x</a><tr><td><a href="{AMAZON}">y</a></table>',
    "list": f'<ul><li><a href="{OTHER}">x</a><li><a href="/y">y</a></ul>',
    "end inside a link": f'<p><a href="{OTHER}">x',
    "own redirect": '<p><a href="/go/lamp/">x</a></p>',
    "object": f'<p>x</p><object data="{OTHER}" type="text/html">fallback</object>',
    "embed": f'<p>x <embed src="{OTHER}"> y</p>',
    "template": f'<template><p><a href="{OTHER}">x</a></p></template>',
    "after an abrupt comment": f'<!--> <p><a href="{OTHER}">x</a></p> -->',
    "after another abrupt comment": f'<!---> <p><a href="{OTHER}">x</a></p> -->',
    "after a misspelt end of a comment": f'<!-- a --!> <p><a href="{OTHER}">x</a></p> -->',
    "after a comment in a comment": f'<!-- <!-- --> <p><a href="{OTHER}">x</a></p>',
    "after what only looks like a comment": f'<! --> <p><a href="{OTHER}">x</a></p><?php > <a href="/y">y</a> ?>',
    "product block of fields": f'<div class="block-product"><a href="{AMAZON}"><img src="x.png" alt=""></a></div>'
    f'<div class="block-link"><a href="{OTHER}">The maker</a></div>',
    "javascript": f"<a href=\"javascript:window.open('{OTHER}')\">x</a>",
    "hundred links": "".join(f'<p><a href="{OTHER}/{number}">x</a></p>' for number in range(100)),
}


@pytest.fixture(params=AWKWARD)
def html(request):
    return AWKWARD[request.param]


def test_every_paid_link_is_told_labelled_and_marked(html):
    told = disclose(html)
    assert (told.verdict, told.reason) == ("told", "")
    read = Read(told.html)
    assert read.links or "noscript" in html or "srcdoc" in html or "javascript" in html
    assert (read.r1_and_r2(), read.r4("(paid link)"), read.r12(), read.r14()) == (True, True, True, True)
    assert told.html.startswith('<div class="disclosure-notice" data-disclosure="notice"')


def test_telling_twice_changes_nothing_more(html):
    once = disclose(html)
    twice = disclose(once.html)
    assert twice.html is once.html
    assert (twice.verdict, len(twice.links)) == ("told", len(once.links))


def test_every_link_of_the_article_is_reported(html):
    assert len(disclose(html).links) == len(re.findall("prf|amazon|/go/", html.replace('href="/x"', "")))


def without_ours(html):
    html = re.sub(r'^<div class="disclosure-notice".*?</div>\n', "", html)
    return html.replace(LABEL, "")


@pytest.mark.parametrize(
    "html",
    [
        f'<p>Caf&eacute; &lt;b&gt; <A CLASS=x>y</A> <a rel="sponsored nofollow" href="{OTHER}"><b>un<i>closed</p>',
        f"<!-- <a href='{OTHER}'> --><script>'<a href={OTHER}>'</script><p \n id = x ><a href='/x' title=y>x",
        f'<textarea><a href="{OTHER}"></textarea>\x00\ud800<a rel="nofollow sponsored" href="{OTHER}">x</a>',
    ],
)
def test_a_link_that_has_its_rel_keeps_every_character(html):
    assert without_ours(disclose(html + AMAZON_LINK).html) == html + AMAZON_LINK


@pytest.mark.parametrize(
    "html",
    ["", "x", "<p>1 < 2 & 3 > 2", '<A HREF="/x">x</A>', '<a href="https://pubmed.gov/?term=x">x</a>\r\n', "<a", "\x00",
     '<a href="https://x.example/?ref=me">weak</a>', '<img src="https://ftjcfx.com/image-1-2">',
     f"<!-- <a href={OTHER}>x</a> -->", f"<script>'<a href={OTHER}>'</script>", f"<textarea><a href={OTHER}>",
     f"<title><a href={OTHER}></title>", f'<a title="{OTHER}" href=/x>x</a>', f"<p>{OTHER}</p>", "<svg><a>x</a></svg>",
     f'<div data-reader-content><a href="{OTHER}" rel="nofollow ugc">x</a></div>', '<noscript><a href="/x">x</a>'],
)  # fmt: skip
def test_where_nothing_is_to_tell_the_very_same_string_comes_back(html):
    told = disclose(html)
    assert told.html is html
    assert (told.verdict, told.notice, told.links) == ("nothing_to_tell", "", ())


def test_rel_tokens_are_added_to_those_that_are_there():
    html = disclose(f'<a rel="noopener NOFOLLOW me" href="{OTHER}">x</a>').html
    assert 'rel="noopener me sponsored nofollow"' in html


def test_the_referrer_is_hidden_from_others_but_not_from_amazon():
    assert (
        'rel="noopener sponsored nofollow"'
        in disclose(f'<a rel="noopener noreferrer" href="{AMAZON}">x</a>').html
    )
    assert "noreferrer" in disclose(f'<a rel="noopener noreferrer" href="{OTHER}">x</a>').html


def test_the_label_is_the_first_content_of_the_link():
    assert f'nofollow">{LABEL}<b>x</b></a>' in disclose(f'<a href="{OTHER}"><b>x</b></a>').html


@pytest.mark.parametrize(
    ("address", "expected"), [(AMAZON, True), ("https://amzn.to/3x", True), (OTHER, False)]
)
def test_amazons_sentence_stands_when_and_only_when_amazon_is_there(address, expected):
    assert (STATEMENT in disclose(f'<a href="{address}">x</a>').html) is expected


def test_amazons_sentence_is_not_repeated_where_an_editor_wrote_it():
    html = disclose(f'<p>{STATEMENT}</p><p><a href="{AMAZON}">x</a></p>').html
    assert html.count(STATEMENT) == 1


def test_amazons_sentence_in_a_script_tells_nobody():
    html = disclose(f'<script>"{STATEMENT}"</script><p><a href="{AMAZON}">x</a></p>').html
    assert html.count(STATEMENT) == 2


FORGED = {
    "empty": '<div data-disclosure="notice"></div>',
    "says nothing": '<div data-disclosure="notice"><p>This page may contain affiliate links.</p></div>',
    "denies": '<div data-disclosure="notice">We do not earn a commission from these links.</div>',
    "hidden": '<div data-disclosure="notice" hidden>We earn a commission.</div>',
    "hidden above": '<div hidden><div data-disclosure="notice">We earn a commission.</div></div>',
    "aria": '<div aria-hidden="true"><p data-disclosure="notice">We earn a commission.</p></div>',
    "details": '<details><p data-disclosure="notice">We earn a commission.</p></details>',
    "footer": '<footer><p data-disclosure="notice">We earn a commission.</p></footer>',
    "template": '<template><p data-disclosure="notice">We earn a commission.</p></template>',
    "comment": '<!-- <p data-disclosure="notice">We earn a commission.</p> -->',
    "script": '<script>"<p data-disclosure=notice>We earn a commission.</p>"</script>',
    "text of the article": '<p data-disclosure="notice">Hello.</p><p>Nurses say that we are paid too little.</p>',
}


@pytest.mark.parametrize("mark", FORGED.values(), ids=FORGED)
def test_a_mark_is_believed_only_if_readers_are_really_told(mark):
    html = f'{mark}<p><a href="{OTHER}">x</a></p>'
    told = disclose(html)
    assert told.html.startswith('<div class="disclosure-notice"')
    assert Read(told.html).r1_and_r2()
    assert disclose(told.html).html is told.html


def test_an_honest_notice_of_the_template_is_believed():
    html = (
        f'<p data-disclosure="notice">We earn a commission on <b>lamps</b>.</p><p><a href="{OTHER}">x</a></p>'
    )
    told = disclose(html)
    assert (told.notice, told.html.count('data-disclosure="notice"')) == ("We earn a commission on", 1)


def test_a_notice_that_comes_too_late_is_not_believed():
    html = f'<a href="{OTHER}">x</a><p data-disclosure="notice">We earn a commission.</p>'
    assert disclose(html).html.startswith('<div class="disclosure-notice"')


@pytest.mark.parametrize(
    "inside",
    ['<span data-disclosure="label"></span>Adjustable lamp', '<span data-disclosure="label">!</span>x'],
)
def test_a_label_is_believed_only_if_it_says_so(inside):
    assert Read(disclose(f'<a href="{OTHER}">{inside}</a>').html).r4("(paid link)")


@pytest.mark.parametrize("label", ["Ad", "Anzeige", "(paid link)"])
def test_a_label_of_another_language_is_kept(label):
    html = f'<a rel="sponsored nofollow" href="{OTHER}"><span data-disclosure="label">{label}</span> x</a>'
    assert without_ours(disclose(html).html) == html


def test_labels_follow_the_jurisdiction():
    policy = Policy(texts=shipped_texts("en", "UK"))
    assert (
        '<span class="disclosure-label" data-disclosure="label">Ad</span> x</a>'
        in disclose(f'<a href="{OTHER}">x</a>', policy).html
    )


def test_sentences_and_labels_are_text_not_markup():
    texts = Texts(notice="We earn <b>a commission</b> & more.", label="<Ad>", language='e"n')
    html = disclose(f'<a href="{OTHER}">x</a>', Policy(texts=texts)).html
    assert "We earn &lt;b&gt;a commission&lt;/b&gt; &amp; more." in html
    assert "&lt;Ad&gt;</span> x" in html
    assert 'lang="e&quot;n"' in html
    assert disclose(html, Policy(texts=texts)).html is html


def test_a_sentence_in_a_language_that_nobody_here_reads_is_believed_as_our_own():
    policy = Policy(texts=Texts(notice="Zarabiamy na tych linkach.", label="Reklama", language="pl"))
    told = disclose(f'<a href="{OTHER}">x</a>', policy)
    assert (told.verdict, disclose(told.html, policy).html is told.html) == ("told", True)


ALWAYS = Policy(placement="always")


def test_always_tells_the_general_statement_where_no_paid_link_is():
    told = disclose("<p>x</p>", ALWAYS)
    assert told.verdict == "told"
    assert told.notice == ALWAYS.texts.general
    assert disclose(told.html, ALWAYS).html is told.html


def test_always_tells_the_notice_where_paid_links_are():
    assert disclose(f'<a href="{OTHER}">x</a>', ALWAYS).notice == ALWAYS.texts.notice


def test_an_editor_can_force_the_notice():
    policy = Policy(forced=True)
    told = disclose("<p>x</p>", policy)
    assert told.notice == policy.texts.notice
    assert disclose(told.html, policy).html is told.html


def test_an_editors_own_sentence_is_shown_with_and_without_paid_links():
    policy = Policy(extra="The maker sent us this lamp.")
    for html in ("<p>x</p>", f'<a href="{OTHER}">x</a>', disclose(f'<a href="{OTHER}">x</a>').html):
        told = disclose(html, policy)
        assert "The maker sent us this lamp." in told.html
        assert disclose(told.html, policy).html is told.html


def test_readers_links_are_theirs_not_our_advertising():
    html = (
        f'<div data-reader-content><p>I use <a href="{OTHER}" rel="noopener">this</a> <a name=x>x</a></div>'
    )
    told = disclose(html)
    assert (told.verdict, told.links) == ("told", ())
    assert 'rel="noopener nofollow ugc"' in told.html
    assert "data-disclosure" not in told.html
    assert disclose(told.html).html is told.html


def test_a_sites_own_rule_counts():
    rules = Policy().rules
    policy = Policy(rules=type(rules)(rules.shipped, [Rule("Acme", "", "acme.example", "", "")]))
    assert disclose('<a href="https://shop.acme.example/">x</a>', policy).links[0].match.programme == "Acme"


PAGE = "<!doctype html><html><title>T</title><body><header>{header}</header><main id=x>{main}</main></body>"


def test_a_page_is_told_at_the_start_of_its_main_part():
    html = disclose_page(PAGE.format(header="", main=f'<a href="{OTHER}">x</a>')).html
    assert '<main id=x><div class="disclosure-notice"' in html


def test_a_page_with_a_paid_link_before_its_main_part_is_told_at_the_start_of_the_body():
    html = disclose_page(PAGE.format(header=f'<a href="{OTHER}">x</a>', main="x")).html
    assert '<body><div class="disclosure-notice"' in html


@pytest.mark.parametrize(
    "html", [f'<a href="{OTHER}">x</a>', f'<noscript><a href="{OTHER}">x</a></noscript><body><main>x</main>']
)
def test_a_page_without_such_places_is_told_in_front(html):
    assert disclose_page(html).html.startswith('<div class="disclosure-notice"')


def test_a_hidden_main_part_is_no_place_for_a_notice():
    html = disclose_page(f'<body><main hidden></main><main><a href="{OTHER}">x</a></main>').html
    assert "<main hidden></main>" in html
    assert Read(html).r1_and_r2()


def test_a_page_that_is_told_already_only_gets_what_is_missing():
    body = disclose(f'<a href="{OTHER}">x</a>').html
    page = PAGE.format(header="", main=f'{body}<p><a href="{AMAZON}">y</a></p>')
    html = disclose_page(page).html
    assert html.count(Policy().texts.notice) == 1
    assert html.count(STATEMENT) == 1
    assert disclose_page(html).html is html


def test_own_redirects_count_through_their_target():
    policy = Policy()
    own = replace(
        policy.own_site, hosts=frozenset({"site.example"}), redirects={"/go/lamp/": AMAZON, "/go/x/": "/y"}
    )
    policy = replace(policy, own_site=own)
    told = disclose('<a href="https://site.example/go/lamp/">x</a><a href="/go/x/">y</a>', policy)
    assert [link.match.network for link in told.links] == ["Amazon", "own site"]
    assert STATEMENT in told.html


BY_HAND = {
    "first paragraph": "<p>Disclosure: this post contains affiliate links; if you buy, I earn a commission.</p>",
    "with a link": '<p><em>We <a href="/policy/">earn a commission</a> if you buy through our links.</em></p>',
    "paid link in it": f'<p>Disclosure: we earn a commission if you buy <a {REL} href="{OTHER}">{LABEL}it</a>.</p>',
    "half a mark": '<p data-disclosure="sentence">We earn a commission if you buy through our links.</p>',
}


@pytest.mark.parametrize("notice", BY_HAND.values(), ids=BY_HAND)
def test_a_good_notice_written_by_hand_is_not_said_twice(notice):
    html = f'{notice}\n<p>One lamp.</p><p><a href="{OTHER}">x</a></p>'
    told = disclose(html)
    assert told.verdict == "told_as_is"
    assert "disclosure-notice" not in told.html
    assert LABEL in told.html
    assert notice in told.html.replace('<span data-disclosure="by-hand"></span>', "")
    again = disclose(told.html)
    assert (again.html is told.html, again.verdict) == (True, "told_as_is")
    page = PAGE.format(header="", main=told.html)
    assert disclose_page(page).html is page


@pytest.mark.parametrize(
    "html",
    [
        f'<p>This post may contain affiliate links.</p><p><a href="{OTHER}">x</a></p>',
        f'<p><a href="{OTHER}">x</a></p><p>Disclosure: we earn a commission if you buy through these links.</p>',
        f'<details><p>Disclosure: we earn a commission on these links.</p></details><p><a href="{OTHER}">x</a></p>',
    ],
)
def test_another_notice_written_by_hand_is_kept_and_ours_added(html):
    told = disclose(html)
    assert told.verdict == "told"
    assert told.html.startswith('<div class="disclosure-notice"')
    assert "by-hand" not in told.html
    assert disclose(told.html).html is told.html


def test_amazons_sentence_joins_a_notice_written_by_hand():
    html = f'<p>Disclosure: I earn a commission if you buy through these links.</p><p><a href="{AMAZON}">x</a></p>'
    told = disclose(html)
    assert (told.html.count(STATEMENT), told.html.count("earn a commission")) == (1, 1)
    assert disclose(told.html).html is told.html


def test_a_notice_written_by_hand_is_enough_where_one_is_always_shown():
    html = "<p>Disclosure: I earn a commission if you buy through links on this site.</p><p>One lamp.</p>"
    told = disclose(html, ALWAYS)
    assert told.verdict == "told_as_is"
    assert disclose(told.html, ALWAYS).html is told.html


@pytest.mark.parametrize(
    "denial",
    [
        "Do we earn a commission when you buy through our links? Never.",
        "We earn a commission when you buy through our links, but not on this page.",
        "We earn a commission when you buy through our links only in our shop guide; this article has none.",
        "We would rather close than earn a commission when you buy through our links.",
        "Can we earn a commission when you buy through our links? No, never.",
        "If you think that we earn a commission when you buy through our links, you are wrong.",
        "We don\u2019t hide it: we earn a commission when you buy through our links.",
    ],
)
def test_a_sentence_that_may_deny_earning_is_not_believed(denial):
    html = f'<p>{denial}</p><p>Try <a href="https://www.awin1.com/cread.php?awinmid=1&amp;awinaffid=2">this</a></p>'
    told = disclose(html)
    assert (told.verdict, 'data-disclosure="notice"' in told.html) == ("told", True)
