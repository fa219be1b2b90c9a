"""Whoever writes that they are in danger is noticed, however they write it; ordinary words about health are not."""

import time
import tomllib
from pathlib import Path

import pytest

from comments.checks.crisis import Crisis
from comments.crisis_language import MOST, Reading, english
from comments.findings import Kind, Outcome
from comments.folding import fold
from comments.pipeline import assess
from comments.states import CareTier
from comments.submission import Submission

DATA = Path(__file__).parent / "data"
NONE, PAST, PRESENT, PLANNED = CareTier


def groups(name):
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def tier(text):
    return max((found.tier for found in Reading(fold(text), english()).found()), default=NONE)


def test_each_sentence_by_which_the_lists_were_made_is_read_as_it_is_meant():
    wrong = [
        (group, line, tier(line))
        for group, each in groups("crisis_sentences").items()
        for line in each["lines"]
        if tier(line) != each["tier"]
    ]
    assert wrong == []


@pytest.mark.parametrize("held_out", ["crisis_held_out", "crisis_forum_held_out"])
def test_of_sentences_never_used_to_change_the_lists_nearly_all_are_read_right(held_out):
    sets = groups(held_out)
    danger = [line for each in sets.values() if each["tier"] >= PRESENT for line in each["lines"]]
    ordinary = [line for each in sets.values() if each["tier"] == NONE for line in each["lines"]]
    missed = [line for line in danger if tier(line) < PRESENT]
    alarms = [line for line in ordinary if tier(line) >= PRESENT]
    assert len(missed) <= 0.11 * len(danger), missed
    assert len(alarms) <= 0.05 * len(ordinary), alarms


def test_disguises_make_no_difference():
    plain = "I don't want to live anymore"
    for text in (
        plain.upper(),
        plain.replace("'", "’"),
        plain.replace("'", ""),
        plain.replace(" ", "\n"),
        plain.replace(" ", "   "),
        plain.replace("want", "w\u200ba\u00adnt"),
        f"**{plain}**",
        f"- item\n- {plain}",
        plain.replace("live", "ｌｉｖｅ"),
        f"Great article, thank you! My knees are better. {plain}. The recipe was lovely too.",
    ):
        assert tier(text) == PRESENT, text


def test_no_ordinary_clause_hides_one_that_speaks_of_danger():
    for around in (
        "My brother killed himself. {}",
        "Years ago I was suicidal. {}",
        "I was bored to death and died laughing. {}",
        "He wants to die. " * 15 + "{}",
        "I nearly died of embarrassment. " * 15 + "{}",
        "> Suicide prevention matters\n\n{}",
        "She said “I want to die”. {}",
        "I am not suicidal. {}",
    ):
        assert tier(around.format("I want to die.")) == PRESENT, around


def test_words_quoted_from_somebody_else_are_theirs():
    assert tier("> I want to die\n\nPlease talk to somebody!") == PAST
    assert tier("> Talk to somebody\nI want to die") == PRESENT
    assert tier("My head keeps saying “I want to die”") == PRESENT
    assert tier("“I want to die” is how the novel begins") == PAST


@pytest.mark.parametrize(
    ("text", "outcome", "codes"),
    [
        ("My brother killed himself.", Outcome.PUBLISH, ["care_past"]),
        ("I want to die.", Outcome.CARE, ["care_present"]),
        (
            "He killed himself. I want to die. How many pills does it take to die?",
            Outcome.CARE,
            ["care_planned", "care_present", "care_past"],
        ),
        ("Suicide prevention matters.", Outcome.PUBLISH, []),
    ],
)
def test_the_outcome_follows_the_nearest_crisis_and_all_are_kept(text, outcome, codes):
    assessment = assess(Submission(body=text))
    found = assessment.of(Kind.CARE)
    assert (assessment.outcome, [each.code for each in found]) == (outcome, codes)


def test_places_lead_to_the_words_as_they_were_written():
    text = "Hello. I’m  \u200bgoing to kill myself   tonight!"
    (finding,) = Crisis().run(Submission(body=text))
    start, end = finding.spans[0]
    assert text[start:end].split() == ["I’m", "\u200bgoing", "to", "kill", "myself"]


def test_danger_beats_spam_and_a_nudge_and_is_seen_where_the_text_is_refused():
    spam = {"honeypot": "x", "form_age": 0.1}
    assert assess(Submission(body="I want to die.", **spam)).outcome == Outcome.CARE
    assert assess(Submission(body="I want to die. Call me on 020 7946 0018")).outcome == Outcome.CARE
    too_long = assess(Submission(body="I want to die. " + "word " * 1100))
    assert (too_long.outcome, too_long.care_tier) == (Outcome.REFUSE, PRESENT)


def test_the_worst_text_is_read_quickly_and_the_longest_not_to_its_end():
    started = time.process_time()
    for line in (
        "years ago i wanted to die ",
        "he wants to die ",
        "i want to just so really ",
        "kill myself ",
        "a",
    ):
        Reading(fold((line * 5000)[:5000]), english()).found()
    assert time.process_time() - started < 3
    assert tier("word " * (MOST // 5) + "I want to die") == NONE


def test_nothing_is_read_into_nothing():
    for text in ("", " ", ".", "!!!", "“", ">", "🙂", "死にたい"):
        assert tier(text) == NONE


def test_more_places_than_anybody_looks_at_are_not_kept():
    (finding,) = Crisis().run(Submission(body="He wants to die. " * 50))
    assert len(finding.spans) == 20
