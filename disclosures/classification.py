"""Says of one address whether it is a paid link, also when it hides inside another address."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import unquote

from disclosures.addresses import (
    EDGES,
    REMOVED,
    SCHEME,
    Address,
    UnreadableAddressError,
    ascii_host,
    read,
)
from disclosures.matcher import RuleSet, shipped_rules
from disclosures.rules import STRENGTHS, Rule

MAX_NESTING = 3
# Inside scripts and parameters: everything up to a quote, a bracket or a space.
NESTED_ADDRESS = re.compile(r"(?:https?:|(?<![:/])//)[^\s\"'`<>()\\]+", re.IGNORECASE)
# Inside scripts only: a path on the site itself, as in location='/go/lamp/'.
NESTED_PATH = re.compile(r"(?<=[\"'`])/(?!/)[^\s\"'`<>()\\]+")
UNREADABLE = Rule("Unreadable address", "", "", strength="weak", source="no browser could open it")
MAX_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class LinkMatch:
    """Why an address is a paid link."""

    programme: str
    network: str
    strength: str
    rule: Rule

    @property
    def counts(self) -> bool:
        """Weak signs are only reported; a shortener ("short") counts until somebody resolves it.

        It is resolved by a rule of the site for its address (of strength "off" where nobody pays), or by
        a managed link with the known target in its place.
        """
        return self.strength in {"strong", "short"}


@dataclass(frozen=True, slots=True)
class OwnSite:
    """The site itself: its host names, and its own redirects as path (with or without end slash) -> target.

    A redirect that needs a query has it in its path: "/old/?p=7".
    """

    hosts: frozenset[str] = frozenset()
    redirects: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        """Write the hosts as addresses have them."""
        hosts = set()
        for host in self.hosts:
            with suppress(UnreadableAddressError):
                hosts.add(ascii_host(host))
        object.__setattr__(self, "hosts", frozenset(hosts))

    def owns(self, address: Address) -> bool:
        """Say whether an address leads to the site itself."""
        return not address.host or address.host in self.hosts

    def target(self, address: Address) -> str:
        """Return where one of the site's own redirects leads, "" for any other address."""
        if not (self.redirects and self.owns(address)):
            return ""
        path = address.path.rstrip("/")
        # The site's own links are found in capitals too.
        spellings = [path + "/", path, path.lower()]
        if address.query:
            spellings = [f"{each}?{address.query}" for each in spellings] + spellings
        return next((self.redirects[each] for each in spellings if each in self.redirects), "")


NO_SITE = OwnSite()


class Classifier:
    """Classifies the addresses of one piece of output, each only once."""

    def __init__(
        self,
        rules: RuleSet,
        own_site: OwnSite = NO_SITE,
        bases: tuple[tuple[str, str], ...] = (),
    ) -> None:
        self.rules, self.own_site, self.bases = rules, own_site, bases
        self._known: dict[str, LinkMatch | None] = {}
        # Addresses that do not count, None among them: most links of most pages.
        self.harmless: set[str | None] = {None}

    @property
    def has_learnt(self) -> bool:
        """Whether addresses of this output were looked at before."""
        return len(self.harmless) > 1

    def on_bases(self, hrefs: list[str]) -> "Classifier":
        """Return a classifier that also reads relative addresses as the `<base href>` of a page may."""
        bases = []
        for href in hrefs:
            with suppress(UnreadableAddressError):
                if (base := read(href)) and base.scheme != "javascript":
                    bases.append((f"https://{base.host}" if base.host else "", base.path))
        return Classifier(self.rules, self.own_site, tuple(dict.fromkeys(bases)))

    def match(self, url: str) -> LinkMatch | None:
        """Return the match of an address, or None."""
        if url in self._known:
            return self._known[url]
        rule = self._best(url, MAX_NESTING)
        for resolved in self._resolved(url) if self.bases else ():
            rule = _stronger(self._best(resolved, MAX_NESTING), rule)
        match = LinkMatch(rule.programme, rule.network, rule.strength, rule) if rule else None
        if len(self._known) < MAX_REMEMBERED:
            self._known[url] = match
            if match is None or not match.counts:
                self.harmless.add(url)
        return match

    def learn(self, addresses: list[tuple[str, str, str, str]]) -> bool:
        """Say whether any of these counts: addresses in plain letters, as (address, host, path, query) in the HTML."""
        counts, harmless, may_match = False, self.harmless, self.rules.may_match
        for url, host, path, query in addresses:
            plain = url.replace("&amp;", "&") if "&" in url else url
            if not host or host in self.own_site.hosts or may_match(host, path, query):
                match = self.match(plain)
                counts = counts or (match is not None and match.counts)
            elif len(harmless) < MAX_REMEMBERED:
                harmless.add(plain)
        return counts

    def _best(self, url: str, depth: int) -> Rule | None:
        try:
            address = read(url)
        except UnreadableAddressError:
            return UNREADABLE
        if address is None:
            return None
        best = self._direct(address, depth) if address.scheme != "javascript" else None
        carries = address.scheme == "javascript" or _may_carry(url)
        if depth and carries and (best is None or best.strength == "weak"):
            for nested in _nested(address):
                best = _stronger(self._best(nested, depth - 1), best)
        return best

    def _direct(self, address: Address, depth: int) -> Rule | None:
        target = self.own_site.target(address)
        if target and depth and (rule := self._best(target, depth - 1)):
            return rule
        return self.rules.find(address, self.own_site.owns(address))

    def _resolved(self, url: str) -> Iterator[str]:
        """Yield what a relative address may mean where the page names another base."""
        text = url.strip(EDGES).translate(REMOVED).replace("\\", "/")
        if text.startswith("//") or SCHEME.match(text):
            return
        for origin, path in self.bases:
            if text.startswith("/"):
                yield origin + text
            else:
                yield (origin + (path if text.startswith("?") else path.rpartition("/")[0] + "/") + text)

    def direct(self, url: str) -> str:
        """Return the outside address behind one of the site's own redirects, "" for any other address."""
        for address in (url, *self._resolved(url)) if self.own_site.redirects else ():
            target = self._behind(address)
            if target != address:
                return target
        return ""

    def _behind(self, url: str) -> str:
        target = url
        with suppress(UnreadableAddressError):
            for _step in range(MAX_NESTING):
                address = read(target)
                behind = self.own_site.target(address) if address else ""
                if not behind:
                    leads_out = address and address.host and address.scheme in {"http", "https"}
                    return target if leads_out else url
                target = behind
        return url


def classify_url(url: str, rules: RuleSet | None = None, own_site: OwnSite = NO_SITE) -> LinkMatch | None:
    """Return the match of one address, or None. Never raises: an unreadable address is a weak match."""
    return Classifier(rules if rules is not None else shipped_rules(), own_site).match(url)


def _stronger(rule: Rule | None, other: Rule | None) -> Rule | None:
    """Return the stronger of two. Half an address inside another one is no unreadable address."""
    if rule is None or rule is UNREADABLE:
        return other
    return (
        rule if other is None or STRENGTHS.index(rule.strength) < STRENGTHS.index(other.strength) else other
    )


def _may_carry(url: str) -> bool:
    """Look quickly whether another address could be inside; most have none."""
    return ":" in url[len("https:") :] or url.find("//", len("https://")) >= 0 or "%" in url or "\\" in url


def _nested(address: Address) -> Iterator[str]:
    """Yield the absolute addresses carried inside another one."""
    if address.scheme == "javascript":
        script = address.path.replace("\\/", "/")
        yield from NESTED_ADDRESS.findall(script)
        yield from NESTED_PATH.findall(script)
        return
    for value in address.carried():
        # Redirectors encode once or twice; what can be read already is not decoded again.
        plain = value if "//" in value or "%" not in value else unquote(value)
        yield from NESTED_ADDRESS.findall(plain.replace("\\", "/"))
