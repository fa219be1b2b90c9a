"""Which pages readers may reach the comments of."""

import swapper
from django.http import Http404
from django.shortcuts import get_object_or_404
from wagtail.models import AbstractPage

from comments.tokens import BadToken, page_id_of


def public_page(page_id: int) -> AbstractPage:
    """Return the page. Raises Http404 unless it is live and for everybody."""
    page = get_object_or_404(swapper.load_model("wagtailcore", "Page").objects.live(), pk=page_id)
    if page.get_view_restrictions().exists():
        raise Http404
    return page


def page_of_key(key: str) -> AbstractPage:
    """Return the page whose comments an address names. Raises Http404."""
    try:
        return public_page(page_id_of(key))
    except BadToken as error:
        raise Http404 from error
