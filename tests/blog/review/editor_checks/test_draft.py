"""The text of a draft, piece by piece with its place."""

import pytest

from blog.review.editor_checks.draft import Draft, once, passages_of, plain_text
from tests.testapp.models import BlocksPage

pytestmark = pytest.mark.django_db

STREAM = [
    {"type": "paragraph", "value": "<p>One &amp; two.</p><p>Three.</p>", "id": "p1"},
    {"type": "note", "value": {"heading": "Beware", "text": "<ul><li>a</li><li>b</li></ul>", "layout": ""}, "id": "n1"},
    {"type": "points", "value": [{"type": "item", "value": "First", "id": "i1"}], "id": "l1"},
    {"type": "number", "value": 5, "id": "x1"},
    {"type": "link", "value": "https://example.org/", "id": "x2"},
    {"type": "picture", "value": 7, "id": "x3"},
    {"type": "advertisement", "value": "Buy", "id": "x4"},
]  # fmt: skip


def page(stream=STREAM, **fields):
    field = BlocksPage._meta.get_field("body")
    return BlocksPage(title="Sleep", body=field.stream_block.to_python(stream), **fields)


class TestPassages:
    def test_words_come_with_field_path_and_kinds(self):
        found = [(each.field, each.path, each.kinds, each.lines) for each in passages_of(page())]
        assert found == [
            ("title", (), (), ["Sleep"]),
            ("body", ("p1",), ("paragraph",), ["One & two.", "Three."]),
            ("body", ("n1", "heading"), ("note", "heading"), ["Beware"]),
            ("body", ("n1", "text"), ("note", "text"), ["a", "b"]),
            ("body", ("l1", "i1"), ("points",), ["First"]),
        ]

    def test_the_label_says_where_it_is_to_people(self):
        labels = [each.label for each in passages_of(page())]
        assert labels[3].endswith("Note › Text")

    def test_a_block_that_was_never_saved_is_found_without_an_id(self):
        draft = page([{"type": "paragraph", "value": "<p>New.</p>"}])
        assert [each.path for each in passages_of(draft)] == [(), ()]

    def test_a_picture_with_its_description_is_not_taken_for_a_struct(self):
        stream = [
            {"type": "captioned", "value": {"image": None, "alt_text": "", "decorative": True}, "id": "c1"}
        ]
        assert [each.field for each in passages_of(page(stream))] == ["title"]

    def test_half_filled_blocks_do_no_harm(self):
        assert [each.field for each in passages_of(page([{"type": "note", "value": {}, "id": "n1"}]))] == [
            "title"
        ]


def test_markup_becomes_one_line_per_paragraph():
    assert plain_text("<h2>A</h2><p>5 &lt; 6<br/>b <b>c</b></p>").split("\n") == ["A", "5 < 6", "b c", ""]


def test_the_draft_knows_its_language_day_and_policy(make_page, days):
    draft = Draft(make_page(), days(0))
    assert (draft.language, draft.today, draft.policy.reading_grade) == ("en", days(0).date(), 9)


def test_what_several_checks_ask_is_found_out_once_for_each_draft(days):
    asked = []

    @once
    def words(draft):
        asked.append(draft)
        return len(draft.passages)

    first, second = Draft(page(), days(0)), Draft(page([]), days(0))
    assert [words(first), words(first), words(second)] == [5, 5, 1]
    assert asked == [first, second]
