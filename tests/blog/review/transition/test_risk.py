"""The score orders the work and says on what it rests."""

from datetime import UTC, datetime, timedelta

import pytest

from blog.review.transition.risk import risk_of, texts_in

NOW = datetime(2026, 11, 25, tzinfo=UTC)
RECENT = NOW - timedelta(days=300)


def risk(text, published=RECENT):
    return risk_of({"title": "x", "body": [{"type": "p", "value": {"html": text}}]}, published, NOW)


@pytest.mark.parametrize(
    ("text", "score", "words"),
    [
        ("<p>Take 5 mg.</p>", 30, "doses or units: 5 mg"),
        ("<p>5 mg or 10&nbsp;mg, or 2 tablets</p>", 45, "doses or units: 5 mg, 2 tablets"),
        ("<p>Amoxicillin helps</p>", 20, "medicines: amoxicillin"),
        ("<p>In der Schwangerschaft</p>", 20, "pregnancy or children: schwangerschaft"),
        ("<p>After a stroke</p>", 20, "grave conditions: stroke"),
        ("<p>word </p>" * 1501, 5, "a long text (1503 words)"),
        ("<p>Walk for 10 minutes. The big kinds of statistics and statues.</p>", 0, None),
    ],
)
def test_each_sign_is_found_and_named(text, score, words):
    found = risk(text)
    assert (found.score, list(found.reasons)) == (score, [words] if words else [])


def test_the_heaviest_sign_stands_first():
    found = risk("<p>Children take 5 mg of paracetamol.</p>", NOW - timedelta(days=4 * 366))
    assert found.score == 74
    assert [reason.split(":")[0] for reason in found.reasons] == [
        "doses or units",
        "medicines",
        "pregnancy or children",
        "4 years old",
    ]


def test_age_counts_up_to_ten_years():
    assert risk("x", NOW - timedelta(days=365 * 2)).score == 0
    assert risk("x", NOW - timedelta(days=365 * 30)).score == 10
    assert risk("x", None).reasons == ("nobody knows how old it is",)


def test_all_words_are_read_wherever_they_stand():
    content = {"a": ["one", {"b": "<b>two</b>"}], "dose": 5.5, "none": None}
    assert " ".join(" ".join(texts_in(content)).split()) == "one two 5.5"
