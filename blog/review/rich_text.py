"""The canonical form of stored rich text: equal for a reader of the text, equal here.

Only markup as Wagtail's editor stores it is brought into this form: known elements in lower case, properly
nested, attributes once each and in double quotes. There every program reads the same. Anything else (comments,
doubled attributes, unclosed tags, scripts) is read differently by browsers, by Wagtail and by us; it counts as it
stands, letter by letter, so that nothing in it can hide.
"""

import html
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any
from unicodedata import normalize

from wagtail.rich_text.rewriters import FIND_A_TAG, FIND_EMBED_TAG, extract_attrs

from blog.review import canonical
from blog.review.addresses import address
from blog.review.files import DOCUMENT, IMAGE, FileKey
from blog.review.markup import (
    ATTRIBUTES,
    BLOCK_TAGS,
    DROPPED_ATTRIBUTES,
    DROPPED_TAGS,
    HOLDS_ONLY,
    LOOSE_IN_ATTRIBUTE,
    LOOSE_IN_TEXT,
    SPACE,
    TAG_NAME,
    TOKEN,
    VOID_TAGS,
    UnusualMarkupError,
    decoded,
    may_stand_in,
)

DEEPEST = 100
# The form of each source is kept for a while: a text is measured several times on its way to the readers.
KEPT_SOURCES, LONGEST_KEPT = 2048, 10_000
# Where a file's hash belongs. The character can stand in no usual markup.
MARKS = re.compile("[&<>]")
PLACE = re.compile("\0(.*?):(.*?)\0", re.DOTALL)

Hashes = Mapping[FileKey, str]


def rich_text(source: str, files: Hashes) -> dict[str, Any]:
    """Return `{"html": ...}` in canonical form, or `{"source": ..., "files": [...]}` of unusual markup.

    `files` maps the pictures and documents named in the text to the hashes of their files; they stand in their
    place.
    """
    text, named = _kept_form(source) if len(source) <= LONGEST_KEPT else _form(source)
    if named is None:
        filled = (
            PLACE.sub(lambda place: files[place[1], html.unescape(place[2])], text) if "\0" in text else text
        )
        return canonical.without_empty({"html": filled})
    return canonical.without_empty({"source": text, "files": [files[key] for key in named]})


def _form(source: str) -> tuple[str, tuple[FileKey, ...] | None]:
    """Return the canonical form with places for hashes, or unusual markup and the files in it."""
    try:
        return _Writer().write(source), None
    except UnusualMarkupError:
        return source.replace("\r\n", "\n"), tuple(_named_files(source))


_kept_form = lru_cache(maxsize=KEPT_SOURCES)(_form)


def _named_files(source: str) -> Iterator[FileKey]:
    """The files that Wagtail would put into this markup, in their order."""
    for attrs in map(extract_attrs, FIND_A_TAG.findall(source)):
        if attrs.get("linktype") == DOCUMENT:
            yield DOCUMENT, attrs.get("id", "")
    for attrs in map(extract_attrs, FIND_EMBED_TAG.findall(source)):
        if attrs.get("embedtype") == IMAGE:
            yield IMAGE, attrs.get("id", "")


def _place(kind: str, key: str) -> str:
    return f"\0{kind}:{key}\0"


class _Writer:
    """Writes the markup again, without what does not count."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._text: list[str] = []
        # Of each open element its name and whether its start was written.
        self._open: list[tuple[str, bool]] = []
        self._after_block = True
        self._empty_paragraph = False

    def write(self, source: str) -> str:
        """Return the canonical form. Raises UnusualMarkupError."""
        if "\0" in source:
            raise UnusualMarkupError
        position = 0
        for token in TOKEN.finditer(source):
            if token.start() != position:
                raise UnusualMarkupError
            position = token.end()
            if token[5] is None:
                self._tag(token)
            elif self._parent in HOLDS_ONLY and token[5].strip(SPACE):
                raise UnusualMarkupError
            else:
                self._text.append(decoded(token[5], LOOSE_IN_TEXT))
        if position != len(source) or self._open:
            raise UnusualMarkupError
        self._flush(before_block=True)
        return "".join(self._pieces)

    @property
    def _parent(self) -> str:
        return self._open[-1][0] if self._open else ""

    def _tag(self, token: re.Match[str]) -> None:
        closes, name, attributes, slash = token.group(1, 2, 3, 4)
        # Wagtail knows its embeds only by the slash.
        if name == "embed" and not token[0].endswith("/>"):
            raise UnusualMarkupError
        if closes:
            self._end(name, attributes or slash)
        else:
            self._start(name, attributes, slash)

    def _start(self, name: str, attributes: str, slash: str) -> None:
        nested_link = name == "a" and ("a", True) in self._open
        if nested_link or (slash and name not in VOID_TAGS) or len(self._open) > DEEPEST:
            raise UnusualMarkupError
        if not may_stand_in(self._parent, name):
            raise UnusualMarkupError
        kept = _attributes(name, attributes) if attributes else {}
        is_written = bool(kept) or name not in DROPPED_TAGS
        if name not in VOID_TAGS:
            self._open.append((name, is_written))
        if is_written:
            written = (
                [f' {key}="{html.escape(value)}"' for key, value in sorted(kept.items())] if kept else ()
            )
            self._put(name, f"<{name}{''.join(written)}>")

    def _end(self, name: str, more: str) -> None:
        opened, is_written = self._open.pop() if self._open else ("", False)
        if more or opened != name:
            raise UnusualMarkupError
        if is_written:
            self._put(name, f"</{name}>")

    def _put(self, name: str, tag: str) -> None:
        is_block = name in BLOCK_TAGS
        self._flush(before_block=is_block)
        if tag == "</p>" and self._pieces[-1] == "<p>":
            self._leave_out_paragraph()
        else:
            self._pieces.append(tag)
        self._after_block = is_block

    def _leave_out_paragraph(self) -> None:
        """An empty paragraph shows nothing, unless it alone parts what stands before and after it."""
        self._pieces.pop()
        previous = TAG_NAME.match(self._pieces[-1]) if self._pieces else None
        self._empty_paragraph = bool(self._pieces) and not (previous and previous[1] in BLOCK_TAGS)

    def _flush(self, before_block: bool) -> None:
        """Write the text since the last tag; dropped tags do not part it."""
        if not self._text and not self._empty_paragraph:
            return
        joined = "".join(self._text)
        text = canonical.folded(joined if joined.isascii() else normalize("NFC", joined))
        self._text = []
        if self._after_block:
            text = text.lstrip(" ")
        if before_block:
            text = text.rstrip(" ")
        if self._empty_paragraph and (text or not before_block):
            self._pieces.append("<p></p>")
        if text or not before_block:
            self._empty_paragraph = False
        if text:
            self._pieces.append(html.escape(text, quote=False) if MARKS.search(text) else text)


def _attributes(tag: str, written: str) -> dict[str, str]:
    """What counts of an element's attributes. Wagtail reads those of its own links as they stand."""
    found = ATTRIBUTES.findall(written)
    values = dict(found)
    if len(values) < len(found):
        raise UnusualMarkupError
    if tag == "embed" or (tag == "a" and "linktype" in values):
        # The editor writes an apostrophe in an attribute so; Wagtail alone does not resolve it.
        return _wagtails_own(tag, extract_attrs(written.replace("&#x27;", "'")))
    kept = {
        name: canonical.text(decoded(value, LOOSE_IN_ATTRIBUTE))
        for name, value in values.items()
        if name not in DROPPED_ATTRIBUTES and not name.startswith("data-")
    }
    if "href" in kept:
        kept["href"] = address(decoded(values["href"], LOOSE_IN_ATTRIBUTE))
    return kept


def _wagtails_own(tag: str, values: dict[str, str]) -> dict[str, str]:
    """A picture and a document count by their files, a page by its key, a film by its address."""
    if tag == "embed" and values.get("embedtype") == IMAGE:
        alt = canonical.text(values.get("alt", ""))
        return {"alt": alt, "embedtype": IMAGE, "image": _place(IMAGE, values.get("id", ""))}
    if tag == "a" and values["linktype"] == DOCUMENT:
        return {"document": _place(DOCUMENT, values.get("id", "")), "linktype": DOCUMENT}
    return values
