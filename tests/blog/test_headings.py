"""Addresses of headings, and the list of contents."""

from blog.headings import contents, fill_anchors
from blog.streams import ArticleBody


def body(*headings):
    blocks = [("heading", {"text": text, "anchor": anchor}) for text, anchor in headings]
    return ArticleBody().normalize([("paragraph", "<p>Text</p>"), *blocks])


def anchors(stream):
    fill_anchors(stream)
    return [block.value["anchor"] for block in stream if block.block_type == "heading"]


def test_an_address_is_made_of_the_words():
    assert anchors(body(("How much is enough?", ""), ("Wie viel nützt?", ""))) == [
        "how-much-is-enough",
        "wie-viel-nützt",
    ]


def test_an_address_stays_when_the_words_change():
    assert anchors(body(("Entirely different", "how-much"))) == ["how-much"]


def test_filling_twice_changes_nothing():
    stream = body(("One", ""), ("One", ""), ("References", ""))
    assert anchors(stream) == anchors(stream)


def test_no_two_headings_share_an_address():
    assert anchors(body(("One", ""), ("One", "one"), ("One", "one"), ("One!", ""))) == [
        "one-2",
        "one",
        "one-3",
        "one-4",
    ]


def test_addresses_of_the_page_itself_are_not_taken():
    assert anchors(body(("References", ""), ("Main", "main"), ("Comment 5", ""), ("Commentary", ""))) == [
        "section-references",
        "section-main",
        "section-comment-5",
        "commentary",
    ]


def test_what_an_editor_typed_becomes_an_address():
    assert anchors(body(("One", "My Section!"))) == ["my-section"]


def test_a_heading_of_signs_alone_gets_an_address_too():
    assert anchors(body(("???", ""), ("!!!", ""))) == ["section", "section-2"]


def test_markers_are_no_part_of_address_or_contents():
    stream = body(("One [1]", ""), ("Two", ""), ("Three", ""))
    assert anchors(stream)[0] == "one"
    assert contents(stream)[0].text == "One"


def test_a_short_text_needs_no_contents():
    stream = body(("One", ""), ("Two", ""))
    fill_anchors(stream)
    assert contents(stream) == []
