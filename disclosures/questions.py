"""Which outside hosts an editor is asked about: “Does anybody pay you for this?”."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from wagtail.models import AbstractPage, Site

from disclosures.addresses import UnreadableAddressError, read
from disclosures.matcher import RuleSet
from disclosures.models import OutsideHost
from disclosures.policies import rules_in_force
from disclosures.rules import HOST_NAME
from disclosures.stored import StoredLink, stored_links

UNPAID_FILE = Path(__file__).parent / "data" / "unpaid_hosts.txt"
NUMBERS_ONLY = re.compile(r"[\d.]+\Z")


@dataclass(frozen=True, slots=True)
class Question:
    """One host that nobody has answered for, and the first link to it."""

    host: str
    link: StoredLink


def host_of(href: str) -> str:
    """Return the outside host of an address as editors are asked about it, "" for none.

    It is the host as written, without "www.": a shop and its blog may be paid for differently, so hosts are not
    grouped further. A paid answer covers the hosts below it, as every rule does.
    """
    try:
        address = read(href)
    except UnreadableAddressError:
        return ""
    host = address.host.removeprefix("www.") if address else ""
    return host if HOST_NAME.match(host) and not NUMBERS_ONLY.match(host) else ""


@lru_cache(maxsize=1)
def unpaid_hosts() -> frozenset[str]:
    """Return the shipped hosts that pay nobody for a link, such as public bodies; what is below them counts too."""
    lines = UNPAID_FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def never_pays(host: str) -> bool:
    """Say whether the host, or one above it, is known to pay nobody."""
    labels = host.split(".")
    return any(".".join(labels[start:]) in unpaid_hosts() for start in range(len(labels)))


def unknown_hosts(links: Iterable[StoredLink], rules: RuleSet, own: Iterable[str]) -> dict[str, StoredLink]:
    """Return, by host, the first link to each outside host that neither a rule nor the shipped list knows.

    A rule that only gives a weak sign knows nothing: its hosts are asked about.
    """
    known = {host_of(f"//{name}") for name in own}
    found: dict[str, StoredLink] = {}
    for link in links:
        host = host_of(link.href)
        if host and host not in known and host not in found and not never_pays(host):
            if all(rule.strength == "weak" for rule in rules.about_host(host)):
                found[host] = link
            else:
                known.add(host)
    return found


def own_hosts() -> set[str]:
    """Return the host names of all sites that run here. One query."""
    return set(Site.objects.values_list("hostname", flat=True))


def remember_hosts(page: AbstractPage) -> None:
    """Keep the outside hosts of a page, so that somebody is asked about them. Four queries at most."""
    links = stored_links(page)
    site = page.get_site() if links else None
    if site is None:
        return
    hosts = unknown_hosts(links, rules_in_force(site), own_hosts())
    if hosts:
        OutsideHost.objects.remember(site, hosts)
