"""Finds health advice in a text that must hold none: doses, effects on diseases, symptoms with what to do."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from blog.editor_checks.sentences import sentences

AMOUNT = r"\d+(?:[.,]\d+)?\s?(?:mg|mcg|µg|μg|IU|IE|micrograms?|milligrams?|Milligramm|Mikrogramm)\b"
DOSE = (
    r"\d+(?:[.,]\d+)?\s?(?:mg|mcg|µg|μg|g|ml|IU|IE|units?|Einheiten|tablets?|capsules?|pills?|drops"
    r"|Tabletten?|Kapseln?|Tropfen)\b"
)
NEAR = r"[^.?!]{0,45}?"


@dataclass(frozen=True)
class Vocabulary:
    """The patterns of one language; each of `advice` alone makes a sentence clinical."""

    advice: tuple[re.Pattern, ...]
    excused: re.Pattern


@cache
def vocabularies() -> tuple[Vocabulary, ...]:
    """All languages at once: a page's language says nothing about a sentence that was pasted into it."""
    data = tomllib.loads((Path(__file__).parent / "data" / "clinical.toml").read_text(encoding="utf-8"))
    return tuple(_vocabulary(words) for words in data.values())


def clinical_sentences(lines: Iterable[str]) -> Iterator[str]:
    """Yield the sentences that give health advice or claim an effect on a disease."""
    for line in lines:
        yield from (each for each in sentences(line) if is_clinical(each))


def is_clinical(sentence: str) -> bool:
    """Whether a sentence belongs into a health article. In doubt it does: a reviewer can say otherwise."""
    for words in vocabularies():
        said = words.excused.sub(" ", sentence)
        if any(pattern.search(said) for pattern in words.advice):
            return True
    return False


def _vocabulary(words: dict) -> Vocabulary:
    medicine, condition, symptom = (_any(words[key]) for key in ("medicines", "conditions", "symptoms"))
    effects, taking = rf"\b(?:{words['effects']})\b", rf"\b(?:{words['taking']})\b"
    advice = (
        # A medicine beside a dose, in either order; a dose that somebody shall take.
        rf"{medicine}{NEAR}\b{DOSE}",
        rf"\b{DOSE}{NEAR}{medicine}",
        rf"{taking}{NEAR}\b{AMOUNT}",
        rf"\b{AMOUNT}{NEAR}{taking}",
        # An effect on a disease.
        rf"{effects}{NEAR}{condition}",
        rf"{medicine}{NEAR}{effects}",
        # A symptom with what to do.
        rf"\b(?:{words['having']}){symptom}[^.?!]{{0,80}}?\b(?:{words['doing']})\b",
        rf"\b(?:{words['doing']})\b[^.?!]{{0,60}}?\b(?:{words['having']}){symptom}",
    )
    excused = re.compile("|".join(words["excused"]), re.IGNORECASE)
    return Vocabulary(tuple(re.compile(each, re.IGNORECASE) for each in advice), excused)


def _any(words: list[str]) -> str:
    return rf"\b(?:{'|'.join(words)})\b"
