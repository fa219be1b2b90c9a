"""A signed text as the pieces that are compared: words, numbers, signs, and the markup between them."""

import html
import re
import unicodedata
from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a piece of text is."""

    WORD = "word"
    NUMBER = "number"
    SIGN = "sign"
    HIDDEN = "hidden"
    LAYOUT = "layout"
    LINK = "link"
    PICTURE = "picture"
    FIXED = "fixed"


@dataclass(frozen=True)
class Token:
    """One piece; two texts are equal if their pieces are. `place` says where it stands: heading, cell."""

    kind: Kind
    text: str
    place: str = ""


TAG = re.compile(r"<[^>]*>")
LAYOUT = {"p", "br", "ul", "li", "hr", "blockquote"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
CELLS = {"table", "td", "th"}
# The visible sign goes with the number that it stands next to: "1.5", "(5", "10-20".
PIECE = re.compile(r"\S+")
WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*|\S")


def tokens_of(value: str, *, is_html: bool) -> list[Token]:
    """Return the pieces of a canonical text."""
    return _Reader().read(value) if is_html else words_of(value)


def words_of(text: str, place: str = "") -> list[Token]:
    """Return the pieces of text without markup."""
    found: list[Token] = []
    for piece in PIECE.findall(text):
        if any(is_hidden(character) for character in piece):
            found.append(Token(Kind.HIDDEN, piece, place))
        elif any(unicodedata.category(character).startswith("N") for character in piece):
            found.append(Token(Kind.NUMBER, piece, place))
        else:
            parts = WORD.findall(piece)
            found += [Token(Kind.WORD if part[0].isalpha() else Kind.SIGN, part, place) for part in parts]
    return found


def is_hidden(character: str) -> bool:
    """Whether the character is not seen itself, but may change how its neighbours are."""
    return unicodedata.category(character) in {"Cf", "Cc", "Co", "Cs", "Cn", "Zl", "Zp", "Mn", "Me", "Mc"}


class _Reader:
    """Reads canonical HTML: attributes sorted and quoted, "<" in text always written as an entity."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._numbered: list[int | None] = []

    def read(self, source: str) -> list[Token]:
        found: list[Token] = []
        position = 0
        for tag in TAG.finditer(source):
            found += self._words(source[position : tag.start()])
            found.append(self._tag(tag[0]))
            position = tag.end()
        return found + self._words(source[position:])

    def _words(self, source: str) -> list[Token]:
        return words_of(html.unescape(source), self._place())

    def _place(self) -> str:
        if HEADINGS.intersection(self._open):
            return "heading"
        return "cell" if CELLS.intersection(self._open) else ""

    def _tag(self, tag: str) -> Token:
        closing = tag.startswith("</")
        name = re.split(r"[\s>]", tag.lstrip("</"), maxsplit=1)[0].rstrip("/")
        self._follow(name, closing=closing)
        if name == "a":
            return Token(Kind.LINK, tag)
        if name == "embed":
            return Token(Kind.PICTURE, tag)
        if name == "li" and not closing and self._numbered and self._numbered[-1] is not None:
            # What readers see there is a number.
            self._numbered[-1] += 1
            return Token(Kind.FIXED, f"{self._numbered[-1]}.")
        bare = tag in (f"<{name}>", f"</{name}>")
        return Token(Kind.LAYOUT if bare and name in LAYOUT else Kind.FIXED, tag)

    def _follow(self, name: str, *, closing: bool) -> None:
        """Note in which elements the text after this tag stands."""
        if name in HEADINGS | CELLS:
            self._open = self._open[:-1] if closing else [*self._open, name]
        if name in {"ol", "ul"}:
            if closing:
                self._numbered = self._numbered[:-1]
            else:
                self._numbered.append(0 if name == "ol" else None)
