"""Writes notice, labels and `rel` into what an API sends, one field after another."""

from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from disclosures import markup
from disclosures.edits import apply_edits
from disclosures.json_values import FIELD, IS_MARKUP, Reader, is_ours, is_stream
from disclosures.plain_text import labelled, paid_addresses
from disclosures.policy import Policy


@dataclass
class Writer:
    """Goes through a value and returns another one that tells.

    `told`: the field has shown the notice. `owed`: a notice is to be shown also where nothing is linked.
    """

    policy: Policy
    reader: Reader
    sentences: list[str]
    owed: bool
    told: bool = False
    met: int = 0

    def field(self, value: Any) -> Any:
        """Return a field that tells by itself: others may be thrown away."""
        self.told = not self.sentences
        return self.written(value)

    def written(self, value: Any) -> Any:
        """Return a part of a field."""
        if isinstance(value, str):
            return self.rich(value) if IS_MARKUP.search(value) else self.plain(value)
        if isinstance(value, list | tuple):
            return self.entries(list(value))
        if isinstance(value, dict):
            return {
                name: each if name == FIELD and is_ours(each) else self.written(each)
                for name, each in value.items()
            }
        return value

    def entries(self, entries: list[Any]) -> list[Any]:
        """Return a list; a stream with paid links in it begins with an entry that tells."""
        if is_stream(entries) and self.reader.is_notice(entries[0]):
            self.told, self.owed = True, False
        if self.told or not is_stream(entries):
            return [self.written(each) for each in entries]
        before, self.told = self.met, True
        written = [self.written(each) for each in entries]
        self.told = self.met > before or self.owed
        if not self.told:
            return written
        self.owed = False
        return [entry(self.sentences, self.policy), *written]

    def rich(self, html: str) -> str:
        """Return rich text."""
        seen = self.reader.scan(html)
        beside = self.reader.addresses_beside_links(html, seen)
        self.met += len(seen.links) + len(beside)
        edited = apply_edits(html, seen, self.policy)
        if seen.notice:
            self.told, self.owed = True, False
        if self.told or not (seen.links or beside or self.owed):
            return edited
        self.told, self.owed = True, False
        return markup.notice(self.sentences, self.policy) + edited

    def plain(self, text: str) -> str:
        """Return plain text; an address that is all of it has no place for a label."""
        if link := self.reader.whole_address(text):
            self.met += 1
            return link.direct or text
        addresses = paid_addresses(text, self.reader.classifier, self.reader.believed)
        self.met += len(addresses)
        told = labelled(text, addresses, self.policy)
        if self.told or not addresses or text.startswith(self.sentences[0]):
            return told
        self.told = True
        return "\n".join([*self.sentences, "", told])


def entry(sentences: list[str], policy: Policy) -> dict[str, Any]:
    """Return the entry of a stream that tells; its id follows from its words."""
    html = markup.notice(sentences, policy)
    return {"type": FIELD, "value": html, "id": str(uuid5(NAMESPACE_URL, html))}
