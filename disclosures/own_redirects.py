"""Where addresses of the site itself lead: managed links, and Wagtail's redirects where the site has them."""

import re
import time
from collections import ChainMap
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from django.apps import apps
from django.db.models import BooleanField, CharField, Q, QuerySet, Value
from django.utils import timezone
from wagtail.models import Site

from disclosures.addresses import Address
from disclosures.link_querysets import RedirectRow, redirects_of
from disclosures.matcher import RuleSet
from disclosures.models import ManagedLink
from disclosures.mount import mount
from disclosures.rules import OWN_SITE, Rule

# Two editors who save at the same moment may leave the same edition behind: nothing is believed for longer.
BELIEVED_SECONDS = 60


def redirects_in_force(site: Site | None, language: str) -> Mapping[str, str]:
    """Return where each redirecting path of a site leads readers of a language. Nobody may change what it returns.

    One query, however many links there are; a second one where a link has changed, and once a minute.
    """
    asked = ManagedLink.objects.edition()
    if apps.is_installed("wagtail.contrib.redirects"):
        asked = asked.union(_wagtail_rows(site), all=True)
    rows = list(asked)
    edition = tuple(row for row in rows if not row[0] and row[1] != "0")
    others = redirects_of((row for row in rows if row[0]), language)
    if not edition:
        return others
    moment = int(time.monotonic() // BELIEVED_SECONDS)
    managed = _managed(edition, moment, timezone.localdate(), mount(), language)
    # Wagtail's redirects answer only where nothing else does.
    return ChainMap(managed, others) if others else managed


@lru_cache(maxsize=8)
def _managed(
    edition: tuple[RedirectRow, ...], moment: int, today: date, start: str, language: str
) -> dict[str, str]:
    """Return where managed links lead. What it depends on is in the arguments."""
    return ManagedLink.objects.redirects(language)


def _wagtail_rows(site: Site | None) -> QuerySet:
    """Return the rows of redirects to other sites and to managed links: a redirect to a page earns nothing."""
    may_earn = Q(redirect_link__contains="//")
    if start := mount():
        may_earn |= Q(redirect_link__startswith=start)
    found = apps.get_model("wagtailredirects", "Redirect").get_for_site(site).filter(may_earn)
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
