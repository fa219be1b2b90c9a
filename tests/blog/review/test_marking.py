"""Differences are marked word by word, in a time that is bounded."""

from blog.review.marking import Marker, marked


def test_words_that_both_texts_begin_and_end_with_cost_nothing():
    long = " ".join(["word"] * 50_000)
    assert (
        marked(f"{long} 5 mg {long}", f"{long} 50 mg {long}") == f"{long} <del>5</del><ins>50</ins> mg {long}"
    )
    assert marked("a a", "a a a") == "a a<ins> a</ins>"
    assert marked("same", "same") == "same"


def test_a_long_text_that_was_rewritten_is_shown_as_a_whole():
    old, new = (" ".join(f"{letter}{number}" for number in range(3000)) for letter in "ab")
    assert marked(f"Take {old}.", f"Take {new}.") == f"Take <del>{old}.</del><ins>{new}.</ins>"


def test_the_effort_holds_for_all_texts_of_a_screen():
    mark = Marker(effort=9)
    assert mark("x a y", "x b y") == mark("x a y", "x b y") == "x <del>a</del><ins>b</ins> y"
    assert mark("a b c d", "b a d c").startswith("<del>a b c d</del>")
