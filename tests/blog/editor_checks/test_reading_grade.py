"""Reading grades."""

import pytest

from blog.editor_checks.reading_grade import english_syllables, german_syllables, reading_grade

EASY = ["The dog ran to the park. It saw a cat. The cat ran up a tree. We had fun in the sun all day."] * 6
HARD = [
    (
        "Pharmacological interventions notwithstanding, individualised cardiovascular rehabilitation demonstrably "
        "ameliorate long-term functional capacity in heterogeneous populations of hospitalised patients."
    )
] * 6
LEICHT = [
    "Der Hund lief in den Park. Er sah dort ein Tier. Wir gingen mit ihm. Es war ein schöner Tag für uns."
] * 6
SCHWER = [
    (
        "Ungeachtet pharmakologischer Interventionen verbessern kardiovaskuläre Rehabilitationsprogramme "
        "nachweislich die langfristige Leistungsfähigkeit unterschiedlichster Patientengruppen erheblich."
    )
] * 8


@pytest.mark.parametrize(
    ("word", "count"),
    [("sleep", 1), ("water", 2), ("medicine", 3), ("table", 2), ("helped", 1), ("makes", 1), ("insomnia", 4),
     ("the", 1), ("patients", 2), ("exercise", 3), ("doing", 2)],
)  # fmt: skip
def test_english_syllables(word, count):
    assert english_syllables(word) == count


@pytest.mark.parametrize(
    ("word", "count"), [("Haus", 1), ("Schlaf", 1), ("Bewegung", 3), ("Ärztin", 2), ("Theater", 3), ("hm", 1)]
)
def test_german_syllables(word, count):
    assert german_syllables(word) == count


@pytest.mark.parametrize(
    ("lines", "language", "low", "high"),
    [(EASY, "en", -2, 3), (HARD, "en", 18, 40), (LEICHT, "de", -4, 5), (SCHWER, "de", 14, 40)],
)
def test_hard_texts_have_high_grades(lines, language, low, high):
    assert low < reading_grade(lines, language).value < high


def test_the_english_formula_is_that_of_the_paper():
    """Ten words of one syllable in each sentence: 0.39 * 10 + 11.8 * 1 - 15.59 = 0.11."""
    lines = ["The old man sat in the sun all day long."] * 10
    assert reading_grade(lines, "en").value == 0.1


def test_the_german_formula_is_that_of_the_book():
    """Only short words of one syllable, ten in a sentence: 0.1672 * 10 - 0.0327 * 100 - 0.875 = -2.473."""
    lines = ["Der Mann saß lang in der Luft und war froh."] * 10
    assert reading_grade(lines, "de").value == -2.5


def test_what_cannot_be_judged_is_not():
    assert reading_grade(EASY, "fr") is None
    assert reading_grade(EASY[:1], "en") is None
    assert reading_grade([], "en") is None
