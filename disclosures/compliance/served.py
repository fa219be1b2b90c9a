"""What was really sent, and the facts that its rules need beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Literal

from bs4 import Tag

from disclosures.compliance.hiding import Hidden
from disclosures.compliance.legibility import Style
from disclosures.compliance.reading import Notice, Reading, SentLink
from disclosures.links import LEADS_BY_ITSELF
from disclosures.policy import Policy

Output = Literal["page", "feed", "api", "mail", "print"]


@dataclass(frozen=True, slots=True)
class RedirectAnswer:
    """What one of the site's own redirects answers; header names in lower case, `targets` what its table holds."""

    path: str
    status: int
    headers: Mapping[str, str]
    targets: frozenset[str]


@dataclass(frozen=True)
class Served:
    """One output as it left the server.

    `body` is HTML (of a feed or an API: the part that belongs to one page), header names are in lower case.
    `health`: the page gives health advice. `commercial`: all of it is advertising. `styles`: those of notices and
    labels as a browser computed them, None without a browser. `redirects`, `robots`, `sitemap`: what the site
    answers there, None where nobody asked. `others`: other outputs of the same page. `failure`: what is wrong with an
    output that could not be read. `now`: when it was sent.
    """

    body: str
    policy: Policy = field(default_factory=Policy)
    output: Output = "page"
    address: str = ""
    health: bool = False
    commercial: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)
    styles: tuple[Style, ...] | None = None
    redirects: tuple[RedirectAnswer, ...] = ()
    robots: str | None = None
    sitemap: str | None = None
    others: tuple["Served", ...] = ()
    failure: str = ""
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def language(self) -> str:
        """The page's language, for example "de-AT"."""
        return self.policy.locale

    @property
    def jurisdiction(self) -> str:
        """Whose law the site follows, for example "UK"; "" for none in particular."""
        return self.policy.jurisdiction

    @cached_property
    def reading(self) -> Reading:
        """The document, read once."""
        return Reading(self.body, self.policy)

    @property
    def links(self) -> list[SentLink]:
        """The paid links in document order, without those that readers wrote."""
        return self.reading.links

    @property
    def shown_links(self) -> list[SentLink]:
        """Those that readers meet; a page that leads away by itself shows no link."""
        return [link for link in self.links if link.tag.name not in LEADS_BY_ITSELF]

    @property
    def notices(self) -> list[Notice]:
        """All notices with words in document order, hidden ones too."""
        return [notice for notice in self.reading.notices if notice.text]

    @property
    def seen_notices(self) -> list[Notice]:
        """The notices that readers see in the flow of the text."""
        return [notice for notice in self.notices if not notice.hidden]

    @property
    def telling(self) -> list[Notice]:
        """The notices that readers see in the flow of the text, before the first paid link if there is one."""
        first = min((link.place for link in self.shown_links), default=float("inf"))
        return [notice for notice in self.seen_notices if notice.place < first]

    @property
    def notice(self) -> str:
        """The words that readers are told above."""
        return " ".join(notice.text for notice in self.telling)

    @property
    def text(self) -> str:
        """All words that readers can see, without those that they wrote themselves."""
        return self.reading.text

    @property
    def must_tell(self) -> bool:
        """Whether there is anything that readers must be told."""
        return bool(self.links or self.policy.connections or self.commercial)

    @property
    def networks(self) -> set[str]:
        """The networks of the paid links."""
        return {link.match.network for link in self.links}

    def words(self, tag: Tag) -> str:
        """Return the words of an element that readers can see."""
        return self.reading.words(tag)

    def marked(self, kind: str) -> list[Tag]:
        """Return the elements `data-disclosure="kind"` that readers can see."""
        return [tag for tag in self.reading.soup.select(f'[data-disclosure="{kind}"]') if self.is_seen(tag)]

    def is_seen(self, tag: Tag) -> bool:
        """Say whether nothing conceals the element."""
        hidden: Hidden | None = self.reading.hiding[id(tag)]
        return not (hidden and hidden.concealed)
