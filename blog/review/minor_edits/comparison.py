"""Compares the pieces of one text before and after, and says what a minor edit may not do."""

import difflib
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from blog.review.minor_edits.findings import Finding
from blog.review.minor_edits.links import description_of, is_web_link, without_description
from blog.review.minor_edits.spelling import Speller, distance
from blog.review.minor_edits.tokens import Kind, Token, words_of
from blog.review.minor_edits.vocabulary import plain, vocabulary

# What a kind of minor edit may touch.
TYPOS, LAYOUT, LINKS, DESCRIPTIONS, NOTICES = "typos", "layout", "links", "descriptions", "notices"

# Points, commas, quotation marks, brackets, dots, hyphens and dashes.
MOVABLE_SIGNS = set(
    ".,;:'\"()-\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb\u2026\u2010\u2011\u2013\u2014"
)
DOCUMENT = 'linktype="document"'
LEGAL_SIGNS = set("®™©℠")
TELLING_WORD = 6
# Pieces of a paragraph written anew, times pieces of the old one: beyond that it is not worth a closer look.
MOST_COMPARISONS = 1_000_000
# A description may be written anew, but not so that it says something medical.
NOT_DESCRIBED = {"numbers", "units", "doses", "negations", "frequency", "names"}
ARTICLES = {"a", "an", "i", "one", "both", "ein", "eine", "einen", "einem", "einer", "eines", "beide"}
RULE_OF_KIND = {Kind.NUMBER: "numbers", Kind.HIDDEN: "hidden", Kind.FIXED: "fixed"}


@dataclass
class Comparison:
    """The differences of one text; `allowed` says which kinds of change its reason permits."""

    allowed: Collection[str]
    speller: Speller
    findings: list[Finding] = field(default_factory=list)
    characters: int = 0
    links: list[tuple[str, str]] = field(default_factory=list)

    def compare(self, before: list[Token], after: list[Token]) -> None:
        """Add what differs between two lists of pieces."""
        for old_part, new_part, around in differing_parts(before, after):
            self._part(old_part, new_part, around)

    def _part(self, old: list[Token], new: list[Token], around: tuple[str, str]) -> None:
        self._markup(_of(old, Kind.LINK), _of(new, Kind.LINK), self._link)
        self._markup(_of(old, Kind.PICTURE), _of(new, Kind.PICTURE), self._picture)
        if (_of(old, Kind.LAYOUT) or _of(new, Kind.LAYOUT)) and LAYOUT not in self.allowed:
            self.findings.append(Finding("layout"))
        for kind, rule in RULE_OF_KIND.items():
            self._never(rule, _of(old, kind), _of(new, kind))
        heading = [token.text for token in (*old, *new) if token.place == "heading"]
        if heading:
            self.findings.append(Finding("heading"))
        self._text(_visible(old), _visible(new), around)

    def _never(self, rule: str, old: list[str], new: list[str]) -> None:
        if old or new:
            self.findings.append(Finding(rule, " ".join(old), " ".join(new)))

    def _markup(self, old: list[str], new: list[str], judge: Callable[[str, str], None]) -> None:
        for was, now in zip_longest(old, new, fillvalue=""):
            judge(was, now)

    def _link(self, was: str, now: str) -> None:
        if LINKS not in self.allowed:
            self.findings.append(Finding("link"))
        elif DOCUMENT in was or DOCUMENT in now:
            self.findings.append(Finding("picture"))
        elif not (is_web_link(was) and is_web_link(now)):
            self.findings.append(Finding("scheme"))
        elif "href" in was or "href" in now:
            self.links.append((was, now))

    def _picture(self, was: str, now: str) -> None:
        if not was or not now or without_description(was) != without_description(now):
            self.findings.append(Finding("picture"))
        elif DESCRIPTIONS not in self.allowed:
            self.findings.append(Finding("description"))
        else:
            self.describe(description_of(was), description_of(now))

    def describe(self, was: str, now: str) -> None:
        """Compare two descriptions of one picture: other words are welcome, medical ones are not."""
        for old, new, _around in differing_parts(words_of(was), words_of(now)):
            self.characters += _count([token.text for token in old], [token.text for token in new])
            for token in (*old, *new):
                rule = RULE_OF_KIND.get(token.kind, "") or vocabulary().guard_of(token.text)
                if rule in {*NOT_DESCRIBED, "hidden"} and plain(token.text) not in ARTICLES:
                    self.findings.append(
                        Finding(rule, token.text if token in old else "", token.text if token in new else "")
                    )

    def _text(self, old: list[Token], new: list[Token], around: tuple[str, str]) -> None:
        """Judge words and signs: pair by pair where as many stand on both sides."""
        texts_old, texts_new = [token.text for token in old], [token.text for token in new]
        if texts_old == texts_new:
            return
        self.characters += _count(texts_old, texts_new)
        if NOTICES in self.allowed and not texts_old and _is_notice(texts_new, around):
            return
        if TYPOS not in self.allowed:
            self._refuse_words(texts_old, texts_new)
        elif len(_words(old)) == len(_words(new)):
            self._pairs(old, new, around)
        elif not self._is_slip(texts_old, texts_new, around):
            self._refuse_words(texts_old, texts_new)

    def _pairs(self, old: list[Token], new: list[Token], around: tuple[str, str]) -> None:
        """Judge word by word, and the signs between them together."""
        words_old, words_new = _words(old), _words(new)
        for was, now in zip(words_old, words_new, strict=True):
            rule = self.speller.rule_against(was, now) if was != now else ""
            if rule:
                self.findings.append(Finding(rule, was, now))
        signs_old, signs_new = _of(old, Kind.SIGN), _of(new, Kind.SIGN)
        if signs_old != signs_new:
            rule = _rule_against_signs([*signs_old, *signs_new], [*around, *words_old, *words_new])
            if rule:
                self.findings.append(Finding(rule, " ".join(signs_old), " ".join(signs_new)))

    def _is_slip(self, old: list[str], new: list[str], around: tuple[str, str]) -> bool:
        """Whether a word had been typed twice, or a blank was wrong."""
        return _was_doubled(old, new, around) or self._is_wrong_blank(old, new)

    def _is_wrong_blank(self, old: list[str], new: list[str]) -> bool:
        """Whether "alot" became "a lot": the letters are the same, and no part has a meaning of its own."""
        if "".join(old) != "".join(new) or min(len(old), len(new)) != 1:
            return False
        lists = vocabulary()
        parts = [*old, *new]
        if any(lists.guard_of(part) or plain(part) in lists.prefixes for part in parts):
            return False
        return all(lists.is_known(part) for part in new) and not all(lists.is_known(part) for part in old)

    def _refuse_words(self, old: list[str], new: list[str]) -> None:
        lists = vocabulary()
        guard = lists.guard_of_any((*old, *new))
        signs_only = all(not word[0].isalpha() for word in (*old, *new))
        rule = guard or ("signs" if signs_only else "words")
        if NOTICES in self.allowed and TYPOS not in self.allowed:
            rule = "legal"
        self.findings.append(Finding(rule, " ".join(old), " ".join(new)))


def differing_parts(
    before: list[Token], after: list[Token]
) -> Iterator[tuple[list[Token], list[Token], tuple[str, str]]]:
    """Yield the pieces that differ, and the visible pieces to the left and right of them.

    Where there are as many paragraphs as before, each is compared with its own: a long text takes no longer for it.
    """
    old, new = _paragraphs(before), _paragraphs(after)
    pairs = zip(old, new, strict=True) if len(old) == len(new) else [(before, after)]
    for was, now in pairs:
        if was != now:
            yield from _differing(was, now)


def _differing(
    before: list[Token], after: list[Token]
) -> Iterator[tuple[list[Token], list[Token], tuple[str, str]]]:
    start, end = _equal_at_both_ends(before, after)
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    if len(old) * len(new) > MOST_COMPARISONS:
        yield old, new, (_nearest(after[:start][::-1]), _nearest(after[len(after) - end :]))
        return
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            left = _nearest(after[: start + j1][::-1])
            right = _nearest(after[start + j2 :])
            yield old[i1:i2], new[j1:j2], (left, right)


def _equal_at_both_ends(before: list[Token], after: list[Token]) -> tuple[int, int]:
    shorter = min(len(before), len(after))
    start = next((i for i in range(shorter) if before[i] != after[i]), shorter)
    most = shorter - start
    end = next((i for i in range(most) if before[-1 - i] != after[-1 - i]), most)
    return start, end


def _paragraphs(tokens: list[Token]) -> list[list[Token]]:
    """Return the pieces in groups, each up to the end of a paragraph or the like."""
    groups: list[list[Token]] = [[]]
    for token in tokens:
        groups[-1].append(token)
        if token.kind == Kind.LAYOUT:
            groups.append([])
    return groups


def _nearest(tokens: list[Token]) -> str:
    return next((token.text for token in tokens if token.kind in (Kind.WORD, Kind.NUMBER)), "")


def _of(tokens: list[Token], kind: Kind) -> list[str]:
    return [token.text for token in tokens if token.kind == kind]


def _visible(tokens: list[Token]) -> list[Token]:
    return [token for token in tokens if token.kind in (Kind.WORD, Kind.SIGN)]


def _words(tokens: list[Token]) -> list[str]:
    return _of(tokens, Kind.WORD)


def _rule_against_signs(signs: Iterable[str], near: Iterable[str]) -> str:
    """A comma, a full stop or a quotation mark may come and go, but not beside a number, a unit or a negation."""
    if not all(sign in MOVABLE_SIGNS for sign in signs):
        return "signs"
    guarded = any(_is_number(word) or vocabulary().guard_of(word) in ("negations", "units") for word in near)
    return "signs" if guarded else ""


def _is_number(word: str) -> bool:
    return any(character.isnumeric() for character in word)


def _count(old: list[str], new: list[str]) -> int:
    """Return how many characters differ."""
    if len(old) == len(new):
        return sum(distance(was, now) for was, now in zip(old, new, strict=True))
    return max(sum(map(len, old)), sum(map(len, new)))


def _is_notice(words: list[str], around: tuple[str, str]) -> bool:
    """Whether a trade mark notice was added, and nothing that a neighbour could turn into advice."""
    lists = vocabulary()
    if any(lists.guard_of(word) == "negations" for word in around):
        return False
    telling = any(word in LEGAL_SIGNS or len(word) >= TELLING_WORD for word in words)
    return telling and all(
        word in LEGAL_SIGNS or word in MOVABLE_SIGNS or plain(word) in lists.legal for word in words
    )


def _was_doubled(old: list[str], new: list[str], around: tuple[str, str]) -> bool:
    """Whether one of two equal words in a row went; which of the two, no reader can tell."""
    if new or len(old) != 1 or vocabulary().guard_of(old[0]) in ("negations", "numbers"):
        return False
    return plain(old[0]) in (plain(around[0]), plain(around[1]))
