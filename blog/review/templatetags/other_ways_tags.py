"""Template tag of the review screen: the ways past a signature."""

from typing import Any

from django import template
from wagtail.models import AbstractPage

from blog.review import clock, corrections
from blog.review.other_ways.door import Door

register = template.Library()


@register.inclusion_tag("medical_review/ways/list.html", takes_context=True)
def other_ways(context: dict[str, Any], page: AbstractPage) -> dict[str, Any]:
    """Show what this user may do with the page without a new signature, before one, or after one."""
    door = Door(page, context["request"].user, clock.now())
    return {
        "door": None if page.alias_of_id else door,
        "page": page,
        "count": corrections.of_page(page).count(),
    }
