"""Numbers of crisis lines that somebody typed."""

from datetime import date

import pytest

from blog.editor_checks.crisis_numbers import crisis_numbers_in, listed_on
from comments.care.resources import shipped

TYPED = [
    ("Call 988 at any hour.", "988"),
    ("Dial 9-8-8 now.", "9-8-8"),
    ("Samaritans: 116 123, free.", "116 123"),
    ("Ring 116123.", "116123"),
    ("TelefonSeelsorge: 0800 111 0 111", "0800 111 0 111"),
    ("0800/1110222, kostenlos", "0800/1110222"),
    ("The old number, 1-800-273-8255, still works.", "1-800-273-8255"),
    ("Text SHOUT to 85258.", "85258"),
    ("Lifeline is on 13 11 14.", "13 11 14"),
    ("In Frankreich: Hotline 3114.", "3114"),
    ("Phone CALM: (0800) 58 58 58", "0800) 58 58 58"),
    ("Wählen Sie 142, die Telefonseelsorge.", "142"),
]
ORDINARY = [
    "Of 988 patients, 12 had side effects.",
    "We called 988 people in a survey.",
    "The study had 116 123 participants.",
    "It costs $988 to call a plumber.",
    "About 3114 steps are half an hour of walking.",
    "A number such as 1,988 is large.",
    "The year was 1737.",
    "Blood pressure of 142 over 90 was found.",
    "Call 112 in an emergency.",
    "Dial 911 at once.",
    "PubMed 988123 is the study's number.",
    "113 kcal per portion; ask for the phone number.",
]


@pytest.mark.parametrize(("text", "number"), TYPED)
def test_a_typed_number_is_found(text, number):
    assert [found for found, _line in crisis_numbers_in(text)] == [number]


@pytest.mark.parametrize("text", ORDINARY)
def test_other_numbers_are_left_alone(text):
    assert list(crisis_numbers_in(text)) == []


def test_the_list_says_how_old_it_is():
    assert date(2026, 1, 1) < listed_on() <= date.today()  # noqa: DTZ011


def test_what_readers_in_distress_are_shown_is_known_to_editors_too():
    unknown = [
        row.number
        for rows in shipped().values()
        for row in rows
        if row.number and not list(crisis_numbers_in(f"Please call {row.number} now."))
    ]
    assert unknown == []
