"""What editors decide about paid links: sentences, rules, hosts, settings, what they say on each page,
and evidence of what readers were told."""

from disclosures.models.evidence import DisclosureEvidence
from disclosures.models.hosts import AnsweredMeanwhileError, OutsideHost
from disclosures.models.link_history import LinkCheck, LinkClicks
from disclosures.models.managed_links import FormerSlug, LinkTarget, ManagedLink
from disclosures.models.pages import DisclosurePageMixin
from disclosures.models.rules import AffiliateRule
from disclosures.models.settings import DisclosureSettings
from disclosures.models.texts import DisclosureText

__all__ = [
    "AffiliateRule",
    "AnsweredMeanwhileError",
    "DisclosureEvidence",
    "DisclosurePageMixin",
    "DisclosureSettings",
    "DisclosureText",
    "FormerSlug",
    "LinkCheck",
    "LinkClicks",
    "LinkTarget",
    "ManagedLink",
    "OutsideHost",
]
