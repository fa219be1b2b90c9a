"""What readers are told beside a product: where to get it, at which price seen when, and that money is earned."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from disclosures.classification import Classifier
from disclosures.policy import Policy

# Rule R16. Amazon's programme demands it: Associates Program Policies, on prices with their date and time.
PRICE_HOLDS = timedelta(hours=24)
OWN_ADDRESS = re.compile(r"/[^/\\\s][^\s\\]*")
SHOP_ADDRESS = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, slots=True)
class Offer:
    """One shop: `price` is "" where readers learn it in the shop, `seen_at` when it was the price there."""

    merchant: str
    address: str
    price: str = ""
    seen_at: datetime | None = None


def offer_of(merchant: Mapping[str, Any], now: datetime, with_price: bool = True) -> Offer:
    """Return what is shown of a merchant (the value of a MerchantBlock, also a half-filled one) at this moment."""
    name, address = merchant.get("name") or "", merchant.get("address") or ""
    price, seen_at = merchant.get("price"), aware(merchant.get("price_seen_at"))
    if price is None or not (with_price and is_fresh(seen_at, now)):
        return Offer(name, address)
    return Offer(name, address, written_price(price, merchant.get("currency") or ""), seen_at)


def can_be_opened(address: str) -> bool:
    """Say whether an address is a whole one of the web, or one of the site itself such as /go/lamp/."""
    if OWN_ADDRESS.fullmatch(address):
        return True
    try:
        SHOP_ADDRESS(address)
    except ValidationError:
        return False
    return True


def is_fresh(seen_at: datetime | None, now: datetime) -> bool:
    """Say whether a price seen then may still be shown: not after 24 hours, and never one of the future."""
    return seen_at is not None and timedelta(0) <= now - seen_at <= PRICE_HOLDS


def aware(moment: datetime | None) -> datetime | None:
    """Return the moment with its time zone; one that was stored without is in the site's."""
    return timezone.make_aware(moment) if moment and timezone.is_naive(moment) else moment


def written_price(price: Decimal, currency: str) -> str:
    """Return "USD 19.90", in the way of the page's language."""
    number = number_format(price, use_l10n=True)
    return _("%(currency)s %(price)s") % {"currency": currency, "price": number} if currency else number


def is_paid(address: str, policy: Policy) -> bool:
    """Say whether a link to this address earns money; without rules nobody knows, and then it may.

    A short link whose target is unknown does, unless an editor answers for the page.
    """
    match = Classifier(policy.rules, policy.own_site).match(address)
    if not policy.rules or match is None:
        return not policy.rules
    return match.strength == "strong" or (match.counts and not policy.off)
