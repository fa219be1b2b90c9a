"""The words by which sentences about paid links are judged, by language, and a guess at the language itself."""

import re
import tomllib
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from disclosures.wording import base_language

VOCABULARY_FILE = Path(__file__).parent / "data" / "vocabulary.toml"
MAX_LENGTH = 200_000  # characters; a page may be asked for contradictions too
# How much of a text must speak for a language, and how far behind the next one must be, before we are sure.
FEWEST_WORDS = 3
SMALLEST_SHARE = 0.25
LEAD = 2

_WORD = re.compile(r"[^\W\d_]+")
_APOSTROPHES = str.maketrans("'\u2018\u02bc`", "\u2019" * 4)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one language; each pattern is described in the data file."""

    advertising: re.Pattern[str]
    paid: re.Pattern[str]
    gives: re.Pattern[str]
    contradicts: re.Pattern[str]
    common: frozenset[str]


@lru_cache(maxsize=1)
def _data() -> dict[str, dict]:
    return tomllib.loads(VOCABULARY_FILE.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def vocabularies() -> dict[str, Vocabulary]:
    """Return the words of every known language, by its code ("de")."""
    return {
        language: Vocabulary(
            advertising=either(words["advertising"]),
            paid=either([*words["paid"], *words["advertising"]]),
            gives=either(words["gives"]),
            contradicts=either(words["contradicts"]),
            common=frozenset(words["common"].split()),
        )
        for language, words in _data().items()
        if "common" in words
    }


@lru_cache(maxsize=16)
def words(table: str, name: str) -> re.Pattern[str]:
    """Return the pattern of a list that belongs to no language, such as ("any", "meaningless")."""
    return either(_data()[table][name])


def either(patterns: list[str]) -> re.Pattern[str]:
    """Return one pattern that finds any of these."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def folded(text: str) -> str:
    """Return the text with one space between words, one kind of apostrophe, and letters that are composed."""
    composed = unicodedata.normalize("NFC", text[:MAX_LENGTH])
    return " ".join(composed.translate(_APOSTROPHES).split())


def vocabulary_of(language: str) -> Vocabulary | None:
    """Return the words of a language such as "de-AT"; None where we know none."""
    return vocabularies().get(base_language(language))


def guess_language(text: str) -> str:
    """Return the language of a sentence ("de") by its commonest words, "" unless there is no doubt.

    A word that several languages share counts for each of them, but less.
    """
    found = Counter(_WORD.findall(folded(text).lower()))
    scores = Counter(dict.fromkeys(vocabularies(), 0.0))
    for word, times in found.items():
        speaking = _speaking(word)
        for language in speaking:
            scores[language] += times / len(speaking)
    (language, best), (_next, second) = scores.most_common(2)
    is_sure = best >= max(FEWEST_WORDS, LEAD * second, SMALLEST_SHARE * found.total())
    return language if is_sure else ""


def _speaking(word: str) -> list[str]:
    return [language for language, each in vocabularies().items() if word in each.common]
