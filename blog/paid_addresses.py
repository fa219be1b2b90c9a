"""What readers are told before an earlier text of a page: that addresses in it earn the site money."""

import re
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from wagtail.models import AbstractPage

from disclosures.injection import missing_sentences
from disclosures.json_values import Reader
from disclosures.links import Scan
from disclosures.policies import policy_for

# A signed text keeps host and path of an address, and leaves out what the scheme was.
BARE_LINK = re.compile(r'(?<=href=")(?=[\w-]+(?:\.[\w-]+)+)')
BARE_ADDRESS = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::[0-9]+)?/\S*")


def notice_before(contents: Iterable[dict[str, Any]], page: AbstractPage, request: HttpRequest) -> str:
    """Return the sentences that are owed before these signed texts; "" if no address in them is known to pay."""
    policy = policy_for(page, request)
    links = list(Reader(policy).links_in([with_schemes(content) for content in contents]))
    return " ".join(missing_sentences(Scan(links=links), policy)) if links else ""


def with_schemes(value: Any) -> Any:
    """Return the data with addresses as a browser would need them."""
    if isinstance(value, str):
        whole = f"https://{value}" if BARE_ADDRESS.fullmatch(value) else value
        return BARE_LINK.sub("https://", whole)
    if isinstance(value, dict):
        return {name: with_schemes(each) for name, each in value.items()}
    return [with_schemes(each) for each in value] if isinstance(value, list) else value
