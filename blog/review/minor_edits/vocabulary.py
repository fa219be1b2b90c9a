"""The word lists by which a change is judged: which words nobody touches, which are spelt correctly."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
LANGUAGES = ("en", "de")
ENDINGS = {"en": ("s", "es", "d", "ed", "ing", "ly"), "de": ("s", "es", "n", "en", "e", "er", "em")}
GUARDS = ("negations", "numbers", "units", "doses", "comparisons", "frequency", "obligations")
SHORTEST_STEM = 4
LONGER_THAN_ITS_STEM = 2
ROMAN = re.compile(r"(?=[IVXLCDM])M*(?:C[MD]|D?C*)(?:X[CL]|L?X*)(?:I[XV]|V?I*)")
# German writes them as one word: dreimal, zweifach, achtstündlich, zehntägig.
COUNTED = re.compile(
    r".*(?:mal|mals|fach|fache|fachen|stündlich|stündig|täglich|tägig|wöchentlich|jährlich|jährig)"
)


@dataclass(frozen=True)
class Vocabulary:
    """All lists, in lower case and in all languages at once: a page may quote the other one."""

    guarded: dict[str, str]
    known: dict[str, frozenset[str]]
    look_alikes: frozenset[str]
    stems: tuple[str, ...]
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    legal: frozenset[str]

    def guard_of(self, word: str) -> str:
        """Return the list that forbids touching this word ("negations", "units" and so on), or nothing."""
        lower = plain(word)
        if lower in self.guarded:
            return self.guarded[lower]
        if lower.endswith("n't"):
            return "negations"
        if COUNTED.fullmatch(lower) or ROMAN.fullmatch(word):
            return "numbers"
        return "names" if lower in self.look_alikes or self._is_medicine(lower) else ""

    def guard_of_any(self, words: Iterable[str]) -> str:
        """Return the gravest list that forbids touching one of these words, or nothing."""
        found = {self.guard_of(word) for word in words}
        return next((guard for guard in (*GUARDS, "names") if guard in found), "")

    def is_known(self, word: str) -> bool:
        """Whether the word, or the word without a common ending, is spelt correctly."""
        lower = plain(word)
        return any(
            stem in words
            for language, words in self.known.items()
            for stem in _stems(lower, ENDINGS[language])
        )

    def _is_medicine(self, word: str) -> bool:
        return any(
            word.endswith(stem) and len(word) >= len(stem) + LONGER_THAN_ITS_STEM for stem in self.stems
        )


def plain(word: str) -> str:
    """Return the form in which words are looked up."""
    return word.replace("\u2019", "'").lower()


def _stems(word: str, endings: tuple[str, ...]) -> list[str]:
    return [
        word,
        *(
            word.removesuffix(ending)
            for ending in endings
            if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM
        ),
    ]


@cache
def vocabulary() -> Vocabulary:
    """Read the lists once."""
    lists = [_toml(f"guarded_{language}") for language in LANGUAGES]
    # A word in several lists is named after the graver one.
    guarded = {word: kind for kind in reversed(GUARDS) for words in lists for word in words[kind]}
    medicine = _toml("medicine")
    return Vocabulary(
        guarded=guarded,
        known={language: frozenset(_plain_list(f"known_{language}")) for language in LANGUAGES},
        look_alikes=frozenset(medicine["look_alikes"]),
        stems=medicine["stems"],
        prefixes=medicine["prefixes"],
        suffixes=medicine["suffixes"],
        legal=frozenset(medicine["legal"]),
    )


def _toml(name: str) -> dict[str, tuple[str, ...]]:
    lists = tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
    return {kind: tuple(words.split()) for kind, words in lists.items()}


def _plain_list(name: str) -> list[str]:
    lines = (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]
