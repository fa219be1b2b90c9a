"""What readers see of the medical review: the byline, and "About this review"."""

from typing import Any

from django import template
from django.db.models import Model
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import get_text_list
from django.utils.translation import gettext

from blog.review import clock
from blog.review.governed import is_governed
from blog.review.models import MedicalReview
from blog.review.public.badges import Badge
from blog.review.public.reading import corrections_of, reading_of
from blog.review.robots import is_hidden

register = template.Library()


@register.inclusion_tag("medical_review/byline.html", takes_context=True)
def review_byline(context: Context, page: Model) -> dict[str, Any]:
    """Say under the title who reviewed exactly this text and when, or that nobody did."""
    return reader_context(context, page)


@register.inclusion_tag("medical_review/about.html", takes_context=True)
def about_this_review(context: Context, page: Model) -> dict[str, Any]:
    """Say at the end of the page who the reviewers are, what they declared and what the review covers."""
    told = reader_context(context, page)
    return told | {"corrections": corrections_of(page) if told["reading"] else []}


@register.filter
def reviewer_links(signatures: tuple[MedicalReview, ...]) -> SafeString:
    """Return the names of all who signed, each a link to what is said about them: "Ana Ruiz, MD (cardiology)"."""
    links: list[str] = [
        format_html('<a href="#about-this-review">{}</a>', review.byline_with_specialties)
        for review in signatures
    ]
    return mark_safe(get_text_list(links, gettext("and")))  # noqa: S308  each name was escaped


@register.filter
def reviewer_names(signatures: tuple[MedicalReview, ...]) -> str:
    """Return the names of all who signed as plain text."""
    return get_text_list([review.byline for review in signatures], gettext("and"))


@register.simple_tag
def review_robots(page: Model) -> SafeString:
    """In the head: ask search engines to forget a page that nobody read again, where its policy says so."""
    return mark_safe('<meta name="robots" content="noindex">' if is_hidden(page, clock.now()) else "")  # noqa: S308


def reader_context(context: Context, page: Model) -> dict[str, Any]:
    """Return what both templates need; of an ungoverned page there is nothing to say."""
    governed = is_governed(type(page))
    reading = reading_of(page, context.get("request")) if governed else None
    return {"reading": reading, "badges": Badge, "page": page}
