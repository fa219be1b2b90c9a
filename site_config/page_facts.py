"""What may be told about a page elsewhere: to search engines, in link previews, in the share row."""

from typing import Any
from urllib.parse import urljoin

from django.http import HttpRequest
from wagtail.models import Page

from site_config.sharing import PageFacts

# The size that link previews of all large services take without cropping, in a format that all of them read.
PREVIEW_SIZE = "fill-1200x630|format-jpeg|bgcolor-fff"


def facts_of(page: Page, request: HttpRequest | None = None) -> PageFacts:
    """Return the page's address, title, picture and summary; the last two where its type has them."""
    url = page.get_full_url(request) or ""
    return PageFacts(
        url=url,
        title=page.seo_title or page.title,
        image=_picture_address(page, url),
        summary=page.search_description or getattr(page, "summary", ""),
    )


def canonical_address(request: HttpRequest, page: Page | None) -> str:
    """Return the one address of `page`, or else of the view; a list's later page keeps its number."""
    address = page.get_full_url(request) if page else None
    address = address or request.build_absolute_uri(request.path)
    number = request.GET.get("page", "")
    # Python refuses to read thousands of digits as a number; no list is that long.
    is_later = number.isdecimal() and len(number) < 10 and int(number) > 1
    return f"{address}?page={number}" if is_later else address


def _picture_address(page: Any, page_address: str) -> str:
    picture = getattr(page, "lead_image", None)
    # Media may lie on another host; else the picture's address is that of the page's own.
    return urljoin(page_address, picture.get_rendition(PREVIEW_SIZE).url) if picture else ""
