"""What the templates of a page's comments need: the thread, the form and the site's words."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import AbstractPage, Site

from comments.forms import HONEYPOT, CommentForm
from comments.models import Comment, CommentSettings, CommentThread
from comments.threads import thread_page
from comments.tokens import page_key


def comments_context(page: AbstractPage, request: HttpRequest | None, after: str = "") -> dict[str, Any]:
    """Return the context of the comments below `page`, the same for every visitor. Raises BadCursor."""
    shown = thread_page(page, after, _settings(page, request))
    return {
        "shown": shown,
        "closing": shown.closing,
    } | form_context(shown.thread, request)


def _settings(page: AbstractPage, request: HttpRequest | None) -> CommentSettings:
    return CommentSettings.of(Site.find_for_request(request) if request else page.get_site())


def form_context(
    thread: CommentThread,
    request: HttpRequest | None,
    form: CommentForm | None = None,
    parent: Comment | None = None,
) -> dict[str, Any]:
    """Return what the form needs; `form` with what was typed, `parent` the comment it answers."""
    page = thread.page
    key, words = page_key(page), _settings(page, request)
    return {
        "comment_form": form or CommentForm(needs_address=words.requires_confirmed_address),
        "parent": parent,
        "answer": None,
        "commented_page": page,
        "thread": thread,
        "changes": False,
        "form_token": "",
        "comment_settings": words,
        "honeypot": HONEYPOT,
        "post_url": reverse("reader_comments:post", args=[key]),
        "token_url": reverse("reader_comments:token", args=[key]),
        # The script puts the receipt in the place of the last part.
        "receipt_url": reverse("reader_comments:receipt", args=["RECEIPT"]),
        "thread_url": reverse("reader_comments:thread", args=[key]),
        "feed_url": reverse("reader_comments:page_feed", args=[key]),
    }
