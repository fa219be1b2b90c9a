"""An article's text as it leaves for other programs: disclosed, with its review, all addresses absolute."""

from typing import Any
from urllib.parse import urljoin

from django.http import HttpRequest
from django.template.loader import render_to_string
from turbohtml.rewrite import Element, rewrite
from wagtail.models import Page

from blog.headings import fill_anchors


def full_text(article: Page, request: HttpRequest) -> str:
    """Return the article's HTML for feed readers and the API."""
    fill_anchors(article.body)
    template = getattr(article, "feed_template", "blog/feed_article.html")
    html = render_to_string(template, {"page": article}, request)
    return with_absolute_addresses(html, article.get_full_url(request))


def with_absolute_addresses(html: str, base: str) -> str:
    """Return the HTML with every link and picture address absolute, seen from the page at `base`."""

    def absolute(name: str) -> Any:
        def change(element: Element) -> None:
            element.set_attribute(name, _joined(base, element.get(name) or ""))

        return change

    def without_srcset(element: Element) -> None:
        element.remove_attribute("srcset")

    elements = [("[href]", absolute("href")), ("[src]", absolute("src")), ("[srcset]", without_srcset)]
    return rewrite(html, elements=elements)


def _joined(base: str, address: str) -> str:
    """Return the address seen from `base`; one that cannot be read stays as it is."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address
