"""All rules in force, compiled once into a matcher of addresses."""

import hashlib
import logging
import re
from collections.abc import Iterable
from dataclasses import fields
from functools import cached_property, lru_cache
from pathlib import Path

from disclosures.addresses import Address
from disclosures.rules import (
    ANY_HOST,
    HOST_PATTERN,
    OWN_SITE,
    STRENGTHS,
    Rule,
    host_pattern,
    read_rules,
)

logger = logging.getLogger(__name__)

SHIPPED_FILE = Path(__file__).parent / "data" / "affiliate_networks.csv"
# "amazon.*": com, two letters (de), or com/co and two letters (co.uk). Never a longer tail: amazon.com.evil.org.
MARKETPLACE = re.compile(r"(?:com|[a-z]{2}|com?\.[a-z]{2})\Z")


class RuleSet:
    """All rules in force, indexed by host and by parameter. False when the shipped ones are missing.

    `site_rules` are the site's own: those of strength "off" silence shipped rules, the others add to them.
    They alone are no rules to rely on.
    """

    def __init__(self, shipped: Iterable[Rule] = (), site_rules: Iterable[Rule] = ()) -> None:
        self.shipped, self.site_rules = tuple(shipped), tuple(site_rules)
        self._added = _Index(rule for rule in self.site_rules if rule.strength != "off")
        self._off = _Index(rule for rule in self.site_rules if rule.strength == "off")
        self._shipped = _Index(self.shipped)

    def __bool__(self) -> bool:
        return bool(self.shipped)

    @cached_property
    def version(self) -> str:
        """A short hash that changes whenever a rule does."""
        names = [column.name for column in fields(Rule)]
        rows = [tuple(getattr(rule, name) for name in names) for rule in (*self.shipped, *self.site_rules)]
        return hashlib.sha256(repr(rows).encode("utf-8", "backslashreplace")).hexdigest()[:16]

    def may_match(self, host: str, path: str, query: str) -> bool:
        """Say quickly whether any rule could match an outside address in plain letters."""
        may_match = self._shipped.may_match(host, path, query)
        return may_match or (bool(self.site_rules) and self._added.may_match(host, path, query))

    def find(self, address: Address, own: bool = False) -> Rule | None:
        """Return the strongest rule that matches the address, or None. `own`: it leads to the site itself.

        The site's own additions win over its switch-offs, and these over what is shipped.
        """
        parameters = address.parameters() if address.query else {}
        if self.site_rules:
            if added := self._added.find(address, parameters, own):
                return added
            if self._off.find(address, parameters, own):
                return None
        return self._shipped.find(address, parameters, own)

    def about_host(self, host: str) -> list[Rule]:
        """Return the rules that name this host or one above it, whatever else they ask: the site's own first."""
        return [rule for index in (self._added, self._off, self._shipped) for rule in index.about_host(host)]


class _Index:
    """Rules by host suffix, by marketplace name, by parameter, and the few that must be tried in turn."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self.hosts: dict[str, list[Rule]] = {}
        self.marketplaces: dict[str, list[Rule]] = {}
        self.parameters: dict[str, list[Rule]] = {}
        self.own_site: list[Rule] = []
        self.paths: list[Rule] = []
        self.patterns: list[tuple[re.Pattern[str], Rule]] = []
        for rule in self.rules:
            self._add(rule)
        # Few hosts are linked often.
        self._for_host = lru_cache(maxsize=4096)(self._rules_for_host)
        self._may_match_query = lru_cache(maxsize=4096)(self._names_a_parameter)
        self.any_path = (
            re.compile("|".join(f"(?:{rule.path_regex})" for rule in self.paths)) if self.paths else None
        )

    def _add(self, rule: Rule) -> None:
        host = rule.host_suffix
        if host == OWN_SITE:
            self.own_site.append(rule)
        elif host.startswith(HOST_PATTERN):
            self.patterns.append((re.compile(host_pattern(rule)), rule))
        elif host.endswith(".*"):
            self.marketplaces.setdefault(host[:-2], []).append(rule)
        elif host != ANY_HOST:
            self.hosts.setdefault(host, []).append(rule)
        elif rule.query_param:
            for name in {group[0].name for group in rule.alternatives}:
                self.parameters.setdefault(name, []).append(rule)
        else:
            self.paths.append(rule)

    def find(self, address: Address, parameters: dict[str, list[str]], own: bool) -> Rule | None:
        """Return the strongest rule that holds, the first one of several equals."""
        best: Rule | None = None
        for rule in self._candidates(address, parameters, own):
            if rule.holds(address.path, parameters):
                if rule.strength == "strong":
                    return rule
                if best is None or STRENGTHS.index(rule.strength) < STRENGTHS.index(best.strength):
                    best = rule
        return best

    def about_host(self, host: str) -> tuple[Rule, ...]:
        """Return the rules that name this host or one above it."""
        return self._for_host(host)

    def may_match(self, host: str, path: str, query: str) -> bool:
        """Say whether a rule could match; never no where one does."""
        if self._for_host(host) or (query and self._may_match_query(query)):
            return True
        return self.any_path is not None and self.any_path.search(path or "/") is not None

    def _names_a_parameter(self, query: str) -> bool:
        parts = query.replace("&amp;", "&").split("&")
        return any(part.partition("=")[0].lower() in self.parameters for part in parts)

    def _candidates(self, address: Address, parameters: dict[str, list[str]], own: bool) -> list[Rule]:
        candidates = self.own_site[:] if own else []
        if address.host:
            candidates += self._for_host(address.host)
            for name in parameters:
                candidates += self.parameters.get(name, ())
            if self.any_path and self.any_path.search(address.path):
                candidates += self.paths
        return candidates

    def _rules_for_host(self, host: str) -> tuple[Rule, ...]:
        """Return the rules of a host, the most special ones first."""
        found: list[Rule] = []
        suffix = host
        while suffix:
            found += self.hosts.get(suffix, ())
            label, _, suffix = suffix.partition(".")
            if label in self.marketplaces and MARKETPLACE.match(suffix):
                found += self.marketplaces[label]
        return (
            *found,
            *(rule for pattern, rule in self.patterns if pattern.search(host)),
        )


@lru_cache(maxsize=1)
def shipped_rules() -> RuleSet:
    """Return the shipped rules; an empty set, loudly logged, where the file cannot be read.

    Empty means that every page is treated as if it had paid links (see `injection`); it never means "none".
    """
    try:
        with SHIPPED_FILE.open(encoding="utf-8", newline="") as lines:
            return RuleSet(read_rules(lines))
    except (OSError, ValueError):
        logger.exception("The shipped rules for paid links cannot be read: %s", SHIPPED_FILE)
        return RuleSet()
