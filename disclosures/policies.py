"""Which policy holds for a page: the database is asked once, the answer is a frozen value."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import AbstractPage, Site

from disclosures.blocks import connections_in
from disclosures.classification import OwnSite
from disclosures.connections import KINDS
from disclosures.jurisdictions import with_wider
from disclosures.matcher import RuleSet, shipped_rules
from disclosures.models import (
    AffiliateRule,
    DisclosurePageMixin,
    DisclosureSettings,
    DisclosureText,
    OutsideHost,
)
from disclosures.own_redirects import mount_rules, redirects_in_force
from disclosures.policy import Policy
from disclosures.rules import Rule
from disclosures.texts import Texts, shipped_texts
from disclosures.wording import base_language


def policy_for(page: AbstractPage | None, request: HttpRequest | None = None) -> Policy:
    """Return the policy for a page, or with None for any other output of the request's site.

    Four queries (settings, sentences, rules, own redirects), which a request remembers; a page's locale and a
    page's site without a request cost one more each.
    """
    language = page.locale.language_code if page else _language(request)
    policy = _policy_of_site(_site(page, request), language, request)
    return _with_words_of(page, policy) if isinstance(page, DisclosurePageMixin) else policy


def _with_words_of(page: DisclosurePageMixin, policy: Policy) -> Policy:
    """Return the policy with what an editor decided on this page."""
    own: dict[str, Any] = {
        "extra": page.disclosure_extra_text,
        "forced": page.disclosure_forced or page.disclosure_wholly_commercial,
        "connections": connections_in(page.disclosure_connections),
        "off": page.disclosure_is_off,
    }
    return replace(policy, **own) if any(own.values()) else policy


def _language(request: HttpRequest | None) -> str:
    return getattr(request, "LANGUAGE_CODE", None) or get_language() or settings.LANGUAGE_CODE


def _site(page: AbstractPage | None, request: HttpRequest | None) -> Site | None:
    if request is not None:
        return Site.find_for_request(request)
    return page.get_site() if page else Site.objects.filter(is_default_site=True).first()


def _policy_of_site(site: Site | None, language: str, request: HttpRequest | None) -> Policy:
    remembered = request.__dict__.setdefault("_disclosure_policies", {}) if request is not None else {}
    if language not in remembered:
        chosen = DisclosureSettings.objects.filter(site=site).first() or DisclosureSettings()
        jurisdiction = chosen.jurisdiction_for(language)
        remembered[language] = Policy(
            rules=rules_in_force(site),
            texts=texts_for(language, jurisdiction),
            placement=chosen.placement,
            locale=language,
            jurisdiction=jurisdiction,
            own_site=OwnSite(
                frozenset({site.hostname.lower()} if site else ()), redirects_in_force(site, language)
            ),
        )
    return remembered[language]


def rules_in_force(site: Site | None = None) -> RuleSet:
    """Return the shipped rules with the site's own on top, and with the hosts said to pay. One query."""
    hosts = OutsideHost.objects.filter(site=site)
    site_rules = (*AffiliateRule.objects.as_rules(hosts), *mount_rules(shipped_rules()))
    return _combined(shipped_rules(), site_rules) if site_rules else shipped_rules()


@lru_cache(maxsize=8)
def _combined(shipped: RuleSet, site_rules: tuple[Rule, ...]) -> RuleSet:
    return RuleSet(shipped.shipped, site_rules)


def texts_for(language: str, jurisdiction: str) -> Texts:
    """Return the sentences for readers of a language: the site's own where it has some, else the shipped ones.

    A language in which there is no notice at all gets the site's default language. One query, then two.
    """
    languages = list(dict.fromkeys([base_language(language), language]))
    own = DisclosureText.objects.sentences(languages, with_wider(jurisdiction))
    shipped = shipped_texts(language, jurisdiction, settings.LANGUAGE_CODE)
    written = ("notice", "") in own
    default = base_language(settings.LANGUAGE_CODE)
    if not written and shipped.language != base_language(language) and base_language(language) != default:
        return texts_for(settings.LANGUAGE_CODE, jurisdiction)
    statements = {
        network: text for (kind, network), text in own.items() if kind == DisclosureText.Kind.STATEMENT
    }
    is_shipped = shipped.language == base_language(language) or not written
    return Texts(
        notice=own.get(("notice", ""), shipped.notice),
        general=own.get(("general", ""), shipped.general),
        label=own.get(("label", ""), shipped.label),
        language=language if written else shipped.language,
        statements={**shipped.statements, **statements},
        connections={**shipped.connections, **_own_connections(own)},
        # A language that only this site writes has no shipped sentence for a product's shops.
        product=own.get(("product", ""), shipped.product if is_shipped else own[("notice", "")]),
        commercial=own.get(("commercial", ""), shipped.commercial),
    )


def _own_connections(own: dict[tuple[str, str], str]) -> dict[str, str]:
    """Return the site's own sentences about connections, each for both ways: with and without something named."""
    written = [(kind, text) for (kind, _network), text in own.items() if kind in KINDS]
    return {name: text for kind, text in written for name in (kind, f"{kind}_unnamed")}
