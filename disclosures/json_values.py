"""Reads what an API sends: which paid links stand in its strings, and what was told before each."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from disclosures.classification import Classifier
from disclosures.injection import believed_by
from disclosures.links import Link, Scan
from disclosures.plain_text import direct_address, paid_addresses
from disclosures.policy import Policy
from disclosures.scanning import scan

# The name of the field that tells, and the type of the entry that does so in a stream.
FIELD = "disclosure"
# The reason that the field gives where an editor switched the notice off.
OFF = "An editor answers for it that nothing is to be told."
IS_MARKUP = re.compile("<[a-z!/]", re.IGNORECASE)
ANY_TAG = re.compile("<[^>]*>")
# Browsers read an address without these.
LINE_BREAKS = re.compile("[\t\r\n]+")
# The ordinal of a link that is an address only: it has no words in which a label could stand.
BARE = -2


class Reader:
    """Walks through a value in the order in which it is sent. `told`: a notice has come already.

    `off`: an editor answers for this object that nothing is to be told, unless a link is known to pay.
    """

    def __init__(self, policy: Policy) -> None:
        self.believed = believed_by(policy)
        self.classifier = Classifier(policy.rules, policy.own_site)
        self.told = self.off = False

    def links_in(self, value: Any) -> Iterator[Link]:
        """Yield the paid links anywhere in a value."""
        if isinstance(value, str):
            yield from self._links_in_text(value)
        elif isinstance(value, dict):
            yield from self._links_in_object(value)
        elif isinstance(value, list | tuple):
            for each in value:
                yield from self.links_in(each)

    def _links_in_object(self, value: dict[str, Any]) -> Iterator[Link]:
        off_outside = self.off
        for name, each in value.items():
            if name == FIELD and is_ours(each):
                self.told = self.told or self.believed.is_notice(each["notice"])
                self.off = each.get("reason") == OFF
            else:
                yield from self.links_in(each)
        self.off = off_outside

    def is_notice(self, entry: Any) -> bool:
        """Whether this entry of a stream tells."""
        is_ours = (
            isinstance(entry, dict) and entry.get("type") == FIELD and isinstance(entry.get("value"), str)
        )
        return is_ours and bool(self.scan(entry["value"]).notice)

    def scan(self, html: str) -> Scan:
        """Return what stands in rich text."""
        return scan(html, self.classifier, self.believed)

    def whole_address(self, text: str) -> Link | None:
        """Return the link that this text is, if it is one paid address and nothing else."""
        address = LINE_BREAKS.sub("", text).strip()
        if " " in address:
            return None
        match = self.classifier.match(address)
        if match is None or not match.counts:
            return None
        link = Link(address, match, "input", frozenset(), BARE)
        link.direct = direct_address(address, match, self.classifier)
        return link

    def addresses_beside_links(self, html: str, seen: Scan) -> list[Link]:
        """Return the paid addresses in the words of rich text: other programs make links of them."""
        words = unescape(ANY_TAG.sub(" ", html))
        linked = {link.href for link in seen.links}
        found = paid_addresses(words, self.classifier, self.believed)
        return [
            Link(address.href, address.match, "input", frozenset(), BARE)
            for address in found
            if address.href not in linked
        ]

    def _links_in_text(self, text: str) -> Iterator[Link]:
        links, tells = self._read(text)
        for link in links:
            link.told = link.told or self.told or (self.off and link.match.strength != "strong")
            yield link
        self.told = self.told or tells

    def _read(self, text: str) -> tuple[list[Link], bool]:
        if IS_MARKUP.search(text):
            seen = self.scan(text)
            return [*seen.links, *self.addresses_beside_links(text, seen)], bool(seen.notice)
        if whole := self.whole_address(text):
            return [whole], False
        return [address.as_link for address in paid_addresses(text, self.classifier, self.believed)], False


def is_ours(value: Any) -> bool:
    """Whether this is the field that tells; the addresses in it are a report and no links."""
    return isinstance(value, dict) and {"told", "notice", "verdict", "links"} <= value.keys()


def is_text(value: Any) -> bool:
    """Whether this is the text of a page, or part of it: a stream or rich text."""
    return is_stream(value) or (isinstance(value, str) and bool(IS_MARKUP.search(value)))


def is_stream(value: Any) -> bool:
    """Whether this is a list of entries with type and value, as Wagtail's streams are."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(each, dict) and {"type", "value"} <= each.keys() for each in value)
    )


def texts_in(value: Any) -> Iterator[str]:
    """Yield every string in a value, but for the field that tells."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from texts_in(each) if not (name == FIELD and is_ours(each)) else ()
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts_in(each)
