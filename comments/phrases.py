"""Finds many phrases in a text at once, by whole words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from comments.folding import Folded, fold

# Scripts without spaces between words (Han, kana, Thai, Lao, Khmer, Burmese): each letter counts as a word there.
_UNSPACED = (
    "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f"
)
_WORD = rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+(?:'[^\W_{_UNSPACED}]+)*"
_WORDS = re.compile(_WORD)
_PARTS = re.compile(rf"(?P<word>{_WORD})(?P<open>\*(?!\w))?|(?<!\S)\*(?!\S)")
# What may stand between two words of a phrase. The end of a sentence ends it, three dots do not.
_GAP = re.compile(r"(?:[^\w.!?]|_|\.\.++)*+")
_ANY = "*"


@dataclass(frozen=True)
class Match:
    """`phrase`, as it was given, found at (start, end) of the raw text."""

    start: int
    end: int
    phrase: str


@dataclass
class _Node:
    """What may come next, word by word."""

    words: dict[str, "_Node"] = field(default_factory=dict)
    # Words of which only the beginning is given, by their length.
    openings: dict[int, dict[str, "_Node"]] = field(default_factory=dict)
    phrases: list[str] = field(default_factory=list)

    def grow(self, word: str, is_open: bool) -> "_Node":
        known = self.openings.setdefault(len(word), {}) if is_open else self.words
        return known.setdefault(word, _Node())

    def after(self, word: str) -> Iterator["_Node"]:
        for key in (word, _ANY):
            if key in self.words:
                yield self.words[key]
        for length, known in self.openings.items():
            if word[:length] in known:
                yield known[word[:length]]


@dataclass(frozen=True)
class _Word:
    text: str
    start: int
    end: int
    # Whether it continues what the word before began.
    continues: bool


class Phrases:
    """A set of phrases, one on each line, asked for all at once; the time does not depend on their number.

    A phrase is one or more whole words: “cialis” is not found in “specialist”. Capitals, apostrophes (“dont” is
    “don't”), line breaks, hyphens and invisible letters make no difference; the end of a sentence between them does.
    “heal*” finds every word that begins so, and a star on its own stands for any one word. A line without words is
    passed over.
    """

    def __init__(self, lines: Iterable[str]):
        self._root = _Node()
        for line in lines:
            self._add(line)

    def _add(self, line: str) -> None:
        node, parts = self._root, list(_PARTS.finditer(fold(line).text))
        if not any(part["word"] for part in parts):
            return
        for part in parts:
            word = part["word"]
            node = node.grow(_bare(word), bool(part["open"])) if word else node.grow(_ANY, False)
        node.phrases.append(line.strip())

    def find(self, text: str) -> list[Match]:
        """Return every phrase found in `text`, also where they overlap, in the order of their beginnings."""
        return self.find_in(fold(text))

    def find_in(self, folded: Folded) -> list[Match]:
        """Return the same for a text that was folded already."""
        words = list(_words(folded.text))
        return [
            Match(*folded.raw_span(words[first].start, words[last].end), phrase)
            for first in range(len(words))
            for last, phrase in self._from(words, first)
        ]

    def _from(self, words: list[_Word], first: int) -> Iterator[tuple[int, str]]:
        """Yield the phrases that begin with this word, each with the place of its last."""
        nodes = list(self._root.after(words[first].text))
        place = first
        while nodes:
            for node in nodes:
                yield from ((place, phrase) for phrase in node.phrases)
            place += 1
            if place == len(words) or not words[place].continues:
                return
            nodes = [follower for node in nodes for follower in node.after(words[place].text)]


def _words(text: str) -> Iterator[_Word]:
    end = 0
    for word in _WORDS.finditer(text):
        continues = _GAP.fullmatch(text, end, word.start()) is not None
        yield _Word(_bare(word.group()), word.start(), word.end(), continues)
        end = word.end()


def _bare(word: str) -> str:
    return word.replace("'", "")
