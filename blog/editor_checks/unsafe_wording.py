"""Finds wording on suicide that media guidelines advise against, and names better words."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Phrase:
    """What to look for, what must stand near it ("" for nothing), and better words."""

    pattern: re.Pattern
    near: re.Pattern
    better: str


@cache
def _phrases(language: str) -> tuple[Phrase, ...]:
    data = tomllib.loads((Path(__file__).parent / "data" / "suicide.toml").read_text(encoding="utf-8"))
    return tuple(
        Phrase(_compiled(row["pattern"]), _compiled(row.get("near", "")), row["better"])
        for row in data.get(language, [])
    )


def _compiled(pattern: str) -> re.Pattern:
    return re.compile(pattern, re.IGNORECASE)


def unsafe_wordings(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield (words as they stand, better words) for each unsafe wording on suicide in a passage."""
    for phrase in _phrases(language):
        for match in phrase.pattern.finditer(text):
            if phrase.near.search(text):
                yield match[0], phrase.better
