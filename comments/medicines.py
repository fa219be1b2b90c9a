"""Medicines by name: the common ones, and whatever ends as the WHO has medicines end (its stems)."""

import re

from comments.folding import Folded
from comments.phrases import Match, Phrases
from comments.wordlists import word_list

_STEMS = word_list("medical", "stems")
_WORDS = re.compile(r"[^\W\d_]{5,40}")


class Medicines(Phrases):
    """Finds the medicines of the lexicon, whatever is named like one, and what else `lines` say."""

    def __init__(self, lines: tuple[str, ...] = ()):
        super().__init__((*word_list("medical_lexicon", "medicines"), *lines))

    def find_in(self, folded: Folded) -> list[Match]:
        """Return them in the order of their beginnings."""
        named = (
            Match(*folded.raw_span(*word.span()), word.group())
            for word in _WORDS.finditer(folded.text)
            # A stem has something before it: "parin" alone is no medicine.
            if word.group()[2:].endswith(_STEMS)
        )
        return sorted({*super().find_in(folded), *named}, key=lambda match: (match.start, match.end))
