"""Which part of a feed or an API answer belongs to which page."""

import json
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

from disclosures.fetching import Answer

MARKUP = re.compile(r"<[a-z!/]", re.IGNORECASE)
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"

# An address of the page ("" where the answer is about one page only), and its HTML.
Part = tuple[str, str]


def parts_of(answer: Answer) -> list[Part]:
    """Return the HTML in an answer by the address of the page that it belongs to.

    RSS 2.0, Atom, JSON Feed and Wagtail's API are read; of any other text all is one part. Raises ValueError for JSON
    and XML that nobody can read.
    """
    if answer.content_type.endswith("json"):
        return list(_json_parts(json.loads(answer.body)))
    if answer.content_type.endswith("xml") and answer.content_type != "application/xhtml+xml":
        return list(_feed_parts(answer.body))
    return [("", answer.body)]


def _feed_parts(body: str) -> Iterator[Part]:
    try:
        root = ET.fromstring(body.encode())  # noqa: S314  our own feed
    except ET.ParseError as error:
        raise ValueError(str(error)) from error
    for item in root.iter("item"):
        yield item.findtext("link", ""), item.findtext(CONTENT) or item.findtext("description", "")
    for entry in root.iter(f"{ATOM}entry"):
        link = entry.find(f"{ATOM}link")
        html = entry.findtext(f"{ATOM}content") or entry.findtext(f"{ATOM}summary", "")
        yield link.get("href", "") if link is not None else "", html


def _json_parts(data: Any) -> Iterator[Part]:
    if isinstance(data, dict) and isinstance(data.get("items"), list):
        for item in data["items"]:
            yield from _json_parts(item)
    elif isinstance(data, dict):
        meta = data.get("meta")
        address = data.get("url") or (meta.get("html_url") if isinstance(meta, dict) else "") or ""
        yield str(address), "\n".join(f"<div>{text}</div>" for text in _markup_in(data))


def _markup_in(value: Any) -> Iterator[str]:
    """Yield each string with markup, in the order in which it was sent."""
    if isinstance(value, str):
        if MARKUP.search(value):
            yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _markup_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from _markup_in(each)
