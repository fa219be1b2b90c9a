"""Blocks of the data files turned into the values that the article's StreamFields take."""

from typing import Any

from wagtail.rich_text import RichText

from blog.models import Picture

StreamData = list[tuple[str, Any]]


def body(entries: list[dict[str, Any]], pictures: dict[str, Picture]) -> StreamData:
    """Return (block name, value) for each entry of `[[body]]`."""
    return [(entry["type"], _value(entry, pictures)) for entry in entries]


def references(entries: list[dict[str, Any]]) -> StreamData:
    """Return the references in the order of their numbers."""
    return [("reference", entry) for entry in entries]


def _value(entry: dict[str, Any], pictures: dict[str, Picture]) -> Any:
    value = {key: each for key, each in entry.items() if key not in {"type", "html", "file"}}
    if "file" in entry:
        value["image"] = pictures[entry["file"]]
    if "html" not in entry:
        return value
    if entry["type"] == "paragraph":
        return RichText(entry["html"])
    return value | {"answer" if entry["type"] == "question_answer" else "text": RichText(entry["html"])}
