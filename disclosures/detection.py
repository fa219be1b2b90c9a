"""Finds paid links in a piece of HTML; `classify_url` looks at one address."""

from dataclasses import dataclass

from disclosures.classification import NO_SITE, Classifier, LinkMatch, OwnSite, classify_url
from disclosures.matcher import RuleSet, shipped_rules
from disclosures.scanning import scan

__all__ = ["LinkMatch", "PaidLink", "classify_url", "find_paid_links"]


@dataclass(frozen=True, slots=True)
class PaidLink:
    """A paid link as it stands in the HTML, its address decoded."""

    href: str
    match: LinkMatch


def find_paid_links(html: str, rules: RuleSet | None = None, own_site: OwnSite = NO_SITE) -> list[PaidLink]:
    """Return the paid links of a piece of HTML in document order, those inside `<noscript>` too.

    Raises elements.TooUnusualError for HTML that nobody could read in reasonable time.
    """
    classifier = Classifier(rules if rules is not None else shipped_rules(), own_site)
    return [PaidLink(link.href, link.match) for link in scan(html, classifier).links]
