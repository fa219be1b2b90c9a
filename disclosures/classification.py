"""Says of one address whether it is a paid link, also when it hides inside another address."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from disclosures.addresses import Address, UnreadableAddressError, read
from disclosures.matcher import RuleSet, shipped_rules
from disclosures.rules import STRENGTHS, Rule

MAX_NESTING = 3
# Inside scripts and parameters: everything up to a quote, a bracket or a space.
NESTED_ADDRESS = re.compile(r"(?:https?:|(?<![:/])//)[^\s\"'`<>()\\]+", re.IGNORECASE)
UNREADABLE = Rule("Unreadable address", "", "", strength="weak", source="no browser could open it")


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


def classify_url(url: str, rules: RuleSet | None = None, own_hosts: Collection[str] = ()) -> LinkMatch | None:
    """Return the match of one address, or None. Never raises: an unreadable address is a weak match.

    `own_hosts` are the host names of the site itself, for the rules about its own redirects.
    """
    rule = _best(url, rules if rules is not None else shipped_rules(), own_hosts, MAX_NESTING)
    return LinkMatch(rule.programme, rule.network, rule.strength, rule) if rule else None


def _best(url: str, rules: RuleSet, own_hosts: Collection[str], depth: int) -> Rule | None:
    try:
        address = read(url)
    except UnreadableAddressError:
        return UNREADABLE
    if address is None:
        return None
    best = rules.find(address, own_hosts) if address.scheme != "javascript" else None
    if depth and (best is None or best.strength == "weak"):
        for nested in _nested(address):
            rule = _best(nested, rules, own_hosts, depth - 1)
            if rule and rule is not UNREADABLE and _stronger(rule, best):
                best = rule
    return best


def _stronger(rule: Rule, other: Rule | None) -> bool:
    return other is None or STRENGTHS.index(rule.strength) < STRENGTHS.index(other.strength)


def _nested(address: Address) -> Iterator[str]:
    """Yield the absolute addresses carried inside another one."""
    if address.scheme == "javascript":
        yield from NESTED_ADDRESS.findall(address.path)
        return
    for value in address.values():
        # Redirectors encode once or twice.
        plain = unquote(value) if "%2f%2f" in value.lower() else value
        if "//" in plain:
            yield from NESTED_ADDRESS.findall(plain)
