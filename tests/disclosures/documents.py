"""Reads served HTML with html5lib through BeautifulSoup, a parser that the injector does not use."""

from urllib.parse import urlencode

from bs4 import BeautifulSoup, Tag

from disclosures.detection import classify_url
from disclosures.wording import states_earning

HIDDEN = ("details", "footer", "dialog", "template", "nav")


def addresses(tag: Tag) -> list[str]:
    """Return where a link element leads."""
    leads_to = [tag[name] for name in LINK_TAGS.get(tag.name, ()) if tag.get(name)]
    if tag.name == "form":
        fields = [
            (field["name"], field.get("value", "")) for field in tag.find_all("input") if field.get("name")
        ]
        leads_to.append(f"{tag.get('action', '').partition('?')[0]}?{urlencode(fields)}")
    return leads_to


def paid(tag: Tag) -> bool:
    """Say whether a link element leads to a paid address."""
    return any((match := classify_url(address)) and match.counts for address in addresses(tag))


class Read:
    """What a reader gets: paid links, notices before them, labels."""

    def __init__(self, html: str):
        self.soup = BeautifulSoup(html, "html5lib")
        elements = list(self.soup.find_all(True))
        self.order = {id(element): number for number, element in enumerate(elements)}
        self.links = [each for each in elements if each.name in LINK_TAGS and paid(each)]
        self.notices = [each for each in elements if each.get("data-disclosure") == "notice"]

    def r1_and_r2(self) -> bool:
        """A page with paid links has a visible notice, and it stands before the first of them."""
        if not self.links:
            return True
        told = [
            notice
            for notice in self.notices
            if states_earning(notice.get_text(" ")) and not notice.find_parent(HIDDEN)
        ]
        return bool(told) and self.order[id(told[0])] < self.order[id(self.links[0])]

    def r4(self, label: str) -> bool:
        """Every paid link has its label as its first words, or right before it where it has no words."""
        # An unclosed link is continued by the parser in the next paragraph: the same link, labelled once.
        starts = [
            link
            for before, link in zip([None, *self.links], self.links, strict=False)
            if before is None or before.attrs != link.attrs
        ]
        return all(_first_words(link).startswith(label) for link in starts)

    def r12(self) -> bool:
        """The `rel` of each paid link has the token "sponsored"."""
        return all("sponsored" in link.get("rel", []) for link in self.links if link.name in {"a", "area"})

    def r14(self) -> bool:
        """The exact sentence stands on a page with Amazon links, and only there."""
        matches = [
            match for link in self.links for address in addresses(link) if (match := classify_url(address))
        ]
        amazon = any(match.network == "Amazon" for match in matches)
        text = " ".join(self.soup.get_text(" ").split())
        return amazon == ("As an Amazon Associate I earn from qualifying purchases." in text)


LINK_TAGS = {
    "a": ("href", "xlink:href"),
    "area": ("href",),
    "iframe": ("src",),
    "form": ("action",),
    "button": ("formaction",),
    "input": ("formaction",),
    "object": ("data",),
    "embed": ("src",),
}
WITHOUT_WORDS = {"area", "iframe", "input", "object", "embed"}


def _first_words(link: Tag) -> str:
    drawings = link.find_parents(["svg", "math"])
    if not drawings and link.name not in WITHOUT_WORDS:
        return " ".join(link.get_text(" ").split())
    before = [link, *drawings][-1].find_previous_sibling(True)
    return before.get_text() if before is not None and before.get("data-disclosure") == "label" else ""
