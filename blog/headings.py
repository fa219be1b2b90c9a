"""Headings of an article: their addresses and the list of contents."""

import re
from collections.abc import Container
from dataclasses import dataclass
from itertools import count

from django.utils.text import slugify
from wagtail.blocks import StreamValue

from blog.references import without_markers

# Ids which other parts of a page use; no heading may take one.
TAKEN = {"main", "contents", "references", "comments", "share", "share-heading", "about-this-review"}
TAKEN_BEGINNINGS = re.compile(r"(reference|comment|review|disclosure|id)[-_]")
CONTENTS_FROM = 3


@dataclass(frozen=True)
class Heading:
    """One line of the list of contents."""

    anchor: str
    text: str


def fill_anchors(body: StreamValue) -> None:
    """Give each heading without an address one that is made of its text, unique on the page.

    An address that is there stays, whatever happens to the text: links to the section must go on working. Of two
    headings with the same one (a copied block), the second gets a new one.
    """
    values = [block.value for block in body if block.block_type == "heading"]
    for value in values:
        value["anchor"] = slugify(value.get("anchor", ""), allow_unicode=True)
    kept = {value["anchor"] for value in values if value["anchor"]}
    seen: set[str] = set()
    for value in values:
        if not value["anchor"] or value["anchor"] in seen or _is_taken(value["anchor"]):
            value["anchor"] = new_anchor(value["text"], kept | seen)
        seen.add(value["anchor"])


def new_anchor(text: str, used: Container[str]) -> str:
    """Return an address for a heading with this text which is not among those in use."""
    stem = slugify(without_markers(text), allow_unicode=True)[:80].strip("-") or "section"
    stem = f"section-{stem}" if _is_taken(stem) else stem
    candidates = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    return next(anchor for anchor in candidates if anchor not in used)


def _is_taken(anchor: str) -> bool:
    return anchor in TAKEN or TAKEN_BEGINNINGS.match(anchor) is not None


def contents(body: StreamValue) -> list[Heading]:
    """Return the list of contents, empty where a text has fewer than three headings and needs none."""
    headings = [
        Heading(block.value["anchor"], without_markers(block.value["text"]))
        for block in body
        if block.block_type == "heading"
    ]
    return headings if len(headings) >= CONTENTS_FROM else []
