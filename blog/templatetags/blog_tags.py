"""Tags and filters of the blog's templates."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from blog import references

register = template.Library()


@register.simple_tag(takes_context=True)
def body(context: Context, page: Page) -> SafeString:
    """Render the blocks of `page.body`, markers linked to the page's references.

    Headings inside a block stand below the section's heading, and at its level before the first section.
    """
    surroundings: dict[str, Any] = context.flatten()
    level, pieces = 2, []
    for block in page.body:
        pieces.append(block.render(context=surroundings | {"level": level}))
        level = 3 if block.block_type == "heading" else level
    html = references.link_markers("".join(pieces), len(getattr(page, "references", ())))
    return mark_safe(html)  # noqa: S308  rendered by the blocks' own templates, which escape


@register.filter
def without_scheme(address: str) -> str:
    """Return an address as readers like to see it, without https:// in front."""
    return address.removeprefix("https://").removeprefix("http://").removesuffix("/")


register.filter("sentence", references.sentence)
register.filter("where_of", references.where_of)
register.filter("address_of", references.address_of)
