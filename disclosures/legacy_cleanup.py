"""Take the disclosures that bloggers wrote by hand out of the texts of a page."""

import re
from dataclasses import dataclass

from django.db import models

from disclosures.legacy_fields import Piece, article_fields, drop_empty_blocks, pieces_of
from disclosures.legacy_notices import LegacyNotice, find, readable_text
from disclosures.vocabulary import words

MAX_NOTICES = 6  # in one field; whoever has more needs no button
AROUND = 120  # characters that an editor sees before and after

_SEAM = "</div><div>"


@dataclass(frozen=True, slots=True)
class FoundNotice:
    """A notice written by hand: the field it stands in, its words, and the words around it."""

    field: str
    label: str
    text: str
    before: str = ""
    after: str = ""

    @property
    def names_a_giver(self) -> bool:
        """Whether it tells of a sponsor or a gift, which nobody can find in links."""
        return words("any", "giver").search(self.text) is not None


def notices_in(page: models.Model) -> list[FoundNotice]:
    """Return the notices written by hand near the beginning and the end of each text field of a page.

    `page` is the specific page, in the state that is looked at (a draft too). It is not changed. A page whose texts
    nobody can read has none: what fails is for the editor, not for this search, to report.
    """
    return [found for field in article_fields(page) for found in _cut(pieces_of(page, field), field)]


def take_out(page: models.Model) -> list[FoundNotice]:
    """Take the same notices out of the page's fields and return them. Nothing is saved; blocks left empty go too."""
    taken = []
    for field in article_fields(page):
        pieces = pieces_of(page, field)
        was = [piece.html for piece in pieces]
        found = _cut(pieces, field)
        changed = [piece for piece, html in zip(pieces, was, strict=True) if piece.html != html]
        for piece in changed:
            piece.save()
        drop_empty_blocks(page, field, changed)
        taken += found
    return taken


def remaining_html(page: models.Model) -> str:
    """Return the page's texts as one piece of HTML, so that links in them can be looked for."""
    return _joined([piece for field in article_fields(page) for piece in pieces_of(page, field)])


def _cut(pieces: list[Piece], field: models.Field) -> list[FoundNotice]:
    """Cut every notice out of the pieces, and return them in the order in which they stand."""
    searched = list(pieces)
    found: list[tuple[int, FoundNotice]] = []
    for _each in range(MAX_NOTICES):
        html = _joined(searched)
        notice = find(html)
        if notice is None:
            break
        touched = _touched(searched, notice)
        if all(piece.is_short for piece, _start, _end in touched):
            # A heading is never cut by itself; without it, what stands below is looked at.
            searched = [piece for piece in searched if piece is not touched[0][0]]
            continue
        found.append((notice.start, _described(html, notice, field)))
        for piece, start, end in touched:
            piece.html = _without(piece, start, end)
    return [notice for _start, notice in sorted(found, key=lambda each: each[0])]


def _joined(pieces: list[Piece]) -> str:
    return pieces[0].html if len(pieces) == 1 else f"<div>{_SEAM.join(piece.html for piece in pieces)}</div>"


def _touched(pieces: list[Piece], notice: LegacyNotice) -> list[tuple[Piece, int, int]]:
    """Return which pieces the notice stands in, and from where to where in each."""
    touched = []
    place = 0 if len(pieces) == 1 else len("<div>")
    for piece in pieces:
        start, end = max(notice.start, place), min(notice.end, place + len(piece.html))
        if start < end:
            touched.append((piece, start - place, end - place))
        place += len(piece.html) + len(_SEAM)
    return touched


def _without(piece: Piece, start: int, end: int) -> str:
    left = f"{piece.html[:start]}{piece.html[end:]}".strip()
    # Tags that now hold nothing would be an empty paragraph; a picture or a line is something.
    return left if readable_text(left) or _SHOWN.search(left) else ""


def _described(html: str, notice: LegacyNotice, field: models.Field) -> FoundNotice:
    return FoundNotice(
        field.name,
        str(field.verbose_name),
        readable_text(html[notice.start : notice.end]),
        _last_words(readable_text(html[: notice.start])),
        _first_words(readable_text(html[notice.end :])),
    )


def _last_words(text: str) -> str:
    return text if len(text) <= AROUND else f"… {text[-AROUND:].partition(' ')[2]}"


def _first_words(text: str) -> str:
    return text if len(text) <= AROUND else f"{text[:AROUND].rpartition(' ')[0]} …"


_SHOWN = re.compile(r"<(?:embed|img|iframe|video|audio|hr|input|svg|object|picture)\b", re.IGNORECASE)
