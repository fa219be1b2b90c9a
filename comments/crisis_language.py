"""Reads in a text whether somebody may be in danger: which words say so, who is meant, and when.

The lists lie in `data/crisis.toml`. They are made to miss little: what they find is held for a person to read.
"""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from comments.folding import Folded
from comments.states import CareTier

# A text longer than any comment is not read to its end.
MOST = 20_000
# So much of a sentence is looked at on either side of what was found.
AROUND = 400
# How often the same is said before the rest adds nothing.
ENOUGH = 12
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[.!?\n…]+|[\"“”„«»]|(?m:^)[ \t]*>")
_QUOTES = frozenset('"“”„«»')
_STOP = "."


@dataclass(frozen=True)
class Sign:
    """Words that say something about danger, and how near it is.

    `own`: they say themselves who is meant. `denied`: how near it is if they are taken back. `beside`: they only
    count where another sign speaks of the present.
    """

    name: str
    tier: CareTier
    own: bool
    denied: CareTier
    beside: bool
    pattern: re.Pattern


@dataclass(frozen=True)
class Found:
    """How near a crisis seems by one sign, and where it stands in the raw text."""

    tier: CareTier
    sign: str
    start: int
    end: int

    @property
    def span(self) -> tuple[int, int]:
        """Its place as findings keep it."""
        return self.start, self.end

    def overlaps(self, other: "Found") -> bool:
        """Whether both speak of the same words."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Language:
    """One language: how it is spelled out, its signs, and the words around them."""

    spelled_out: dict[str, tuple[str, ...]]
    signs: tuple[Sign, ...]
    innocent: re.Pattern
    context: dict[str, re.Pattern]


@cache
def english() -> Language:
    """Return the lists for English, compiled."""
    path = Path(__file__).parent / "data" / "crisis.toml"
    return _language(tomllib.loads(path.read_text(encoding="utf-8")))


def _language(data: dict) -> Language:
    words = data["words"]
    signs = tuple(
        Sign(
            name=each["name"],
            tier=CareTier(each["tier"]),
            own=each.get("own", False),
            denied=CareTier(each.get("denied", CareTier.PAST)),
            beside=each.get("only_beside_present", False),
            pattern=_compiled("|".join(each["forms"]), words),
        )
        for each in data["sign"]
    )
    return Language(
        spelled_out={word: tuple(said.split()) for word, said in data["spelled_out"].items()},
        signs=signs,
        innocent=_compiled("|".join(data["innocent"]["forms"]), words),
        context={name: _compiled(form, words) for name, form in data["context"].items()},
    )


def _compiled(form: str, words: dict[str, str]) -> re.Pattern:
    """Return a form as a pattern over whole words; sets of words may contain others."""
    while (filled := re.sub(r"<(\w+)>", lambda name: words[name[1]], form)) != form:
        form = filled
    # People write "my self" as well.
    form = form.replace("myself", "my ?self")
    return re.compile(rf"(?<!\S)(?:{form})(?!\w)")


class Reading:
    """A text as small words with single spaces, each knowing where it came from."""

    def __init__(self, folded: Folded, language: Language):
        self._folded = folded
        self._language = language
        self._starts: list[int] = []
        self._places: list[tuple[int, int]] = []
        self._quoted: list[bool] = []
        self.text = " ".join([*self._words(), _STOP])

    def found(self) -> list[Found]:
        """Return all signs with how near a crisis each makes it seem; those that say nothing are left out."""
        near = [found for sign in self._language.signs if not sign.beside for found in self._by(sign)]
        if any(each.tier >= CareTier.PRESENT for each in near):
            near += [found for sign in self._language.signs if sign.beside for found in self._by(sign)]
        return sorted(near, key=lambda each: each.start)

    def _by(self, sign: Sign) -> Iterator[Found]:
        clear = 0
        for match in sign.pattern.finditer(self.text):
            tier = CareTier.NONE if self._is_innocent(match) else self._tier(sign, match)
            if tier:
                yield Found(tier, sign.name, *self._raw_span(match))
            clear += tier == sign.tier
            if clear == ENOUGH:
                return

    def _tier(self, sign: Sign, match: re.Match) -> CareTier:
        before, around = self._sentence(match)
        if self._has("denied", before) and not self._has("not_denied", before):
            return sign.denied
        if sign.tier > CareTier.PAST and self._is_far(sign, match, before, around):
            return CareTier.PAST
        return sign.tier

    def _is_far(self, sign: Sign, match: re.Match, before: str, around: str) -> bool:
        """Whether it is about somebody else, or lies in the past."""
        if self._is_quoted(match):
            unquoted = self._unquoted(match, before)
            return not (
                self._has("own", unquoted) and self._is_own(unquoted) and self._has("saying", unquoted)
            )
        if not sign.own and not self._is_own(before):
            return True
        return self._is_past(match, before, around)

    def _is_own(self, before: str) -> bool:
        own, other = (self._last(name, before) for name in ("own", "others"))
        return own >= other

    def _is_past(self, match: re.Match, before: str, around: str) -> bool:
        if self._has("again", around) or not self._has("past", around):
            return False
        is_present = self._has("present", before) and self._has("present_sign", match[0] + " ", at_start=True)
        return self._has("long_past", around) or not is_present

    def _is_innocent(self, match: re.Match) -> bool:
        return any(each.start() <= match.start() < each.end() for each in self._innocent)

    @cached_property
    def _innocent(self) -> list[re.Match]:
        return list(self._language.innocent.finditer(self.text))

    def _has(self, name: str, text: str, at_start: bool = False) -> bool:
        pattern = self._language.context[name]
        return (pattern.match(text) if at_start else pattern.search(text)) is not None

    def _last(self, name: str, text: str) -> int:
        return max((each.start() for each in self._language.context[name].finditer(text)), default=-1)

    def _sentence(self, match: re.Match) -> tuple[str, str]:
        """Return what stands before the match in its sentence, and the whole sentence."""
        start = self.text.rfind(f" {_STOP} ", 0, match.start() + 1)
        start = 0 if start < 0 else start + 3
        if start < match.start() - AROUND:
            start = self.text.index(" ", match.start() - AROUND) + 1
        end = self.text.find(f" {_STOP}", match.start())
        return self.text[start : match.start()], self.text[start : min(end, match.end() + AROUND)]

    def _raw_span(self, match: re.Match) -> tuple[int, int]:
        first, last = (self._word_at(place) for place in (match.start(), match.end() - 1))
        return self._folded.raw_span(self._places[first][0], self._places[last][1])

    def _is_quoted(self, match: re.Match) -> bool:
        return self._quoted[self._word_at(match.start())]

    def _unquoted(self, match: re.Match, before: str) -> str:
        """Return what the writer says before a quotation."""
        first, last = self._word_at(match.start() - len(before)), self._word_at(match.start())
        words = before.split()
        return " ".join(
            word for word, quoted in zip(words, self._quoted[first:last], strict=True) if not quoted
        )

    def _word_at(self, place: int) -> int:
        return bisect_right(self._starts, place) - 1

    def _words(self) -> Iterator[str]:
        """Yield the words, and note where each begins here and where it stands in the text."""
        length, quoted, cited = 0, False, False
        for token in _WORD.finditer(self._folded.text[:MOST]):
            word = token[0]
            if word in _QUOTES:
                quoted = not quoted
                continue
            if word.lstrip(" \t") == ">":
                cited = True
                continue
            cited = cited and "\n" not in word
            for said in self._spelled_out(word):
                self._starts.append(length)
                self._places.append(token.span())
                self._quoted.append(quoted or cited)
                length += len(said) + 1
                yield said

    def _spelled_out(self, word: str) -> tuple[str, ...]:
        if not word[0].isalnum():
            return () if word.isspace() else (_STOP,)
        bare = word.replace("'", "")
        return self._language.spelled_out.get(word) or self._language.spelled_out.get(bare) or (bare,)
