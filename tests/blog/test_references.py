"""Markers in the text, and how a source is written."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from blog import references
from blog.references import link_markers

LINKED = '<span class="reference-marker">[<a href="#reference-1" aria-label="Reference 1">1</a>]</span>'


def test_a_marker_becomes_a_link_with_a_name():
    assert link_markers("<p>It helps [1].</p>", 1) == f"<p>It helps {LINKED}.</p>"


def test_each_number_of_a_marker_is_a_link_of_its_own():
    links = BeautifulSoup(link_markers("<p>It helps [1, 3].</p>", 3), "html.parser").find_all("a")
    assert [(link["href"], link["aria-label"], link.text) for link in links] == [
        ("#reference-1", "Reference 1", "1"),
        ("#reference-3", "Reference 3", "3"),
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<p>A number without a reference [9] or [0] or [01].</p>",
        "<p>[1-3], [1.5], [ ], [], [a], [1;2] and [1000] are no markers.</p>",
        '<p><a href="/x/">already a link [1]</a></p>',
        "<p>A tag that never ends <text [1]",
        "<p>A tag in a tag <text [1]<p>",
        "<p>A comment that never ends <!-- [1] <p>",
        "<p><code>list[1]</code> and <pre>list[1]</pre></p>",
        '<p><a href="/x/"><b>deep</b> in a link [1]</a></p>',
        '<p title="[1]">an attribute</p>',
        "<p title='a > b [1]'>an attribute with a bracket</p>",
        '<img alt="> [1]">',
        "<!-- [1] -->",
        "<script>a[1]</script><style>a[1]{}</style>",
        "<svg><title>[1]</title></svg>",
    ],
)
def test_everything_else_stays_as_it_is(html):
    assert link_markers(html, 5) == html


def test_only_the_numbers_with_a_reference_are_linked():
    html = link_markers("[1, 9]", 1)
    assert html.count("<a ") == 1
    assert ", 9]" in html


@pytest.mark.parametrize(
    "html",
    ["<code></code></code>[1]", "<a></a>[1]", "</a>[1]", "<p>5 < 6 [1]</p>", "<br/>[1]", "<abbr>[1]</abbr>"],
)
def test_text_after_such_elements_is_text_again(html):
    assert LINKED in link_markers(html, 1)


def test_a_stray_end_tag_does_not_open_a_link_for_links():
    assert "reference-marker" not in link_markers('<a href="/"></code>[1]</a>', 1)


pieces = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<a href='/[1]'>",
        "</a>",
        "<code>",
        "</code>",
        "[1]",
        "[2, 1]",
        "[99]",
        "[",
        "]",
        "1",
        "<b title='[1]'>",
        "</b>",
        "&amp;",
        "&#91;1]",
        "<!-- [1] -->",
        "text ",
        "<",
        ">",
        '"',
        "\N{NO-BREAK SPACE}",
        "<br/>",
        "[1][2]",
    ]
)


@settings(deadline=None)
@given(st.lists(pieces, max_size=30).map("".join), st.integers(min_value=0, max_value=3))
def test_the_text_that_readers_see_never_changes_and_links_never_nest(html, count):
    before, after = (
        BeautifulSoup(html, "html.parser"),
        BeautifulSoup(link_markers(html, count), "html.parser"),
    )
    assert after.get_text() == before.get_text()
    markers = after.select(".reference-marker a")
    assert all(link.find_parent(["a", "code"], class_=lambda name: name is None) is None for link in markers)
    assert all(1 <= int(link.text) <= count for link in markers)


@settings(deadline=None)
@given(st.text())
def test_any_text_passes(text):
    assert (
        BeautifulSoup(link_markers(text, 3), "html.parser").get_text()
        == BeautifulSoup(text, "html.parser").get_text()
    )


def test_numbers_in_lists_all_markers_of_the_text():
    assert references.numbers_in('<p title="[7]">One [1], two [2, 9].</p>') == {1, 2, 9}


def test_without_markers_leaves_the_words():
    assert references.without_markers("How much helps [1, 2]?") == "How much helps?"


@pytest.mark.parametrize(
    ("typed", "doi"),
    [
        ("10.1000/182", "10.1000/182"),
        (" https://doi.org/10.1000/182. ", "10.1000/182"),
        ("doi:10.1176/ajp.2006.163.11.1905", "10.1176/ajp.2006.163.11.1905"),
        ("11.1000/182", None),
        ("https://example.org/", None),
    ],
)
def test_the_doi_is_found_in_what_was_typed(typed, doi):
    assert references.doi_in(typed) == doi


FULL = {
    "authors": "Rush AJ, et al.",
    "title": "Do steps help?",
    "journal": "Lancet",
    "year": 2006,
    "details": "163(11):1905",
    "doi": "10.1000/182",
    "url": "https://example.org/",
}


def test_a_full_reference_reads_as_in_a_journal():
    assert references.citation(FULL) == "Rush AJ, et al. Do steps help? Lancet. 2006;163(11):1905."
    assert references.address_of(FULL) == "https://doi.org/10.1000/182"


def test_a_short_reference_has_no_empty_parts():
    short = {"title": "Steps", "url": "https://example.org/", "year": None, "doi": ""}
    assert references.citation(short) == "Steps."
    assert references.address_of(short) == "https://example.org/"
    assert references.address_of({"title": "Steps"}) == ""


@pytest.mark.parametrize(
    ("text", "with_stop"), [("One", "One."), ("One. ", "One."), ("One?", "One?"), (" ", "")]
)
def test_a_sentence_ends_once(text, with_stop):
    assert references.sentence(text) == with_stop
