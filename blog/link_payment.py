"""Whether a link pays somebody: what medical review asks before a dead one is replaced without a second person."""

from wagtail.models import AbstractPage

from disclosures.detection import classify_url
from disclosures.policies import policy_for


def is_paid_link(address: str, page: AbstractPage) -> bool:
    """Whether the rules in force on the page's site know the address as paid, or cannot read it."""
    policy = policy_for(page)
    return classify_url(address, policy.rules, policy.own_site) is not None
