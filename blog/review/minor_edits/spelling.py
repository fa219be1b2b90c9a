"""Whether one word may be a typing mistake for another. In doubt it is not: then the text needs a signature."""

from collections.abc import Collection
from dataclasses import dataclass

from blog.review.minor_edits.vocabulary import Vocabulary, plain, vocabulary

LONG_WORD = 8
SHORTEST_WORD = 4
SHORTEST_REST = 3
INFLECTIONS = ("s", "es")


@dataclass(frozen=True)
class Speller:
    """Judges pairs of words of one text: `words` are those that the signed text uses, in lower case."""

    words: Collection[str]
    seldom: Collection[str] = frozenset()

    def rule_against(self, old: str, new: str) -> str:
        """Return the name of the rule that forbids to write `new` for `old`; nothing if it is a correction."""
        lists = vocabulary()
        guard = lists.guard_of_any((old, new))
        if guard:
            return guard
        if not _same_alphabet(old, new):
            return "alphabet"
        before, after = plain(old), plain(new)
        if before == after:
            return "" if _only_first_letter(old, new) else "capitals"
        if min(len(before), len(after)) < SHORTEST_WORD:
            return "short"
        if _is_inflection(before, after):
            return ""
        if meaningful_affix(before, after, lists):
            return "affix"
        return self._rule_against_spelling(before, after)

    def _rule_against_spelling(self, before: str, after: str) -> str:
        if distance(before, after) > (2 if min(len(before), len(after)) >= LONG_WORD else 1):
            return "other_word"
        if vocabulary().is_known(before) or (before in self.words and before not in self.seldom):
            return "real_word"
        if not (vocabulary().is_known(after) or after in self.words):
            return "unknown_word"
        return ""


def meaningful_affix(before: str, after: str, lists: Vocabulary) -> bool:
    """Whether two words differ by a beginning or an ending that has a meaning: effective, ineffective."""
    starts = {(rest, prefix) for prefix, rest in _beginnings(before, lists.prefixes)}
    if any(rest == other for rest, _prefix in starts for _own, other in _beginnings(after, lists.prefixes)):
        return True
    ends = {rest for rest, _suffix in _ends(before, lists.suffixes)}
    return any(rest in ends for rest, _suffix in _ends(after, lists.suffixes))


def _beginnings(word: str, prefixes: tuple[str, ...]) -> list[tuple[str, str]]:
    cut = [(prefix, word.removeprefix(prefix)) for prefix in prefixes if word.startswith(prefix)]
    return [("", word), *((prefix, rest) for prefix, rest in cut if len(rest) >= SHORTEST_REST)]


def _ends(word: str, suffixes: tuple[str, ...]) -> list[tuple[str, str]]:
    cut = [(word.removesuffix(suffix), suffix) for suffix in suffixes if word.endswith(suffix)]
    return [(word, ""), *((rest, suffix) for rest, suffix in cut if len(rest) >= SHORTEST_REST)]


def _is_inflection(before: str, after: str) -> bool:
    shorter, longer = sorted((before, after), key=len)
    return any(longer == shorter + ending for ending in INFLECTIONS)


def _only_first_letter(old: str, new: str) -> bool:
    """Whether a longer word only begins with a capital now, or no longer does: US is not us, mG not mg."""
    return len(old) >= SHORTEST_WORD and old[1:] == new[1:]


def _same_alphabet(old: str, new: str) -> bool:
    """Whether the new word brings no letters that only look like ours."""
    return all(character.isascii() or character in old or _is_latin(character) for character in new)


def _is_latin(character: str) -> bool:
    return "\u00c0" <= character <= "\u024f" or character == "\u2019"


def distance(before: str, after: str) -> int:
    """Return how many letters were added, left out, exchanged, or swapped with their neighbour."""
    earlier, row = [], list(range(len(after) + 1))
    for i, old in enumerate(before, start=1):
        last, row = row, [i]
        for j, new in enumerate(after, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (old != new))
            if i > 1 and j > 1 and old == after[j - 2] and before[i - 2] == new:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        earlier = last
    return row[-1]
