"""Which pages readers may reach the comments of."""

import swapper
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from wagtail.models import AbstractPage

from comments.tokens import BadToken, page_id_of


def public_page(page_id: int) -> AbstractPage:
    """Return the page. Raises Http404 unless it is live and for everybody."""
    page = get_object_or_404(_pages(), pk=page_id)
    if not page.live or page.get_view_restrictions().exists():
        raise Http404
    return page


def page_of_key(key: str) -> AbstractPage:
    """Return the page an address names, public or not. Raises Http404."""
    try:
        return get_object_or_404(_pages(), pk=page_id_of(key))
    except BadToken as error:
        raise Http404 from error


def _pages() -> QuerySet:
    return swapper.load_model("wagtailcore", "Page").objects.all()
