"""A dead link that pays nobody may be replaced by its archived copy without a second person."""

import json
import re
from collections.abc import Iterable

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.module_loading import import_string
from wagtail.models import AbstractPage

from blog.review.addresses import address as canonical_address
from blog.review.minor_edits.links import address_of

WEB_ADDRESS = re.compile(r"(?:https?:)?//[^\s\"'<>\\]+", re.IGNORECASE)


def needs_second_person(live: AbstractPage, links: Iterable[tuple[str, str]]) -> bool:
    """Whether any of the replaced links may pay somebody. Without an answer it may.

    `MEDICAL_REVIEW_IS_PAID_LINK` names a function (address, page) -> bool. It is asked about the addresses as they
    stand in the live page: the digest knows neither queries nor fragments, and those often say who is paid.
    """
    name = getattr(settings, "MEDICAL_REVIEW_IS_PAID_LINK", "")
    if not name:
        return True
    is_paid = import_string(name)
    written = addresses_in(live)
    for before, _after in links:
        whole = written.get(address_of(before), set())
        if not whole or any(is_paid(address, live) for address in whole):
            return True
    return False


def addresses_in(page: AbstractPage) -> dict[str, set[str]]:
    """Return the web addresses written in a page, by the form in which the digest knows them."""
    stored = json.dumps(page.serializable_data(), cls=DjangoJSONEncoder, ensure_ascii=False)
    found: dict[str, set[str]] = {}
    for match in WEB_ADDRESS.findall(stored):
        address = match.replace("&amp;", "&")
        found.setdefault(canonical_address(address), set()).add(address)
    return found
