"""What counts as a deletion: whole pieces left out, and nothing else changed."""

import pytest

from blog.review.minor_edits.deletions import (
    NotADeletion,
    deleted_kinds,
    deletions_between,
    pieces,
    without,
)


def html(text):
    return {"title": "Sleep", "body": {"html": text}}


def stream(*blocks, **fields):
    return {"title": "Sleep", "body": [{"type": kind, "value": value} for kind, value in blocks], **fields}


HEADING = ("heading", {"text": "Dose"})
PARAGRAPH = ("paragraph", {"html": "<p>Do not rest.</p><ul><li>Walk</li><li>Run</li></ul>"})
POINTS = ("points", ["Walk", "Run"])
TABLE = ("table", {"caption": "Days", "header": ["Day", "Walk"], "rows": [["Monday", "1"], ["Friday", "2"]]})
WARNING = ("warning", {"title": "Stop", "text": {"html": "<p>Call</p>"}})
WHOLE = stream(HEADING, PARAGRAPH, POINTS, TABLE, WARNING)


@pytest.mark.parametrize(
    ("after", "kinds"),
    [
        (stream(HEADING, POINTS, TABLE, WARNING), ["paragraph"]),
        (stream(HEADING, PARAGRAPH, POINTS, TABLE), ["warning"]),
        (stream(TABLE), ["heading", "paragraph", "points", "warning"]),
        (stream(HEADING, PARAGRAPH, ("points", ["Run"]), TABLE, WARNING), ["body"]),
        (stream(HEADING, ("paragraph", {"html": "<p>Do not rest.</p>"}), POINTS, TABLE, WARNING), ["body"]),
        (
            stream(
                HEADING,
                ("paragraph", {"html": "<p>Do not rest.</p><ul><li>Run</li></ul>"}),
                POINTS,
                TABLE,
                WARNING,
            ),
            ["body"],
        ),
        (
            stream(HEADING, PARAGRAPH, POINTS, ("table", {**TABLE[1], "rows": [["Friday", "2"]]}), WARNING),
            ["rows"],
        ),
    ],
)
def test_whole_pieces_may_go_and_the_same_can_be_done_again(after, kinds):
    found = deletions_between(WHOLE, after)
    assert sorted(deleted_kinds(WHOLE, found)) == sorted(kinds)
    assert without(WHOLE, found) == after


@pytest.mark.parametrize(
    "after",
    [
        WHOLE | {"title": "Slept"},
        stream(POINTS, HEADING),
        stream(HEADING, PARAGRAPH, POINTS, TABLE, WARNING, HEADING),
        stream(("heading", {"text": "Doses"})),
        stream(("heading", {"text": "Dose", "level": "4"})),
        stream(("paragraph", {"html": "<p>Do rest.</p>"})),
        stream(("paragraph", {"html": "<p>Do not rest.</p><ul></ul>"})),
        stream(("paragraph", {"html": "<p>Do not rest.</p><ol><li>Run</li></ol>"})),
        stream(("paragraph", {"html": "<p>Do not rest.</p><ul><li>Runs</li></ul>"})),
        stream(("table", {**TABLE[1], "rows": [["Friday"]]})),
        stream(("table", {**TABLE[1], "header": ["Day"]})),
        stream(("table", {name: value for name, value in TABLE[1].items() if name != "caption"})),
        stream(("warning", {"title": "Stop"})),
        WHOLE | {"summary": "New"},
        {"title": "Sleep"} | {"body": "text"},
    ],
)
def test_anything_else_is_no_deletion(after):
    with pytest.raises(NotADeletion):
        deletions_between(WHOLE, after)


@pytest.mark.parametrize("name", ["references", "topics", "columns"])
def test_what_others_are_numbered_by_stays(name):
    value = [1, 2] if name == "topics" else [{"type": "row", "value": {"a": "b"}}] * 2
    with pytest.raises(NotADeletion):
        deletions_between(html("<p>a</p>") | {name: value}, html("<p>a</p>") | {name: value[:1]})


def test_paragraphs_of_one_long_text_may_go_but_no_words_in_them():
    before = html('<h2>A</h2><p>one <a href="x">not</a> two</p><hr><p>three</p>')
    assert deletions_between(before, html("<h2>A</h2><hr><p>three</p>"))
    for text in ("<h2>A</h2><p>one  two</p><hr><p>three</p>", "<p>three</p><h2>A</h2>"):
        with pytest.raises(NotADeletion):
            deletions_between(before, html(text))


def test_words_outside_of_paragraphs_are_no_pieces():
    for text in ("do  rest<p>a</p>", "do <p>a</p>"):
        with pytest.raises(NotADeletion):
            deletions_between(html('do <a href="x">not</a> rest<p>a</p>'), html(text))


def test_a_field_can_lose_all_its_blocks():
    found = deletions_between(WHOLE, {"title": "Sleep"})
    assert without(WHOLE, found) == {"title": "Sleep"}


def test_a_text_whose_layout_is_another_one_by_now_is_left_as_far_as_it_is():
    found = deletions_between(
        html("<p>a</p><ul><li>b</li><li>c</li></ul>"), html("<p>a</p><ul><li>c</li></ul>")
    )
    assert without(html("<p>a</p><p>b</p>"), found) == html("<p>a</p><p>b</p>")
    assert without(html("<p>a</p>"), found) == html("<p>a</p>")
    inner = deletions_between(WHOLE, stream(HEADING, PARAGRAPH, ("points", ["Run"]), TABLE, WARNING))
    assert without(stream(HEADING), inner) == stream(HEADING)


def test_pieces_are_the_elements_at_the_top():
    assert pieces("a<p>b<br>c</p>d<ul><li>e</li></ul>") == ["a", "<p>b<br>c</p>", "d", "<ul><li>e</li></ul>"]
    assert pieces("") == []
