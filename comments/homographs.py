"""What a name looks like, whatever its letters are (after Unicode Technical Standard 39, by its table)."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from comments.folding import is_visible

# One look for what is told apart in few fonts only; figures and signs which stand for letters.
_LIKE_LETTERS = str.maketrans("01345678!|$€", "oleasgtbllse")
# "Mathematical script", "negative circled", "turned": Unicode says in its names which letter a sign shows.
_NAMED = re.compile(
    r"(?:LATIN|REGIONAL INDICATOR SYMBOL)\b.*\bLETTER (?:SMALL CAPITAL |TURNED |REVERSED |SCRIPT |OPEN |DOTLESS )*"
    r"([A-Z])(?: WITH .*)?$"
)


def skeleton(name: str) -> str:
    """Return the words of `name` as they look: two names that look the same have the same skeleton."""
    plain = "".join(
        _look(character) for character in unicodedata.normalize("NFKD", _seen(name)) if is_visible(character)
    )
    looks = plain.casefold().translate(_LIKE_LETTERS).replace("rn", "m").replace("vv", "w").replace("i", "l")
    words = re.findall(r"[^\W_]+", looks)
    # "a d m i n" is read as one word.
    return "".join(words) if all(len(word) == 1 for word in words) else " ".join(words)


def _seen(name: str) -> str:
    """Return `name` with signs replaced by the letters they look like, before any is taken apart."""
    return "".join(_confusables().get(character, character) for character in name)


def _look(character: str) -> str:
    if character.isascii():
        return character
    if unicodedata.combining(character):
        return ""
    if character in _confusables():
        return _confusables()[character]
    named = _NAMED.search(unicodedata.name(character, ""))
    return named[1] if named else character


@cache
def _confusables() -> dict[str, str]:
    return dict(_table())


def _table() -> Iterator[tuple[str, str]]:
    text = files("comments").joinpath("data", "confusables.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            look, _space, signs = line.partition(" ")
            yield from ((sign, look) for sign in signs)
