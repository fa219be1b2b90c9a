"""Marks, in the text as readers see it, the words that a check noticed in the text as it was typed."""

import html
import re
from collections.abc import Iterable, Iterator

from django.utils.safestring import SafeString

Span = tuple[int, int]
# Tags and entities stay whole; everything else goes letter by letter.
_PIECE = re.compile(r"<[^>]*>|&[#\w]+;|.", re.DOTALL)
# What stands behind the words of a link, and is not shown.
_LINK_END = re.compile(r"\]\((?:\\.|[^()\\]|\([^()]*\))*\)")
_OPEN, _CLOSE = "<mark>", "</mark>"


def highlight(rendered: str, body: str, spans: Iterable[Span]) -> tuple[SafeString, list[str]]:
    """Return the safe HTML `rendered` from `body` with marks at the spans, and the marked words it does not show.

    The spans count letters of `body`. What markup takes away (stars, the address behind a link) is not shown to
    readers: such words come back in the list, for the moderator to read.
    """
    wanted = _within(spans, len(body))
    marked = _indexes(wanted)
    if not marked:
        return SafeString(rendered), []
    seen: set[int] = set()
    out = "".join(_with_marks(_aligned(rendered, body), marked, seen))
    unseen = [body[start:end] for start, end in wanted if seen.isdisjoint(range(start, end))]
    return SafeString(out), unseen


def _within(spans: Iterable[Span], length: int) -> list[Span]:
    """Return the spans that lie in a text of this length: it may have been changed since they were found."""
    return [(start, end) for start, end in spans if 0 <= start < end <= length]


def _indexes(spans: Iterable[Span]) -> set[int]:
    return {index for start, end in spans for index in range(start, end)}


def _aligned(rendered: str, body: str) -> Iterator[tuple[str, int | None]]:
    """Yield each piece of the HTML with the place of its letter in `body`; None for tags and what is not found.

    Markup only takes letters away and never changes their order, so the next one is looked for from where the last
    one stood. White space is not: markup adds some of its own.
    """
    at = 0
    for piece in _PIECE.findall(rendered):
        if piece == "</a>" and (behind := _LINK_END.search(body, at)):
            at = behind.end()
        letter = html.unescape(piece)
        if len(letter) > 1 or letter.isspace():
            yield piece, None
            continue
        found = body.find(letter, at)
        yield piece, found if found >= 0 else None
        at = found + 1 if found >= 0 else at


def _with_marks(pieces: Iterable[tuple[str, int | None]], marked: set[int], seen: set[int]) -> Iterator[str]:
    """Yield the pieces with marks around those in `marked`; no mark reaches over a tag. Notes in `seen` which came."""
    is_open, space = False, ""
    for piece, place in pieces:
        if is_open and piece.isspace():
            # Marked only if a marked letter follows.
            space += piece
            continue
        inside = place in marked
        if is_open and not inside:
            yield _CLOSE
        yield space
        if inside and not is_open:
            yield _OPEN
        is_open, space = inside, ""
        if place is not None and inside:
            seen.add(place)
        yield piece
    yield (_CLOSE if is_open else "") + space
