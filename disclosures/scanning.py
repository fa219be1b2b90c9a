"""Reads HTML in one streaming pass: which links stand in it, and what its readers were told before each."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from turbohtml.rewrite import Element, rewrite

from disclosures.classification import LinkMatch, classify_url
from disclosures.matcher import RuleSet

# The attributes that lead a reader away; images and beacons do not.
ADDRESS_ATTRIBUTES = {
    "a": ("href", "xlink:href"),
    "area": ("href",),
    "iframe": ("src",),
    "form": ("action",),
    "button": ("formaction",),
    "input": ("formaction",),
}
LINKS = f":is({', '.join(ADDRESS_ATTRIBUTES)})"
DRAWINGS = ":is(svg, math):not(:is(svg, math) *)"
LINKS_IN_DRAWINGS = f":is(svg, math) {LINKS}"
LINKS_BY_READERS = f"[data-reader-content] {LINKS}"
PAID_REL = ("sponsored", "nofollow")
READERS_REL = frozenset({"ugc", "nofollow"})
WITHOUT_REL = frozenset({"iframe", "button", "input"})
# These show no content of their own: their label stands in front of them.
LABEL_BEFORE = frozenset({"area", "iframe", "input"})
NOTICE = '[data-disclosure="notice"]'
LABEL = '[data-disclosure="label"]'
# Places that a reader may never see ("difficult to miss", 16 CFR 255.0(f)).
UNSEEN = ":is([hidden], [aria-hidden=true], [popover], details, dialog, footer, nav, select, template)"
UNSEEN_NOTICE = f":is({UNSEEN} {NOTICE}, {NOTICE}{UNSEEN})"
UNSPOKEN = frozenset({"script", "style", "title", "textarea", "iframe", "xmp", "noembed", "noframes"})
# A notice says what it has to say within this many characters.
MAX_NOTICE_LENGTH = 2_000
TEXT_MATTERS = re.compile(r"data-disclosure|<noscript", re.IGNORECASE)


@dataclass(slots=True)
class Link:
    """A link that counts as paid: the `ordinal`-th link element, inside the `drawing`-th drawing if any."""

    href: str
    match: LinkMatch
    tag: str
    rel: frozenset[str]
    ordinal: int
    drawing: int | None = None
    labelled: bool = False
    told: bool = False

    @property
    def missing_rel(self) -> list[str]:
        """The `rel` tokens still to be added, in the order in which they are written."""
        return [] if self.tag in WITHOUT_REL else [token for token in PAID_REL if token not in self.rel]


@dataclass(slots=True)
class Scan:
    """What one pass saw. `links` holds all in document order, those of the `noscripts` (by ordinal) too."""

    links: list[Link] = field(default_factory=list)
    noscripts: dict[int, "Scan"] = field(default_factory=dict)
    notice: str = ""
    statements: set[str] = field(default_factory=set)
    by_readers: dict[int, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Believed:
    """What our own markup must say to be believed when it is found in the HTML."""

    is_notice: Callable[[str], bool] = lambda text: False
    labels: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()


BELIEVE_NOTHING = Believed()


def scan(
    html: str, rules: RuleSet, own_hosts: Collection[str] = (), believed: Believed = BELIEVE_NOTHING
) -> Scan:
    """Return what stands in the HTML. Readers' own links (`data-reader-content`) are kept apart."""
    return _Scanner(rules, own_hosts, believed).run(html)


class _Scanner:
    """The handlers of one pass; the rewriter only calls them and changes nothing."""

    def __init__(self, rules: RuleSet, own_hosts: Collection[str], believed: Believed) -> None:
        self.rules, self.own_hosts, self.believed = rules, own_hosts, believed
        self.seen = Scan()
        self.known: dict[str, LinkMatch | None] = {}
        self.ordinal = self.drawing = self.noscript = -1
        self.in_drawing = self.by_reader = self.unseen = self.in_notice = False
        self.told = False
        self.tag = ""
        # The link that came last, until another element could be meant by a label.
        self.last: Link | None = None
        self.label_waits = False
        self.label: list[str] | None = None
        self.notice: list[str] | None = None

    def run(self, html: str) -> Scan:
        lowered = html.lower()
        handlers: list[tuple[str, Callable[[Element], None]]] = []
        text_matters = TEXT_MATTERS.search(html) or any(text in html for text in self.believed.statements)
        if text_matters:
            handlers += [(f"{NOTICE} *", self.on_inside_notice), ("*", self.on_any)]
        if "<svg" in lowered or "<math" in lowered:
            handlers += [(DRAWINGS, self.on_drawing), (LINKS_IN_DRAWINGS, self.on_link_in_drawing)]
        if "data-reader-content" in lowered:
            handlers.append((LINKS_BY_READERS, self.on_link_by_reader))
        if "data-disclosure" in lowered:
            handlers += [(UNSEEN_NOTICE, self.on_unseen), (NOTICE, self.on_notice), (LABEL, self.on_label)]
        handlers.append((LINKS, self.on_link))
        rewrite(html, elements=handlers, text=self.on_text if text_matters else None)
        self.end_label()
        self.end_notice()
        return self.seen

    def on_inside_notice(self, element: Element) -> None:
        self.in_notice = True

    def on_any(self, element: Element) -> None:
        self.end_label()
        if not self.in_notice:
            self.end_notice()
        elif self.notice is not None:
            self.notice.append(" ")
        self.in_notice = False
        self.tag = element.tag
        self.noscript += self.tag == "noscript"

    def on_text(self, text: Element) -> None:
        if self.tag == "noscript":
            self.on_noscript(text.text)
            self.tag = ""
        elif self.tag not in UNSPOKEN:
            self.on_spoken(text.text)

    def on_spoken(self, text: str) -> None:
        plain = " ".join(text.split())
        self.seen.statements.update(statement for statement in self.believed.statements if statement in plain)
        for kept in (self.label, self.notice):
            if kept is not None:
                kept.append(text[:MAX_NOTICE_LENGTH])

    def on_noscript(self, html: str) -> None:
        """Without scripts, in feeds and in mail a browser shows what stands here."""
        inner = scan(html, self.rules, self.own_hosts, self.believed)
        if inner.links:
            for link in inner.links:
                link.told = self.told
            self.seen.noscripts[self.noscript] = inner
            self.seen.links += inner.links

    def on_drawing(self, element: Element) -> None:
        self.drawing += 1
        self.last = None

    def on_link_in_drawing(self, element: Element) -> None:
        self.in_drawing = True

    def on_link_by_reader(self, element: Element) -> None:
        self.by_reader = True

    def on_unseen(self, element: Element) -> None:
        self.unseen = True

    def on_notice(self, element: Element) -> None:
        if not self.unseen and not self.told:
            self.notice = []
        self.unseen = False

    def on_label(self, element: Element) -> None:
        self.label = []

    def end_label(self) -> None:
        """Give a label that was found to the link it stands in, or to the next one."""
        if self.label is None:
            return
        said = " ".join("".join(self.label).split())
        self.label = None
        if not any(_starts_with(said, label) for label in self.believed.labels):
            return
        if self.last is not None and not self.last.labelled:
            self.last.labelled = True
        else:
            self.label_waits = True

    def end_notice(self) -> None:
        """Believe a notice if its text says what a notice must say."""
        if self.notice is None:
            return
        said = " ".join("".join(self.notice).split())[:MAX_NOTICE_LENGTH]
        self.notice = None
        if self.believed.is_notice(said):
            self.told, self.seen.notice = True, said

    def on_link(self, element: Element) -> None:
        self.ordinal += 1
        drawn, self.in_drawing = self.in_drawing, False
        by_reader, self.by_reader = self.by_reader, False
        waiting, self.label_waits = self.label_waits, False
        self.last = None
        href, match = self.look_at(element)
        if by_reader:
            if href:
                self.seen.by_readers[self.ordinal] = _tokens(element)
            return
        if not match or not match.counts:
            return
        link = Link(
            href, match, element.tag, _tokens(element), self.ordinal, labelled=waiting, told=self.told
        )
        link.drawing = self.drawing if drawn else None
        self.seen.links.append(link)
        # A label inside follows; one before a drawing or an element without content came already.
        self.last = link if not drawn and link.tag not in LABEL_BEFORE else None

    def look_at(self, element: Element) -> tuple[str, LinkMatch | None]:
        """Return address and match of a link element; of several addresses the first that counts."""
        first = ""
        for name in ADDRESS_ATTRIBUTES[element.tag]:
            href = element.get(name) or ""
            first = first or href
            if href and (match := self.match(href)) and match.counts:
                return href, match
        return first, None

    def match(self, href: str) -> LinkMatch | None:
        if href not in self.known:
            self.known[href] = classify_url(href, self.rules, self.own_hosts)
        return self.known[href]


def _tokens(element: Element) -> frozenset[str]:
    return frozenset((element.get("rel") or "").lower().split())


def _starts_with(said: str, label: str) -> bool:
    rest = said[len(label) :]
    return said.startswith(label) and not rest[:1].isalnum()
