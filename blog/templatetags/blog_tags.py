"""Tags and filters of the blog's templates."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import get_text_list
from django.utils.translation import gettext
from wagtail.models import Page

from blog import references
from blog.models import HealthArticlePage
from blog.people.models import Credential, Person
from blog.structured_data import graph, profile, script

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


@register.simple_tag
def linked_names(people: Iterable[Person]) -> SafeString:
    """Return the names as links to their pages: "Ana Ruiz, Bo Lind and Kim Doe"."""
    links: list[str] = [
        format_html('<a href="{}" rel="author">{}</a>', person.get_absolute_url(), person.name)
        for person in people
    ]
    return mark_safe(get_text_list(links, gettext("and")))  # noqa: S308  each name was escaped


@register.simple_tag(takes_context=True)
def structured_data(context: Context, page: HealthArticlePage) -> SafeString:
    """Tell search engines about an article."""
    return script(graph(page, context.get("request")))


@register.simple_tag(takes_context=True)
def structured_profile(context: Context, person: Person, credentials: list[Credential]) -> SafeString:
    """Tell search engines about an author or reviewer."""
    return script(profile(person, credentials, context["request"]))


@register.filter
def without_scheme(address: str) -> str:
    """Return an address as readers like to see it, without https:// in front."""
    return address.removeprefix("https://").removeprefix("http://").removesuffix("/")


register.filter("sentence", references.sentence)
register.filter("where_of", references.where_of)
register.filter("address_of", references.address_of)
