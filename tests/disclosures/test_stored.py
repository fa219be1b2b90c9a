"""The links in what is stored, read without rendering anything."""

import pytest

from disclosures.stored import StoredLink, links_in, stored_links
from tests.disclosures.pages import a_page
from tests.testapp.models import BlocksPage, Step


def test_links_are_read_with_words_and_rel():
    assert links_in('<p><a href="/x" REL="Sponsored x">A <b>lamp</b></a></p>') == [
        StoredLink("/x", "A lamp", frozenset({"sponsored", "x"}))
    ]


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ('<a href="/x"><img src="y" alt="A lamp"></a>', "A lamp"),
        ('<a href="/x"><img src="y"></a>', ""),
        ('<a href="/x" aria-label="Shop"></a>', "Shop"),
        ('<area href="/x" alt="Map">', "Map"),
        ('<iframe src="/x" title="Film"></iframe>', "Film"),
        ('<a href="/x">' + "long " * 100 + "</a>", ("long " * 100)[:120]),
    ],
)
def test_a_link_is_named_by_what_readers_take_it_for(html, words):
    assert [link.words for link in links_in(html)] == [words]


@pytest.mark.parametrize("text", [" https://a.example/x ", "//a.example", "HTTP://a.example"])
def test_a_field_that_is_an_address_is_a_link(text):
    assert links_in(text) == [StoredLink(text.strip())]


@pytest.mark.parametrize("text", ["", "see https://a.example/", "a // b", "<p>no link</p>", "<abbr>x</abbr>"])
def test_other_text_is_none(text):
    assert links_in(text) == []


def test_what_says_by_itself_that_it_is_paid():
    assert [
        link.lacks_sponsored for link in links_in('<a href="/x">x</a><a href="/y" rel="sponsored">y</a>')
    ] == [
        True,
        False,
    ]
    assert not StoredLink("https://a.example").lacks_sponsored


@pytest.mark.django_db
def test_every_field_block_and_child_row_is_looked_at():
    page = BlocksPage(
        title="Page",
        source="https://source.example/",
        body=[
            ("paragraph", '<a href="https://text.example/">x</a>'),
            ("note", {"heading": "h", "text": '<a href="https://note.example/">x</a>', "layout": "wide"}),
            ("points", ["https://point.example/", "plain"]),
            ("link", "https://block.example/"),
            ("number", 3.5),
        ],
        steps=[Step(text="https://step.example/")],
    )
    assert [link.href for link in stored_links(page)] == [
        f"https://{name}.example/" for name in ("text", "note", "point", "block", "source", "step")
    ]


@pytest.mark.django_db
def test_links_to_pages_and_documents_have_no_address():
    assert stored_links(a_page(body='<a linktype="page" id="3">x</a>')) == []
