"""What the templates of a page's comments need: the thread, the form and the site's words."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import AbstractPage, Site

from comments.forms import HONEYPOT, CommentForm
from comments.models import CommentSettings
from comments.threads import thread_page
from comments.tokens import page_key


def comments_context(page: AbstractPage, request: HttpRequest | None, after: str = "") -> dict[str, Any]:
    """Return the context of the comments below `page`, the same for every visitor. Raises BadCursor."""
    shown = thread_page(page, after)
    return {
        "page": page,
        "shown": shown,
        "takes_comments": shown.takes_comments,
        "comment_form": CommentForm(),
    } | form_context(page, request)


def form_context(page: AbstractPage, request: HttpRequest | None) -> dict[str, Any]:
    """Return what the form needs beside its fields."""
    key = page_key(page)
    site = Site.find_for_request(request) if request else page.get_site()
    return {
        "comment_settings": CommentSettings.of(site),
        "honeypot": HONEYPOT,
        "thread_url": reverse("reader_comments:thread", args=[key]),
    }
