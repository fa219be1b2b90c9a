"""A text sentence by sentence, with the words before and behind a place."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Self

from comments.folding import Folded
from comments.phrases import Match, Phrases

# A dot inside a number or an abbreviation ends no sentence.
_SENTENCES = re.compile(r"(?:[^.!?\n]|[.!?](?=[^\s.!?]))++[.!?]*")
_CLAUSE_ENDS = re.compile(r"[,;:()\"\u201c\u201d\u2013\u2014]| but ")
_WORDS = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# No clause of interest is longer.
_REACH = 160


class Sentence:
    """One sentence of a folded text; `start` is its place there."""

    def __init__(self, text: str, start: int):
        self.text, self.start = text, start
        self._found: dict[Phrases, list[Match]] = {}

    @classmethod
    def all_in(cls, text: str) -> Iterator[Self]:
        """Yield the sentences of the folded `text`."""
        for sentence in _SENTENCES.finditer(text):
            yield cls(sentence.group(), sentence.start())

    @property
    def is_question(self) -> bool:
        """Whether it asks."""
        return self.text.endswith("?")

    @cached_property
    def _word_starts(self) -> list[int]:
        return [word.start() for word in _WORDS.finditer(self.text)]

    @cached_property
    def _clause_starts(self) -> list[int]:
        return [0, *(end.end() for end in _CLAUSE_ENDS.finditer(self.text))]

    def find(self, phrases: Phrases) -> list[Match]:
        """Return where `phrases` stand in the sentence."""
        if phrases not in self._found:
            self._found[phrases] = phrases.find_in(Folded(self.text))
        return self._found[phrases]

    def has(self, phrases: Phrases) -> bool:
        """Return whether one of `phrases` stands in the sentence."""
        return bool(self.find(phrases))

    def next(self, phrases: Phrases, place: int, words: int) -> Match | None:
        """Return the first of `phrases` that begins with one of so many words from `place` on."""
        found = self.find(phrases)
        first = bisect_left(found, place, key=lambda match: match.start)
        ahead = bisect_left(self._word_starts, place)
        last = self._word_starts[min(ahead + words, len(self._word_starts)) - 1] if self._word_starts else 0
        return found[first] if first < len(found) and found[first].start <= last else None

    def clause_before(self, place: int) -> str:
        """Return what stands before `place`, back to the comma."""
        start = self._clause_starts[bisect_right(self._clause_starts, place) - 1]
        return self.text[max(start, place - _REACH) : place]

    def words_before(self, place: int, words: int) -> str:
        """Return so many words before `place`, of the same clause."""
        clause = self.clause_before(place)
        starts = [word.start() for word in _WORDS.finditer(clause)][-words:]
        return clause[starts[0] :] if starts else ""

    def words_after(self, place: int, words: int) -> str:
        """Return so many words after `place`, whatever stands between them."""
        following = self._word_starts[bisect_left(self._word_starts, place) :][: words + 1]
        return self.text[place : following[words] if len(following) > words else len(self.text)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return a place of the sentence as a place of the text."""
        return self.start + start, self.start + end
