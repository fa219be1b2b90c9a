"""How many years of school a text asks for: a formula for English, one for German."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from blog.editor_checks.sentences import sentences
from blog.references import without_markers

WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
# Formulas were made for whole texts: on a few lines they say nothing.
ENOUGH_WORDS = 100
FORMULAS = {"en": "Flesch-Kincaid", "de": "Erste Wiener Sachtextformel"}


@dataclass(frozen=True)
class Grade:
    """A school year, and the name of the formula."""

    value: float
    formula: str


def reading_grade(lines: Iterable[str], language: str) -> Grade | None:
    """Return the grade of a text; None for a short one, or in a language without a formula here.

    English: Kincaid JP, Fishburne RP, Rogers RL, Chissom BS. Derivation of new readability formulas for Navy enlisted
    personnel. Research Branch Report 8-75, 1975. German: Bamberger R, Vanecek E. Lesen, Verstehen, Lernen,
    Schreiben. 1984 (Erste Wiener Sachtextformel).
    """
    if language not in FORMULAS:
        return None
    found = [each for line in lines for each in sentences(without_markers(line)) if WORD.search(each)]
    words = [word for each in found for word in WORD.findall(each)]
    if len(words) < ENOUGH_WORDS:
        return None
    value = (_flesch_kincaid if language == "en" else _wiener)(words, len(words) / len(found))
    return Grade(round(value, 1), FORMULAS[language])


def _flesch_kincaid(words: list[str], words_per_sentence: float) -> float:
    syllables = sum(map(english_syllables, words)) / len(words)
    return 0.39 * words_per_sentence + 11.8 * syllables - 15.59


def _wiener(words: list[str], words_per_sentence: float) -> float:
    count, syllables = len(words), [german_syllables(word) for word in words]
    long_words = 100 * sum(each >= 3 for each in syllables) / count
    many_letters = 100 * sum(len(word) > 6 for word in words) / count
    single = 100 * sum(each == 1 for each in syllables) / count
    return 0.1935 * long_words + 0.1672 * words_per_sentence + 0.1297 * many_letters - 0.0327 * single - 0.875


def english_syllables(word: str) -> int:
    """Count groups of vowels, without most silent ones at the end; right for about nine words in ten."""
    word = word.lower()
    count = len(re.findall(r"[aeiouy]+", word))
    if re.search(r"[^aeiouy]e$|[^aeiouydt]ed$|[^aeiouysxzc]es$", word) and not re.search(
        r"[^aeiouy]le$", word
    ):
        count -= 1
    count += (
        len(re.findall(r"i[ao](?!u)|eo|ua|[aeiou]ing$", word))
        if not re.search(r"[ctsg]i[ao]|que", word)
        else 0
    )
    return max(1, count)


def german_syllables(word: str) -> int:
    """Count vowels, with the pairs that are one sound as one."""
    return max(1, len(re.findall(r"aa|ee|ie|oo|au|äu|eu|ei|ai|[aeiouyäöü]", word.lower())))
