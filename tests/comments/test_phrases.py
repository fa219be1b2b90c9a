"""Phrases are found by whole words however they are written, and lead back to the raw text."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comments.folding import fold
from comments.phrases import Match, Phrases

PHRASES = Phrases(
    [
        "cialis",
        "don't stop",
        "heal*",
        "take your * life",
        "buy now",
        "café",
        "STRASSE",
        "買う",
        "สวัสดี",
        "",
        "*",
        "* *",
        "!",
    ]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ask a specialist.", []),
        ("Cialis helped.", ["Cialis"]),
        ("ci\u200bal\u00adis", ["ci\u200bal\u00adis"]),
        ("ｃｉａｌｉｓ", ["ｃｉａｌｉｓ"]),
        ("c\u0336i\u0336a\u0336l\u0336i\u0336s\u0336!", ["c\u0336i\u0336a\u0336l\u0336i\u0336s\u0336"]),
        ("Please don’t\nstop.", ["don’t\nstop"]),
        ("please DONT   stop", ["DONT   stop"]),
        ("don´t stop, don`t stop", ["don´t stop", "don`t stop"]),
        ("I don't. Stop it.", []),
        ("I don't? Stop!", []),
        ("don't... stop", ["don't... stop"]),
        ("don't… *stop*", ["don't… *stop"]),
        ("heal, healing; unhealed", ["heal", "healing"]),
        ("take your own life", ["take your own life"]),
        ("take your very own life, take your life", []),
        ("buy-now_buy (now)", ["buy-now", "buy (now"]),
        ("CAFE\u0301 caf\u00e9 cafe", ["CAFE\u0301", "caf\u00e9"]),
        ("Straße", ["Straße"]),
        ("今買う人", ["買う"]),
        ("ก็สวัสดีครับ", ["สวัสดี"]),
        ("сiаlіs СIАLIЅ", ["сiаlіs", "СIАLIЅ"]),  # half of the letters are Cyrillic
        ("циалис", []),
        ("buy", []),
        ("", []),
    ],
)
def test_by_whole_words(text, found):
    assert [text[match.start : match.end] for match in PHRASES.find(text)] == found


def test_every_phrase_is_found_also_where_they_overlap():
    phrases = Phrases(["stop taking", "stop", "taking your pills", "stop taking"])
    assert phrases.find("Stop taking your pills") == [
        Match(0, 4, "stop"),
        Match(0, 11, "stop taking"),
        Match(0, 11, "stop taking"),
        Match(5, 22, "taking your pills"),
    ]


def test_a_decomposed_text_is_found_as_the_composed_one():
    assert Phrases(["한국 음식"]).find(unicodedata.normalize("NFD", "한국 음식"))


def test_a_phrase_keeps_its_own_spelling():
    assert Phrases([" Miracle CURE* "]).find("miracle cures")[0].phrase == "Miracle CURE*"


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("aаß .'’*_\u200b\u0301ﬁ한ᄀ\u1161漢\n!ﷺ"), max_size=30))
def test_every_place_leads_into_the_raw_text(text):
    folded = fold(text)
    spans = [folded.raw_span(place, place + 1) for place in range(len(folded.text))]
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    for match in Phrases(["a*", "* a", "漢", "ss"]).find(text):
        assert text[match.start : match.end].strip()


def test_no_text_takes_long():
    """Dots in long rows, and phrases that begin alike, are where a careless matcher stops."""
    phrases = Phrases(f"{'a ' * 40}{ending}" for ending in range(200))
    assert phrases.find("a" + "." * 5000 + "!a") == []
    assert phrases.find("a " * 2500) == []
