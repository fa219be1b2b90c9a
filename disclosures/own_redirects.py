"""Where addresses of the site itself lead: managed links, and Wagtail's redirects where the site has them."""

import re

from django.apps import apps
from django.db.models import BooleanField, CharField, QuerySet, Value
from wagtail.models import Site

from disclosures.addresses import Address
from disclosures.link_querysets import redirects_of
from disclosures.matcher import RuleSet
from disclosures.models import LinkTarget
from disclosures.mount import mount
from disclosures.rules import OWN_SITE, Rule


def redirects_in_force(site: Site | None, language: str) -> dict[str, str]:
    """Return where each redirecting path of a site leads readers of a language. One query."""
    rows = LinkTarget.objects.redirect_rows()
    if apps.is_installed("wagtail.contrib.redirects"):
        rows = rows.union(_wagtail_rows(site), all=True)
    return redirects_of(rows, language)


def _wagtail_rows(site: Site | None) -> QuerySet:
    """Return the rows of redirects to other sites: a redirect to a page earns nothing."""
    found = apps.get_model("wagtailredirects", "Redirect").get_for_site(site).exclude(redirect_link="")
    return found.order_by().values_list(
        "old_path",
        Value(None, output_field=CharField()),
        "redirect_link",
        Value(False, output_field=BooleanField()),
    )


def mount_rules(shipped: RuleSet) -> tuple[Rule, ...]:
    """Return the rule by which managed links count wherever they lead, unless a shipped one says so already."""
    start = mount()
    if not start or shipped.find(Address("", "", f"{start}x/"), own=True):
        return ()
    return (Rule("own redirects", "own site", OWN_SITE, f"^{re.escape(start)}"),)
