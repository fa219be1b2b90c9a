"""From which of the site's own pages a reader came: only its path is ever looked at."""

from collections.abc import Iterable
from urllib.parse import quote

import swapper
from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import get_language_from_path
from wagtail.models import Site

from disclosures.addresses import UnreadableAddressError, read
from disclosures.mount import mount

MAX_LENGTH = 500


def referring_path(request: HttpRequest) -> str:
    """Return the path of the page of this site from which the request came, "" if it came from elsewhere."""
    try:
        address = read(request.headers.get("Referer", ""))
        host = read(f"//{request.get_host()}")
    except UnreadableAddressError:
        return ""
    if address is None or host is None or not address.host or address.host != host.host:
        return ""
    # "//evil.example" and "/\evil.example" are paths here and hosts in a browser.
    path = "/" + address.path.lstrip("/")
    is_own_redirect = bool(mount()) and path.startswith(mount())
    return path if len(path) <= MAX_LENGTH and not is_own_redirect else ""


def as_link(path: str) -> str:
    """Return the path as it may stand in a `href`."""
    return quote(path)


def language_at(site: Site | None, path: str) -> str:
    """Return the language of the page at a path, the site's default where there is no such page. One query."""
    page = pages_at(site, [path]).get(path) if path else None
    return page[1] if page else get_language_from_path(path) or settings.LANGUAGE_CODE


def pages_at(site: Site | None, paths: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Return id and language of the live pages at these paths of a site. One query.

    Addresses below a page that its own code answers (an archive by year) belong to no page here.
    """
    places: dict[str, str] = {}
    site_id = site.pk if site else None
    for root in Site.get_site_root_paths():
        start = _address_of_pages(root.language_code)
        for path in paths if root.site_id == site_id else ():
            if path.startswith(start):
                rest = path[len(start) :].strip("/")
                places[f"{root.root_path}{rest}/" if rest else root.root_path] = path
    pages = swapper.load_model("wagtailcore", "Page").objects.live().filter(url_path__in=places)
    columns = ("url_path", "pk", "locale__language_code")
    return {places[place]: (pk, language) for place, pk, language in pages.values_list(*columns)}


def _address_of_pages(language: str) -> str:
    """Return the path below which Wagtail serves the pages of a language, for example "/de/"."""
    try:
        with translation.override(language):
            return reverse("wagtail_serve", args=[""])
    except NoReverseMatch:
        return "/"
