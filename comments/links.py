"""Full addresses, for mail."""

from django.http import HttpRequest
from wagtail.models import AbstractPage, Site


def full_address(request: HttpRequest, path: str) -> str:
    """Return the address of `path` on the site that was asked.

    The name of the site comes from its settings: a forged Host header must not lead a link in a mail elsewhere.
    """
    site = Site.find_for_request(request)
    return f"{site.root_url}{path}" if site else request.build_absolute_uri(path)


def address_beside(page: AbstractPage, path: str) -> str:
    """Return the address of `path` on the site of `page`; the bare path where the page belongs to no site."""
    site = page.get_site()
    return f"{site.root_url}{path}" if site else path
