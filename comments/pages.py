"""Which pages readers may reach the comments of."""

from collections.abc import Collection

import swapper
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from wagtail import hooks
from wagtail.models import AbstractPage, Site

from comments.tokens import BadToken, page_id_of

# Another app may keep a live page from readers. It registers a function that takes the page and says whether it is
# public; where one says no, the page's comments are as hidden as the page.
PUBLIC_HOOK = "reader_comments_page_is_public"


def is_public(page: AbstractPage) -> bool:
    """Return whether every reader may see the page."""
    if not page.live or page.get_view_restrictions().exists():
        return False
    return nobody_hides(page)


def public_page(page_id: int) -> AbstractPage:
    """Return the page. Raises Http404 unless it is public."""
    page = get_object_or_404(_pages(), pk=page_id)
    if not is_public(page):
        raise Http404
    return page


def live_pages(page_ids: Collection[int], site: Site | None) -> dict[int, AbstractPage]:
    """Return those of the pages that are live and open to everybody, by their key; of one site, or of all (None).

    Another app may still hide one: ask `nobody_hides`.
    """
    pages = _pages().filter(pk__in=page_ids).live().public()
    return {page.pk: page for page in (pages.in_site(site) if site else pages)}


def page_of_key(key: str) -> AbstractPage:
    """Return the page an address names, public or not. Raises Http404."""
    try:
        return get_object_or_404(_pages(), pk=page_id_of(key))
    except BadToken as error:
        raise Http404 from error


def nobody_hides(page: AbstractPage) -> bool:
    """Return whether all other apps say that readers may see the page."""
    return all(says_public(page) for says_public in hooks.get_hooks(PUBLIC_HOOK))


def _pages() -> QuerySet:
    return swapper.load_model("wagtailcore", "Page").objects.all()
