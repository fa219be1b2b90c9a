"""Two signed contents, laid beside each other: the pairs of texts that stand at the same place."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

# Where a text stands decides what may change in it. The names are those of fields and blocks.
HEADINGS = {"title", "heading", "headline", "subtitle", "subheading", "header", "question", "level"}
REFERENCES = {"reference", "references", "citation", "citations", "source", "sources", "literature", "doi"}
CELLS = {"table", "rows", "columns", "cells"}
FILES = {"picture", "document"}
DESCRIPTIONS = {"alt", "alt_text", "lead_image_alt", "contextual_alt_text"}
TAG_IN_TEXT = re.compile(r"</?[a-zA-Z!]")
ADDRESS = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:/\S*)?|/\S*", re.IGNORECASE)

MARKUP, STRUCTURE, TEXT, ADDRESSES, DESCRIPTION = "markup", "structure", "text", "address", "description"
HEADING, REFERENCE, CELL, CHOICE = "heading", "reference", "cell", "choice"


@dataclass(frozen=True)
class Pair:
    """The text of one place before and after; `kind` says what it is, or that the place itself changed."""

    kind: str
    path: tuple[str, ...]
    before: Any
    after: Any
    is_html: bool = False

    @property
    def place(self) -> str:
        """HEADING, REFERENCE, CELL or nothing."""
        names = {name for name in self.path if not name.isdigit()}
        if names & REFERENCES:
            return REFERENCE
        if names & HEADINGS:
            return HEADING
        return CELL if names & CELLS else ""


def changed_pairs(before: Any, after: Any, path: tuple[str, ...] = ()) -> Iterator[Pair]:
    """Yield what differs between two contents, place by place."""
    if before == after:
        return
    if _is_html(before) and _is_html(after):
        yield Pair(TEXT, path, before["html"], after["html"], is_html=True)
    elif _is_unusual(before) or _is_unusual(after):
        yield Pair(MARKUP, path, before, after)
    elif isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _mappings(before, after, path)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _lists(before, after, path)
    elif isinstance(before, str) and isinstance(after, str):
        yield Pair(_kind_of_text(path, before, after), path, before, after)
    else:
        yield Pair(STRUCTURE, path, before, after)


def _is_html(value: Any) -> bool:
    return isinstance(value, Mapping) and value.keys() == {"html"}


def _is_unusual(value: Any) -> bool:
    """Whether this is markup that counts letter by letter, or HTML typed as text: no program reads it for certain."""
    if isinstance(value, Mapping):
        return "source" in value and value.keys() <= {"source", "files"}
    return isinstance(value, str) and TAG_IN_TEXT.search(value) is not None


def _mappings(before: Mapping, after: Mapping, path: tuple[str, ...]) -> Iterator[Pair]:
    if before.get("type") != after.get("type") or FILES & (before.keys() | after.keys()):
        yield Pair(STRUCTURE, path, before, after)
        return
    own = (*path, str(before["type"])) if before.keys() >= {"type", "value"} else path
    for name in sorted(before.keys() | after.keys()):
        # What is empty is not written at all: a picture without a description has none yet.
        missing = "" if name in DESCRIPTIONS else None
        yield from changed_pairs(before.get(name, missing), after.get(name, missing), (*own, name))


def _lists(before: list, after: list, path: tuple[str, ...]) -> Iterator[Pair]:
    if len(before) != len(after):
        yield Pair(STRUCTURE, path, before, after)
        return
    for position, (old, new) in enumerate(zip(before, after, strict=True)):
        yield from changed_pairs(old, new, (*path, str(position)))


def _kind_of_text(path: tuple[str, ...], before: str, after: str) -> str:
    if path[-1] in DESCRIPTIONS:
        return DESCRIPTION
    if ADDRESS.fullmatch(before) and ADDRESS.fullmatch(after):
        return ADDRESSES
    # One word alone is what an editor chose from a list: how urgent, which kind.
    alone = not (before.split()[1:] or after.split()[1:])
    return CHOICE if alone else TEXT
