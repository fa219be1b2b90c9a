"""Which texts of a page can be worded better, and that words land in exactly their place."""

import pytest
from wagtail.blocks import CharBlock, StreamBlock

from blog.review.changes import changes_between
from blog.review.digest import content_digest
from blog.review.suggestions.texts import key_to_place, put, text_at, texts_of
from tests.testapp.models import AdvertisementBlock, BlocksPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def blocks_page(site_root, reviewer):
    body = [
        {"type": "paragraph", "value": "<p>Take 5 mg.</p>", "id": "one"},
        {"type": "advertisement", "value": "Buy", "id": "two"},
        {
            "type": "note",
            "value": {"heading": "Mind", "text": "<p>Rest.</p>", "layout": "wide"},
            "id": "three",
        },
        {"type": "number", "value": 4.5, "id": "four"},
        {
            "type": "points",
            "value": [{"type": "item", "value": words, "id": f"p{words}"} for words in ("ab", "cd")],
            "id": "five",
        },
        {"type": "link", "value": "https://example.org/", "id": "six"},
    ]
    page = BlocksPage(title="Heart", live=False, assigned_reviewer=reviewer, source="https://example.org/x")
    page.body = BlocksPage._meta.get_field("body").stream_block.to_python(body)
    site_root.add_child(instance=page)
    page.save_revision()
    return page


def test_words_are_found_and_addresses_numbers_and_advertisements_are_not(blocks_page):
    assert [(text.key, text.path, text.label, text.value) for text in texts_of(blocks_page)] == [
        ("title", "title", "Title", "Heart"),
        ("body/one", "body.0", "Paragraph", "<p>Take 5 mg.</p>"),
        ("body/three/heading", "body.1", "Note: Heading", "Mind"),
        ("body/three/text", "body.1", "Note: Text", "<p>Rest.</p>"),
        ("body/five/pab", "body.3", "Points: 1", "ab"),
        ("body/five/pcd", "body.3", "Points: 2", "cd"),
    ]


def test_a_text_has_a_name_of_its_own_within_its_block(blocks_page):
    names = [text.part for text in texts_of(blocks_page)]
    assert names == ["Title", "Paragraph", "Heading", "Text", "1", "2"]


def test_paths_are_those_of_the_comparison(blocks_page):
    paths = {change.path for change in changes_between(None, content_digest(blocks_page).payload["content"])}
    assert {text.path for text in texts_of(blocks_page)} <= paths


@pytest.mark.parametrize(
    "key", ["title", "body/one", "body/three/heading", "body/three/text", "body/five/pcd"]
)
def test_new_words_change_one_text_and_no_id(blocks_page, key):
    before = {text.place: text.value for text in texts_of(blocks_page)}
    put(blocks_page, text_at(blocks_page, key_to_place(key)), "<p>New</p>")
    after = {text.place: text.value for text in texts_of(blocks_page)}
    assert after == before | {key_to_place(key): "<p>New</p>"}


@pytest.mark.parametrize(
    "key",
    [
        "",
        "slug",
        "body",
        "body/two",
        "body/four",
        "body/one/text",
        "body/three",
        "../title",
        "body/gone/text",
    ],
)
def test_places_without_words_are_none(blocks_page, key):
    assert text_at(blocks_page, key_to_place(key)) is None


def test_words_in_a_stream_within_the_stream_are_found_but_for_advertisements(blocks_page, monkeypatch):
    inner = StreamBlock([("words", CharBlock()), ("advertisement", AdvertisementBlock())])
    inner.set_name("inner")
    stream_block = BlocksPage._meta.get_field("body").stream_block
    monkeypatch.setitem(stream_block.child_blocks, "inner", inner)
    value = [
        {"type": "words", "value": "Rest", "id": "w"},
        {"type": "advertisement", "value": "Buy", "id": "a"},
    ]
    blocks_page.body = stream_block.to_python([{"type": "inner", "value": value, "id": "i"}])
    assert [text.key for text in texts_of(blocks_page)] == ["title", "body/i/w"]
