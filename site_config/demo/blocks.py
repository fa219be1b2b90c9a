"""Blocks of the data files turned into the values that the article's StreamFields take."""

import copy
from datetime import UTC, datetime, timedelta
from decimal import Decimal
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


def connections(entries: list[dict[str, Any]]) -> StreamData:
    """Return the declared material connections."""
    return [("connection", entry) for entry in entries]


def _value(entry: dict[str, Any], pictures: dict[str, Picture]) -> Any:
    value = {key: each for key, each in entry.items() if key not in {"type", "html", "file"}}
    if entry["type"] == "product":
        return _product(entry, pictures)
    if entry["type"] == "product_ranking":
        return value | {"products": [_product(product, pictures) for product in entry["products"]]}
    if "file" in entry:
        value["image"] = pictures[entry["file"]]
    if "html" not in entry:
        return value
    if entry["type"] == "paragraph":
        return RichText(entry["html"])
    return value | {"answer" if entry["type"] == "question_answer" else "text": RichText(entry["html"])}


def _product(entry: dict[str, Any], pictures: dict[str, Picture]) -> dict[str, Any]:
    value = {key: each for key, each in entry.items() if key not in {"type", "file", "alt"}}
    if "file" in entry:
        value["image"] = copy.copy(pictures[entry["file"]])
        value["image"].contextual_alt_text, value["image"].decorative = entry["alt"], False
    return value | {"merchants": [_merchant(merchant) for merchant in entry["merchants"]]}


def _merchant(entry: dict[str, Any]) -> dict[str, Any]:
    """Prices are as old as the file says when the demonstration is loaded, not when its article was written."""
    if "price" not in entry:
        return entry
    value = {key: each for key, each in entry.items() if key != "price_seen_hours_ago"}
    seen_at = datetime.now(UTC) - timedelta(hours=entry["price_seen_hours_ago"])
    return value | {"price": Decimal(entry["price"]), "price_seen_at": seen_at}
