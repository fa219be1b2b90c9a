"""Writes labels and `rel` into HTML; every other byte stays as it is."""

from collections.abc import Callable
from functools import partial

from turbohtml.rewrite import Element, rewrite

from disclosures import markup
from disclosures.elements import DRAWINGS, LINKS
from disclosures.links import LABEL_BEFORE, MAY_BE_DIRECT, READERS_REL, Link, Scan
from disclosures.policy import Policy


def apply_edits(html: str, seen: Scan, policy: Policy) -> str:
    """Return the HTML with what is missing on its links; the very same string if nothing is."""
    if seen.marked and seen.links:
        return seen.marked
    return _Editor(seen, policy).run(html)


def in_front(html: str, notice: str) -> str:
    """Return the HTML behind the notice."""
    return notice + html if notice else html


def in_main(html: str, notice: str) -> str:
    """Return the page with the notice at the start of its first `<main>`; unchanged if it has none."""
    return _first_in("main", html, notice)


def in_body(html: str, notice: str) -> str:
    """Return the page with the notice at the start of `<body>`; unchanged if it has none."""
    return _first_in("body", html, notice)


def _first_in(tag: str, html: str, notice: str) -> str:
    met: list[str] = []

    def put(element: Element) -> None:
        if not met:
            element.prepend(notice, html=True)
        met.append(element.tag)

    return rewrite(html, elements=[(tag, put)])


class _Editor:
    """The handlers of the second pass; they meet the elements in the order in which the scan counted them."""

    def __init__(self, seen: Scan, policy: Policy) -> None:
        self.policy = policy
        self.label = markup.label(policy)
        nested = {id(link) for inner in seen.noscripts.values() for link in inner.links}
        self.noscripts = {
            ordinal: inner
            for ordinal, inner in seen.noscripts.items()
            if not all(link.is_marked for link in inner.links)
        }
        links = [link for link in seen.links if id(link) not in nested]
        self.links = {link.ordinal: link for link in links if not link.is_marked}
        self.drawings = {link.drawing for link in links if link.drawing is not None and not link.labelled}
        self.by_readers = {ordinal: rel for ordinal, rel in seen.by_readers.items() if not rel >= READERS_REL}
        self.ordinal = self.drawing = self.noscript = -1
        self.in_noscript = False

    def run(self, html: str) -> str:
        if not (self.links or self.by_readers or self.noscripts):
            return html
        handlers: list[tuple[str, Callable[[Element], None]]] = [(LINKS, self.on_link)]
        if self.drawings:
            handlers.insert(0, (DRAWINGS, self.on_drawing))
        if self.noscripts:
            handlers.insert(0, ("*", self.on_any))
        return rewrite(html, elements=handlers, text=self.on_text if self.noscripts else None)

    def on_any(self, element: Element) -> None:
        self.in_noscript = element.tag == "noscript"
        self.noscript += self.in_noscript

    def on_text(self, text: Element) -> None:
        if self.in_noscript and (inner := self.noscripts.get(self.noscript)):
            text.replace(apply_edits(text.text, inner, self.policy), html=True)
        self.in_noscript = False

    def on_drawing(self, element: Element) -> None:
        self.drawing += 1
        if self.drawing in self.drawings:
            element.before(self.label, html=True)

    def on_link(self, element: Element) -> None:
        self.ordinal += 1
        if link := self.links.get(self.ordinal):
            _mark(element, link, self.label)
        elif (rel := self.by_readers.get(self.ordinal)) is not None:
            _write_rel(element, sorted(READERS_REL - rel))


def marker(policy: Policy) -> Callable[[Element, Link], None]:
    """Return a function that writes onto a link what is missing on it."""
    return partial(_mark, label=markup.label(policy))


def _mark(element: Element, link: Link, label: str) -> None:
    if not link.labelled and link.drawing is None:
        if link.tag in LABEL_BEFORE:
            element.before(label, html=True)
        else:
            element.prepend(label, html=True)
    if link.direct:
        element.set_attribute(_attribute_of(element, link), link.direct)
    _write_rel(element, link.missing_rel, link.unwanted_rel)


def _attribute_of(element: Element, link: Link) -> str:
    return next(name for name in MAY_BE_DIRECT[link.tag] if element.get(name) == link.href)


def _write_rel(element: Element, missing: list[str], unwanted: frozenset[str] = frozenset()) -> None:
    """Add tokens to those that are there; one that differs only in upper case is replaced."""
    if missing or unwanted:
        tokens = (element.get("rel") or "").split()
        kept = [token for token in tokens if token not in unwanted and token.lower() not in missing]
        element.set_attribute("rel", " ".join([*kept, *missing]))
