"""What readers see of the medical review: the byline, and "About this review"."""

from typing import Any

from django import template
from django.db.models import Model
from django.template import Context

from blog.review import clock
from blog.review.digest import content_digest
from blog.review.governed import is_governed
from blog.review.models import MedicalReview
from blog.review.status import State, reader_status

register = template.Library()


@register.inclusion_tag("medical_review/byline.html", takes_context=True)
def review_byline(context: Context, page: Model) -> dict[str, Any]:
    """Say under the title who reviewed exactly this text and when, or that nobody did."""
    return reader_context(context, page)


@register.inclusion_tag("medical_review/about.html", takes_context=True)
def about_this_review(context: Context, page: Model) -> dict[str, Any]:
    """Say at the end of the page who the reviewer is, what was declared and what the review covers."""
    return reader_context(context, page)


def reader_context(context: Context, page: Model) -> dict[str, Any]:
    """The page's status for readers; judged once for byline, end of text and "about"."""
    if not is_governed(type(page)):
        return {"status": None, "states": State, "page": page, "draft_is_signed": None}
    status = getattr(page, "_medical_status", None)
    if status is None:
        status = page._medical_status = reader_status(page, clock.now())
    return {
        "status": status,
        "states": State,
        "page": page,
        "draft_is_signed": _draft_is_signed(page) if _is_preview(context) else None,
    }


def _is_preview(context: Context) -> bool:
    return bool(getattr(context.get("request"), "is_preview", False))


def _draft_is_signed(page: Model) -> bool:
    """In a preview: whether somebody signed exactly what is shown."""
    root = content_digest(page).root
    return MedicalReview.objects.of_page(page.pk).approved().of_text(root).exists()
