"""The shipped phrases of advertising, by what they try to do."""

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from comments.folding import Folded
from comments.phrases import Match, Phrases


class Sign(NamedTuple):
    """One group of phrases: what a moderator is told, and where they stand."""

    code: str
    says: str
    matches: list[Match]


def signs_in(text: Folded) -> list[Sign]:
    """Return the groups of which a phrase occurs in `text`."""
    found = (Sign(code, says, phrases.find_in(text)) for code, says, phrases in _groups())
    return [sign for sign in found if sign.matches]


@cache
def _groups() -> tuple[tuple[str, str, Phrases], ...]:
    file = Path(__file__).parent / "data" / "spam_phrases.toml"
    groups = tomllib.loads(file.read_text(encoding="utf-8"))
    return tuple(
        (code, group["says"], Phrases(group["phrases"].splitlines())) for code, group in groups.items()
    )
