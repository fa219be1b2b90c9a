"""Says of one address whether it is a paid link, also when it hides inside another address."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from disclosures.addresses import Address, UnreadableAddressError, read
from disclosures.matcher import RuleSet, shipped_rules
from disclosures.rules import STRENGTHS, Rule

MAX_NESTING = 3
# Inside scripts and parameters: everything up to a quote, a bracket or a space.
NESTED_ADDRESS = re.compile(r"(?:https?:|(?<![:/])//)[^\s\"'`<>()\\]+", re.IGNORECASE)
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
        """A shortener whose target is unknown counts until somebody resolves it; weak signs are only reported."""
        return self.strength in {"strong", "short"}


@dataclass(frozen=True, slots=True)
class OwnSite:
    """The site itself: its host names, and its own redirects as path -> target address."""

    hosts: frozenset[str] = frozenset()
    redirects: Mapping[str, str] = field(default_factory=dict, hash=False)


NO_SITE = OwnSite()


class Classifier:
    """Classifies the addresses of one piece of output, each only once."""

    def __init__(self, rules: RuleSet, own_site: OwnSite = NO_SITE) -> None:
        self.rules, self.own_site = rules, own_site
        self._known: dict[str, LinkMatch | None] = {}

    def match(self, url: str) -> LinkMatch | None:
        """Return the match of an address, or None."""
        if url in self._known:
            return self._known[url]
        rule = self._best(url, MAX_NESTING)
        match = LinkMatch(rule.programme, rule.network, rule.strength, rule) if rule else None
        if len(self._known) < MAX_REMEMBERED:
            self._known[url] = match
        return match

    def _best(self, url: str, depth: int) -> Rule | None:
        try:
            address = read(url)
        except UnreadableAddressError:
            return UNREADABLE
        if address is None:
            return None
        best = self._direct(address, depth) if address.scheme != "javascript" else None
        if depth and (best is None or best.strength == "weak") and _may_carry(url):
            for nested in _nested(address):
                best = _stronger(self._best(nested, depth - 1), best)
        return best

    def _direct(self, address: Address, depth: int) -> Rule | None:
        own = not address.host or address.host in self.own_site.hosts
        target = self.own_site.redirects.get(address.path) if own else None
        if target and depth and (rule := self._best(target, depth - 1)):
            return rule
        return self.rules.find(address, own)


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
    return url.find("//", len("https://")) >= 0 or "%2" in url or "\\" in url


def _nested(address: Address) -> Iterator[str]:
    """Yield the absolute addresses carried inside another one."""
    if address.scheme == "javascript":
        yield from NESTED_ADDRESS.findall(address.path.replace("\\/", "/"))
        return
    for value in address.carried():
        # Redirectors encode once or twice; what can be read already is not decoded again.
        plain = unquote(value) if "//" not in value and "%2f%2f" in value.lower() else value
        if "//" in plain:
            yield from NESTED_ADDRESS.findall(plain)
