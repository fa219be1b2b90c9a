"""Two texts as one, with what was added and removed marked word by word."""

import difflib
import re
from collections.abc import Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

PICTURE_FILE = re.compile(r"\[picture file (\w*)\]")
# What is compared as a whole: a picture, a gap, a word.
TOKEN = re.compile(r"\[picture file \w*\]|\s+|\S+")
# Pairs of words that are compared for one screen: about half a second.
EFFORT = 5_000_000

Stretch = tuple[bool, str, str]  # is it the same?, old, new


class Marker:
    """Returns the later text with the differences marked.

    Comparing words costs time by the product of both numbers. When the effort of this marker is used up, what
    differs is shown as a whole: a long text that was rewritten must not keep a reader waiting for minutes.
    """

    def __init__(self, effort: int = EFFORT) -> None:
        self.left = effort

    def __call__(self, before: str, after: str) -> SafeString:
        """Compare two texts."""
        old, new = TOKEN.findall(before), TOKEN.findall(after)
        start, end = _shared_ends(old, new)
        until = len(new) - end
        stretches = [
            (True, "".join(new[:start]), "".join(new[:start])),
            *self._middle(old[start : len(old) - end], new[start:until]),
            (True, "".join(new[until:]), "".join(new[until:])),
        ]
        pieces = (piece for stretch in _joined(stretches) for piece in _marked(stretch))
        return format_html_join("", "{}", ((piece,) for piece in pieces))

    def _middle(self, old: list[str], new: list[str]) -> Iterator[Stretch]:
        effort = len(old) * len(new)
        if effort > self.left:
            yield False, "".join(old), "".join(new)
            return
        self.left -= effort
        for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            yield tag == "equal", "".join(old[i1:i2]), "".join(new[j1:j2])


def marked(before: str, after: str) -> SafeString:
    """Return the later text with what was added and removed marked."""
    return Marker()(before, after)


def _shared_ends(old: list[str], new: list[str]) -> tuple[int, int]:
    """Return how many words both begin and end with."""
    shorter = min(len(old), len(new))
    start = next((place for place in range(shorter) if old[place] != new[place]), shorter)
    rest = shorter - start
    return start, next((place for place in range(rest) if old[-1 - place] != new[-1 - place]), rest)


def _joined(stretches: list[Stretch]) -> list[Stretch]:
    """Make one change of changed words with nothing but a space in between.

    A sentence written anew then reads as the old one and the new one, not as a word of each in turn.
    """
    found: list[Stretch] = []
    for is_same, old, new in stretches:
        if not (old or new):
            continue
        stretch = (is_same, old, new)
        if len(found) > 1 and found[-1][0] and not found[-1][1].strip() and not is_same:
            (_same, gap, _gap), (_changed, was, now) = found.pop(), found.pop()
            stretch = (False, was + gap + old, now + gap + new)
        found.append(stretch)
    return found


def _marked(stretch: Stretch) -> Iterator[SafeString]:
    is_same, old, new = stretch
    if is_same:
        yield format_html("{}", new)
        return
    if old:
        yield format_html("<del>{}</del>", old)
    if new:
        yield format_html("<ins>{}</ins>", new)
