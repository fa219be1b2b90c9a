"""What is known of a paid link in HTML, and of all of them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from disclosures.classification import LinkMatch

PAID_REL = ("sponsored", "nofollow")
READERS_REL = frozenset({"ugc", "nofollow"})
# Amazon Associates Programme Policies: the address of the page must not be hidden.
REFERRER_DEMANDED = frozenset({"Amazon"})
REFERRER_HIDDEN = frozenset({"noreferrer"})
# More than these are told, but not marked.
MAX_LINKS = 1_000
WITHOUT_REL = frozenset({"iframe", "button", "input", "object", "embed", "meta"})
# These show no content of their own: their label stands in front of them.
LABEL_BEFORE = frozenset({"area", "iframe", "input", "object", "embed"})
# A page that leads away by itself shows no link: it can carry no label, and its notice may stand anywhere in the page.
LEADS_BY_ITSELF = frozenset({"meta"})
# The same programmes: no redirect may stand between (design: "never cloaked"). Forms would lose their parameters.
MAY_BE_DIRECT = {"a": ("href", "xlink:href"), "area": ("href",)}


@dataclass(slots=True)
class Link:
    """A link that counts as paid: the `ordinal`-th link element, inside the `drawing`-th drawing if any.

    `direct` is the address to be written in place of one of the site's own redirects.
    """

    href: str
    match: LinkMatch
    tag: str
    rel: frozenset[str]
    ordinal: int
    drawing: int | None = None
    labelled: bool = False
    told: bool = False
    direct: str = ""

    @property
    def missing_rel(self) -> list[str]:
        """The `rel` tokens still to be added, in the order in which they are written."""
        return [] if self.tag in WITHOUT_REL else [token for token in PAID_REL if token not in self.rel]

    @property
    def unwanted_rel(self) -> frozenset[str]:
        """The `rel` tokens that must go: a network that forbids hiding the referrer does not pay without it."""
        if self.match.network not in REFERRER_DEMANDED:
            return frozenset()
        return frozenset(token for token in self.rel if token.lower() in REFERRER_HIDDEN)

    @property
    def is_marked(self) -> bool:
        """Whether label, `rel` and address are as they must be."""
        return self.labelled and not (self.missing_rel or self.unwanted_rel or self.direct)


@dataclass(slots=True)
class Scan:
    """What one pass saw. `links` holds all in document order, those of the `noscripts` (by ordinal) too.

    `notice` is the first text of ours that tells readers that we earn money, `said` all text of notices;
    `by_hand`: that first one was written by hand in the article itself.
    `by_readers` are the `rel` tokens of links in readers' own words, by ordinal. `text_mattered`: the HTML
    may already hold markup of ours or a sentence that a network demands. `marked` is the HTML with its paid links
    marked, where that could be done while reading.
    """

    links: list[Link] = field(default_factory=list)
    noscripts: dict[int, "Scan"] = field(default_factory=dict)
    notice: str = ""
    by_hand: bool = False
    said: str = ""
    statements: set[str] = field(default_factory=set)
    by_readers: dict[int, frozenset[str]] = field(default_factory=dict)
    text_mattered: bool = False
    marked: str = ""


@dataclass(frozen=True, slots=True)
class Believed:
    """What our own markup must say to be believed when it is found in the HTML.

    `marks_suffice`: it was written a moment ago, into HTML that had none, and need not be read again.
    """

    is_notice: Callable[[str], bool] = lambda text: False
    labels: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    marks_suffice: bool = False


BELIEVE_NOTHING = Believed()
