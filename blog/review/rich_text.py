"""The canonical form of stored rich text: equal for a reader of the text, equal here.

Only markup as Wagtail's editor stores it is brought into this form: known elements in lower case, properly
nested, attributes once each and in double quotes. There every program reads the same. Anything else (comments,
doubled attributes, unclosed tags, scripts) is read differently by browsers, by Wagtail and by us; it counts as it
stands, letter by letter, so that nothing in it can hide.
"""

import html
import re
from collections.abc import Mapping
from html.entities import html5
from typing import Any
from unicodedata import normalize

from wagtail.rich_text.rewriters import FIND_A_TAG, FIND_EMBED_TAG, extract_attrs

from blog.review import canonical
from blog.review.addresses import address
from blog.review.files import DOCUMENT, IMAGE, FileKey

# Emphasis says nothing that a medical reviewer signs; sub, sup, s and del do: 10<sup>9</sup> is not 109.
DROPPED_TAGS = frozenset({"b", "strong", "i", "em"})
DROPPED_ATTRIBUTES = frozenset({"id", "rel", "target"})
VOID_TAGS = frozenset({"br", "embed", "hr"})
BLOCK_TAGS = frozenset({
    "blockquote", "br", "caption", "dd", "div", "dl", "dt", "embed", "figcaption", "figure", "h1", "h2", "h3", "h4",
    "h5", "h6", "hr", "li", "ol", "p", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
INLINE_TAGS = frozenset({
    "a", "abbr", "cite", "code", "del", "dfn", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike",
    "sub", "sup", "u",
})  # fmt: skip
KNOWN_TAGS = DROPPED_TAGS | BLOCK_TAGS | INLINE_TAGS
DEEPEST = 100

ATTRIBUTE = r'[ \t\n\f\r]+[a-z][a-z0-9-]*="[^"<>]*"'
TOKEN = re.compile(rf"<(/?)([a-z][a-z0-9]*)((?:{ATTRIBUTE})*)[ \t\n\f\r]*(/?)>|([^<]+)")
TAG_NAME = re.compile(r"</?([a-z][a-z0-9]*)")
ATTRIBUTES = re.compile(r'([a-z][a-z0-9-]*)="([^"]*)"')
REFERENCE = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]*|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
# Old names that browsers also know without a semicolon, but in attributes not before "=" and the like.
_OLD_NAMES = "|".join(sorted((name for name in html5 if not name.endswith(";")), key=len, reverse=True))
LOOSE_IN_TEXT = re.compile(rf"&(?:#|{_OLD_NAMES})")
LOOSE_IN_ATTRIBUTE = re.compile(rf"&(?:#|(?:{_OLD_NAMES})(?![=A-Za-z0-9]))")

Hashes = Mapping[FileKey, str]


class UnusualMarkupError(ValueError):
    """The markup is not as Wagtail's editor stores it."""


def rich_text(source: str, files: Hashes) -> dict[str, Any]:
    """Return `{"html": ...}` in canonical form, or `{"source": ..., "files": [...]}` of unusual markup.

    `files` maps the pictures and documents named in the text to the hashes of their files; they stand in their
    place.
    """
    value: dict[str, Any]
    try:
        value = {"html": _Writer(files).write(source)}
    except UnusualMarkupError:
        value = {"source": source.replace("\r\n", "\n"), "files": _named_files(source, files)}
    return canonical.without_empty(value)


def _named_files(source: str, files: Hashes) -> list[str]:
    """The hashes of the files that Wagtail would put into this markup, in their order."""
    links = (extract_attrs(found) for found in FIND_A_TAG.findall(source))
    embeds = (extract_attrs(found) for found in FIND_EMBED_TAG.findall(source))
    return [
        *(files[DOCUMENT, attrs.get("id", "")] for attrs in links if attrs.get("linktype") == DOCUMENT),
        *(files[IMAGE, attrs.get("id", "")] for attrs in embeds if attrs.get("embedtype") == IMAGE),
    ]


def _decoded(value: str, loose: re.Pattern[str]) -> str:
    """Resolve character references. Raises UnusualMarkupError at one that programs read differently."""
    if "&" not in value:
        return value
    if loose.search(REFERENCE.sub("", value)):
        raise UnusualMarkupError
    return REFERENCE.sub(_character, value)


def _character(reference: re.Match[str]) -> str:
    name = reference[0][1:]
    if name[0] != "#" and name not in html5:
        raise UnusualMarkupError
    character = html.unescape(reference[0])
    # Browsers keep some control characters which Python leaves out or replaces.
    if character in ("", "\ufffd") or (
        len(character) == 1 and not character.isprintable() and character < " "
    ):
        raise UnusualMarkupError
    return character


class _Writer:
    """Writes the markup again, without what does not count."""

    def __init__(self, files: Hashes) -> None:
        self._files = files
        self._pieces: list[str] = []
        self._text: list[str] = []
        # Of each open element its name and whether its start was written.
        self._open: list[tuple[str, bool]] = []
        self._after_block = True
        self._empty_paragraph = False

    def write(self, source: str) -> str:
        """Return the canonical form. Raises UnusualMarkupError."""
        position = 0
        for token in TOKEN.finditer(source):
            if token.start() != position:
                raise UnusualMarkupError
            position = token.end()
            if token[5] is not None:
                self._text.append(_decoded(token[5], LOOSE_IN_TEXT))
            else:
                self._tag(token)
        if position != len(source) or self._open or "\0" in source:
            raise UnusualMarkupError
        self._flush(before_block=True)
        return "".join(self._pieces)

    def _tag(self, token: re.Match[str]) -> None:
        closes, name, attributes, slash = token.group(1, 2, 3, 4)
        # Wagtail knows its embeds only by the slash.
        if name not in KNOWN_TAGS or (name == "embed" and not token[0].endswith("/>")):
            raise UnusualMarkupError
        if closes:
            self._end(name, attributes or slash)
        else:
            self._start(name, attributes, slash)

    def _start(self, name: str, attributes: str, slash: str) -> None:
        nested_link = name == "a" and any(outer == "a" for outer, _written in self._open)
        if nested_link or (slash and name not in VOID_TAGS) or len(self._open) > DEEPEST:
            raise UnusualMarkupError
        kept = _attributes(name, attributes, self._files) if attributes else {}
        is_written = bool(kept) or name not in DROPPED_TAGS
        if name not in VOID_TAGS:
            self._open.append((name, is_written))
        if is_written:
            written = "".join(f' {key}="{html.escape(value)}"' for key, value in sorted(kept.items()))
            self._put(name, f"<{name}{written}>")

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
        text = canonical.folded(normalize("NFC", "".join(self._text)))
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
            self._pieces.append(html.escape(text, quote=False))


def _attributes(tag: str, written: str, files: Hashes) -> dict[str, str]:
    """What counts of an element's attributes. Wagtail reads those of its own links as they stand."""
    found = ATTRIBUTES.findall(written)
    values = dict(found)
    if len(values) < len(found):
        raise UnusualMarkupError
    if tag == "embed" or (tag == "a" and "linktype" in values):
        # The editor writes an apostrophe in an attribute so; Wagtail alone does not resolve it.
        return _wagtails_own(tag, extract_attrs(written.replace("&#x27;", "'")), files)
    kept = {
        name: canonical.text(_decoded(value, LOOSE_IN_ATTRIBUTE))
        for name, value in values.items()
        if name not in DROPPED_ATTRIBUTES and not name.startswith("data-")
    }
    if "href" in kept:
        kept["href"] = address(_decoded(values["href"], LOOSE_IN_ATTRIBUTE))
    return kept


def _wagtails_own(tag: str, values: dict[str, str], files: Hashes) -> dict[str, str]:
    """A picture and a document count by their files, a page by its key, a film by its address."""
    if tag == "embed" and values.get("embedtype") == IMAGE:
        alt = canonical.text(values.get("alt", ""))
        return {"alt": alt, "embedtype": IMAGE, "image": files[IMAGE, values.get("id", "")]}
    if tag == "a" and values["linktype"] == DOCUMENT:
        return {"document": files[DOCUMENT, values.get("id", "")], "linktype": DOCUMENT}
    return values
