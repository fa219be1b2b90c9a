"""Template tags of the site's own look: head of a page, share row."""

from typing import Any

from django import template
from django.urls import reverse
from wagtail.models import Page

from site_config.models import ShareSettings
from site_config.page_facts import canonical_address, facts_of

register = template.Library()


@register.inclusion_tag("site_config/page_head.html", takes_context=True)
def page_head(context: template.Context) -> dict[str, Any]:
    """Render canonical address and link preview of what is shown."""
    request = context["request"]
    page = context.get("page")
    page = page if isinstance(page, Page) else None
    return {
        "canonical": canonical_address(request, page),
        "facts": facts_of(page, request) if page else None,
        "site_name": context["settings"]["site_config"]["BrandSettings"].display_name,
        "image_alt": getattr(page, "lead_image_alt", ""),
        "is_article": hasattr(page, "authors"),
    }


@register.inclusion_tag("site_config/share_row.html", takes_context=True)
def share_row(context: template.Context, page: Page) -> dict[str, Any]:
    """Render the ways of passing `page` on; nothing if the page wants none."""
    if not getattr(page, "show_share_buttons", True):
        return {"links": []}
    sharing = ShareSettings.for_request(context["request"])
    saved_address = f"{reverse('saved_articles')}?ids={page.pk}"
    facts = facts_of(page, context["request"])
    return {
        "links": sharing.links(facts, saved_address),
        "prompt": sharing.prompt,
        "page": page,
        "facts": facts,
    }
