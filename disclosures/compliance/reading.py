"""Reads what was sent: its notices, paid links, labels and words, with another parser than the one that wrote it."""

from dataclasses import dataclass

from bs4 import NavigableString, Tag
from bs4.element import CData

from disclosures.classification import Classifier, LinkMatch
from disclosures.compliance.destinations import ADDRESSES, addresses_of, base_of, resolved
from disclosures.compliance.documents import NUMBER, concealed_by_sheets, joined, parsed
from disclosures.compliance.hiding import Hidden, hidden_by
from disclosures.policy import Policy
from disclosures.wording import states_earning

# These have no words of their own, so their label stands in front of them.
WITHOUT_WORDS = frozenset({"area", "iframe", "input", "object", "embed"})
DRAWINGS = ["svg", "math"]
LENGTH_BY_HAND = 800
HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
BLOCKS = [
    *HEADINGS,
    "address",
    "article",
    "blockquote",
    "body",
    "div",
    "figure",
    "li",
    "main",
    "p",
    "section",
    "td",
]


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice, marked as ours or (`by_hand`) as one that an editor wrote; `place` is that of its last word."""

    text: str
    place: int
    hidden: Hidden | None
    tag: Tag
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class SentLink:
    """A paid link; `label` is what its label says, "" without one, `place` its place in the document."""

    href: str
    match: LinkMatch
    rel: tuple[str, ...]
    label: str
    place: int
    tag: Tag


class Reading:
    """One walk through a document: what is hidden, who wrote it, where everything stands.

    `links` are the paid ones without those that readers wrote, `notices` all of them, hidden ones too.
    """

    def __init__(self, body: str, policy: Policy) -> None:
        self.classifier = Classifier(policy.rules, policy.own_site)
        self.soup = parsed(body)
        self.base = base_of(self.soup)
        self.hiding: dict[int, Hidden | None] = {}
        self.by_reader: set[int] = set()
        self.places: dict[int, int] = {}
        self.strings: list[NavigableString] = list(self.soup.find_all(string=True))
        self._walk()
        self.links = self._paid_links()
        self.notices = [
            self._by_hand(tag) if tag["data-disclosure"] == "by-hand" else self._notice(tag)
            for tag in self.soup.select('[data-disclosure="notice"], [data-disclosure="by-hand"]')
        ]

    def words(self, tag: Tag) -> str:
        """Return the words of an element that readers can see."""
        return joined([text for text in tag.find_all(string=True) if self._is_seen(text)])

    @property
    def text(self) -> str:
        """All words that readers can see, without those that they wrote themselves."""
        by_us = [text for text in self.strings if id(text.parent) not in self.by_reader]
        return joined([text for text in by_us if self._is_seen(text)])

    def _is_seen(self, text: NavigableString) -> bool:
        hidden = self.hiding.get(id(text.parent))
        return type(text) in {NavigableString, CData} and not (hidden and hidden.concealed)

    def _walk(self) -> None:
        concealed = concealed_by_sheets(self.soup)
        for place, node in enumerate(self.soup.descendants):
            self.places[id(node)] = place
            if isinstance(node, Tag):
                self._meet(node, concealed)

    def _meet(self, tag: Tag, concealed: dict[int, Hidden]) -> None:
        above = self.hiding.get(id(tag.parent))
        own = above if above and above.concealed else concealed.get(id(tag)) or hidden_by(tag)
        self.hiding[id(tag)] = own or above
        if tag.has_attr("data-reader-content") or id(tag.parent) in self.by_reader:
            self.by_reader.add(id(tag))

    def _paid_links(self) -> list[SentLink]:
        links: list[SentLink] = []
        numbers = set()
        for tag in self.soup.find_all(list(ADDRESSES)):
            href, match = self._look_at(tag)
            if not match or id(tag) in self.by_reader or tag.get(NUMBER) in numbers:
                continue
            if tag.has_attr(NUMBER):
                numbers.add(tag[NUMBER])
            links.append(SentLink(href, match, _tokens(tag), self._label_of(tag), self.places[id(tag)], tag))
        return links

    def _look_at(self, tag: Tag) -> tuple[str, LinkMatch | None]:
        inside = tag.get("srcdoc") if tag.name == "iframe" else None
        if inside and (links := Reading.of_links(str(inside), self.classifier)):
            return links[0]
        for address in addresses_of(tag):
            href = resolved(address, self.base)
            if (match := self.classifier.match(href)) and match.counts:
                return href, match
        return "", None

    def _label_of(self, tag: Tag) -> str:
        """Return what the label says that stands at the beginning of the link, or right before it."""
        if tag.name not in WITHOUT_WORDS:
            first = next(
                (text for text in tag.find_all(string=True) if self._is_seen(text) and text.strip()), None
            )
            label = first.find_parent(attrs={"data-disclosure": "label"}) if first else None
            if label is not None and tag in label.parents:
                return self.words(label)
        outermost = [tag, *tag.find_parents(DRAWINGS)][-1]
        before = outermost.previous_sibling
        while isinstance(before, NavigableString) and not before.strip():
            before = before.previous_sibling
        if isinstance(before, Tag) and before.get("data-disclosure") == "label":
            return self.words(before)
        return ""

    def _notice(self, tag: Tag) -> Notice:
        end, hidden = self.places[id(tag)], self.hiding[id(tag)]
        for last in tag.descendants:
            end = self.places[id(last)]
        text = " ".join(tag.get_text(" ").split()) if hidden and hidden.concealed else self.words(tag)
        return Notice(text, end, hidden, tag)

    def _by_hand(self, mark: Tag) -> Notice:
        """Read what an editor wrote after the mark: as many paragraphs as it takes to tell, up to a paid link."""
        stop = min(
            (link.place for link in self.links if link.place > self.places[id(mark)]),
            default=len(self.places),
        )
        said, block, last = "", None, mark
        for text in mark.find_all_next(string=True):
            around = text.find_parent(BLOCKS)
            is_over = around is not block and states_earning(said)
            if self.places[id(text)] >= stop or len(said) > LENGTH_BY_HAND or is_over:
                break
            if self._is_seen(text) and text.strip():
                said, block, last = f"{said} {text}", around, text
        holder = last if isinstance(last, Tag) else last.parent
        text = " ".join(said.split())[:LENGTH_BY_HAND]
        return Notice(text, self.places[id(last)], self.hiding[id(holder)], holder, by_hand=True)

    @staticmethod
    def of_links(body: str, classifier: Classifier) -> list[tuple[str, LinkMatch]]:
        """Return address and match of the paid links of a document that stands inside another one."""
        found = [
            (href, classifier.match(href))
            for tag in parsed(body).find_all(list(ADDRESSES))
            for href in addresses_of(tag)
        ]
        return [(href, match) for href, match in found if match and match.counts]


def _tokens(tag: Tag) -> tuple[str, ...]:
    return tuple(token for value in tag.get_attribute_list("rel") if value for token in str(value).split())
