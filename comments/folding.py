"""Text as it is compared, never as it is shown; every place in it leads back to the text as it was written."""

import re
import unicodedata
from dataclasses import dataclass

# Letters that show nothing, beside those which Unicode calls formats (soft hyphens, joiners, changes of direction).
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
# Telephones and word processors write one apostrophe in many ways.
_APOSTROPHES = str.maketrans(dict.fromkeys("‘’‚‛ʼʹ′´＇", "'"))  # noqa: RUF001  they are meant

# Small Cyrillic and Greek letters that look like Latin ones, for words in which the scripts are mixed.
_LOOKALIKES = str.maketrans("аеорсухіјѕԁһԛԝкмтвнαορυνικτ", "aeopcyxijsdhqwkmtbhaopuvikt")
_LETTERS = re.compile(r"[^\W\d_]+")


def is_visible(character: str) -> bool:
    """Return whether `character` is more than a disguise: not zero-width, not a change of direction."""
    return unicodedata.category(character) != "Cf" and character not in _BLANK


@dataclass(frozen=True)
class Folded:
    """A text folded for comparing. `places` holds (start, end) in the raw text for each character; None: the same."""

    text: str
    places: tuple[tuple[int, int], ...] | None = None

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Return where `text[start:end]`, which must not be empty, stands in the raw text."""
        if self.places is None:
            return start, end
        return self.places[start][0], self.places[end - 1][1]


def fold(text: str) -> Folded:
    """Return `text` in small letters, one spelling of each, straight apostrophes, 0-9 for any digit, nothing invisible.

    Accents of letters stay, loose marks (also those that strike a letter through) go.
    """
    if text.isascii():
        return Folded(_plain(text))
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    for cluster, start, end in _clusters(text):
        folded = _plain(cluster) if cluster.isascii() else _fold_cluster(cluster)
        letters.append(folded)
        places.extend([(start, end)] * len(folded))
    return Folded(_LETTERS.sub(_undisguised, "".join(letters)), tuple(places))


def _clusters(text: str) -> list[tuple[str, int, int]]:
    """Return each letter with the marks on it, and where both stand together."""
    clusters: list[tuple[str, int, int]] = []
    for place, character in enumerate(text):
        if not character.isascii() and not is_visible(character):
            continue
        if clusters and _joins(character):
            before, start, _end = clusters[-1]
            clusters[-1] = (before + character, start, place + 1)
        else:
            clusters.append((character, place, place + 1))
    return clusters


def _joins(character: str) -> bool:
    """Return whether `character` is a part of the one before: a mark, or the rest of a Korean syllable."""
    return not character.isascii() and (
        unicodedata.category(character)[0] == "M" or "\u1161" <= character <= "\u11ff"
    )


def _plain(text: str) -> str:
    return text.lower().replace("`", "'")


def _fold_cluster(cluster: str) -> str:
    plain = unicodedata.normalize("NFKC", cluster.translate(_APOSTROPHES)).casefold()
    # Folding may take a letter apart again; whatever then remains of marks is no letter.
    whole = unicodedata.normalize("NFKC", plain)
    return "".join(_digit(letter) for letter in whole if unicodedata.category(letter)[0] != "M")


def _undisguised(word: re.Match[str]) -> str:
    """Return a word as it was meant to look: one in two scripts is written so to escape a list."""
    letters = word.group()
    return letters.translate(_LOOKALIKES) if any(map(str.isascii, letters)) else letters


def _digit(letter: str) -> str:
    return str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
