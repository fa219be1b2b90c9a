"""What changed, in a form in which no signed difference is invisible."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.review.changes import BlockChange, changes_between, excerpt_of, plain, readable
from blog.review.marking import marked


def states(before, after):
    return [(change.label, change.state, str(change.text)) for change in changes_between(before, after)]


def html(source):
    return {"html": source}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a < b > c", "a < b > c"),
        (html("<p>one</p><p>two &lt; three</p>"), "one\ntwo < three"),
        (html("<p>10<sup>9</sup></p>"), "10⁹"),
        (html("<p>x<sup>ab</sup></p>"), "x^(ab)"),
        (html("<p>H<sub>2</sub>O, A<sub>xy</sub></p>"), "H₂O, A_(xy)"),
        (html("<p><s>old</s></p>"), "[struck out: old]"),
        (html('<p><a href="a.example/x">text</a></p>'), "text [a.example/x]"),
        (html('<embed alt="A pill" embedtype="image" image="0">'), "[picture: A pill] [picture file 0]"),
        (html("<ul><li>one</li><li>two</li></ul>"), "• one\n• two"),
        ({"picture": "0123456789abcdef"}, "[picture file 0123456789ab]"),
        ({"text": "only"}, "only"),
        ({"title": "Dose", "points": ["a", "b"]}, "Points: \n• a\n• b\nTitle: Dose"),
        (["a", 2], "• a\n• 2"),
        ([["Age", "Units"], ["under 70", html("<p>600</p>")], []], "Age | Units\nunder 70 | 600\n"),
        (None, ""),
        (3, "3"),
    ],
)
def test_values_are_readable(value, text):
    assert readable(value) == text


def test_without_an_earlier_signature_everything_is_new():
    assert states(None, {"title": "a"}) == [("Title", "new", "a")]


def test_blocks_are_paired_across_insertions_and_removals():
    def body(*texts):
        return {"title": "t", "body": [{"type": "paragraph", "value": text} for text in texts]}

    assert states(body("a", "b", "c"), body("a", "new", "b", "c")) == [
        ("Title", "same", "t"),
        ("Paragraph", "same", "a"),
        ("Paragraph", "new", "new"),
        ("Paragraph", "same", "b"),
        ("Paragraph", "same", "c"),
    ]
    assert [state for _label, state, _text in states(body("a", "b", "c"), body("a", "c"))] == [
        "same", "same", "removed", "same",
    ]  # fmt: skip
    assert [state for _label, state, _text in states(body("5 mg", "x"), body("50 mg"))][1:] == [
        "changed",
        "removed",
    ]


def test_a_field_that_appeared_or_vanished_is_shown():
    assert states({"summary": "s"}, {"title": "t"}) == [
        ("Title", "new", "t"),
        ("Summary", "removed", "<del>s</del>"),
    ]


def test_words_are_marked_and_escaped():
    assert marked("take 5 mg", "take 50 <mg>") == "take <del>5 mg</del><ins>50 &lt;mg&gt;</ins>" or marked(
        "take 5 mg", "take 50 <mg>"
    ) == ("take <del>5</del><ins>50</ins> <del>mg</del><ins>&lt;mg&gt;</ins>")


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_markup_of_the_text_survives(before, after):
    bare = str(marked(before, after))
    for tag in ("<del>", "</del>", "<ins>", "</ins>"):
        bare = bare.replace(tag, "")
    assert "<" not in bare


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ("Take 5 mg daily.", "Take 50 mg daily.", "Take <del>5</del><ins>50</ins> mg daily."),
        ("one two three", "vier zwei drei", "<del>one two three</del><ins>vier zwei drei</ins>"),
        ("a b c", "a x c", "a <del>b</del><ins>x</ins> c"),
        ("a b", "x b", "<del>a</del><ins>x</ins> b"),
        ("a b", "a", "a<del> b</del>"),
        (
            "[picture file 0a]",
            "[picture file 1b]",
            "<del>[picture file 0a]</del><ins>[picture file 1b]</ins>",
        ),
    ],
)
def test_words_written_anew_are_one_change(before, after, text):
    assert str(marked(before, after)) == text


def test_an_excerpt_shows_the_words_around_each_difference():
    words = " ".join(f"w{number}" for number in range(60))
    text = marked(f"{words} 5 {words} & 1 {words}", f"{words} 6 {words} & 2 {words}")
    excerpt = str(excerpt_of(text))
    assert excerpt.startswith(" … w48 ")
    assert "w59 <del>5</del><ins>6</ins> w0 " in excerpt
    assert "w11  … w" in excerpt
    assert "&amp; <del>1</del><ins>2</ins>" in excerpt
    assert excerpt.endswith("w11  … ")


@pytest.mark.parametrize(
    ("text", "shown"), [("a few words", "a few words"), ("w " * 30, "w " * 12 + " … " + "")]
)
def test_the_excerpt_of_a_block_without_differences_is_its_beginning(text, shown):
    assert str(BlockChange("body.0", "Paragraph", "new", plain(text)).excerpt) == shown


def test_blocks_are_called_what_editors_call_them():
    [change] = changes_between(
        None, {"body": [{"type": "do_and_dont", "value": "x"}]}, {"do_and_dont": "Do and don't"}
    )
    assert change.label == "Do and don't"
