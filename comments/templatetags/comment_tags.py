"""Tags for templates of pages which take comments."""

from typing import Any

from django import template
from django.template import Context
from wagtail.models import AbstractPage

from comments.feeds import feed_address
from comments.fragments import comments_context
from comments.models.threads import published_below

register = template.Library()


@register.inclusion_tag("reader_comments/comments.html", takes_context=True)
def comments(context: Context, page: AbstractPage) -> dict[str, Any]:
    """Show the comments of `page` and the form to write one; the same for every visitor."""
    return comments_context(page, context.get("request"))


@register.simple_tag
def comment_feed(page: AbstractPage) -> str:
    """Return the address of the feed of comments on `page`, for the head of your template."""
    return feed_address(page)


@register.simple_tag
def comment_count(page: AbstractPage) -> int:
    """Return how many comments readers see below `page`. In lists, select_related("comment_thread")."""
    return published_below(page)
