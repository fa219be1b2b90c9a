"""What a list says of an article before anybody opens it: that all of it is advertising."""

from dataclasses import replace
from html import escape

from wagtail.models import AbstractPage

from disclosures import markup
from disclosures.blocks import connections_in
from disclosures.models import DisclosurePageMixin
from disclosures.plain_text import disclose_text
from disclosures.policy import Policy


def is_commercial(page: AbstractPage) -> bool:
    """Whether the whole page is advertising: an editor said so, or somebody paid for it. No query."""
    if not isinstance(page, DisclosurePageMixin):
        return False
    sponsored = (connection.kind == "sponsored" for connection in connections_in(page.disclosure_connections))
    return page.disclosure_wholly_commercial or any(sponsored)


def labelled_title(page: AbstractPage, policy: Policy) -> str:
    """Return the title for a list outside the site, behind what the page is: "Advertisement: Ten lamps"."""
    return f"{policy.texts.commercial}: {page.title}" if is_commercial(page) else page.title


def told_summary(summary: str, policy: Policy) -> str:
    """Return a summary in plain text, told only where a paid address stands in it: the text itself tells the rest."""
    bare = replace(policy, placement="when_paid", forced=False, extra="", connections=())
    return disclose_text(summary, bare).text


def label(policy: Policy) -> str:
    """Return the label that stands first in the link to an article that is all advertising."""
    return markup.LABEL.format(text=escape(policy.texts.commercial, quote=False))
