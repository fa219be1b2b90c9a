"""Which pages medical review governs, and how strictly."""

from typing import Any

import swapper
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import get_page_models

from blog.review.models import MedicallyReviewedMixin

OBSERVE, ENFORCE = "observe", "enforce"


def enforcing() -> bool:
    """Whether unreviewed text is refused; under "observe" it is only reported.

    Any other value than "observe" enforces: a typing mistake must not open the gate.
    """
    return getattr(settings, "MEDICAL_REVIEW_MODE", ENFORCE) != OBSERVE


def listed_page_types() -> dict[str, dict[str, Any]]:
    """The page types that the setting governs: {"app.model": {"clinical": [...], ...}}, names in lower case."""
    listed = getattr(settings, "MEDICAL_REVIEW_PAGE_TYPES", {})
    return {label.lower(): fields for label, fields in listed.items()}


def is_governed(model: type[Model] | None) -> bool:
    """Whether pages of this class need a signature; None, a class that no longer exists, does not."""
    if model is None:
        return False
    return issubclass(model, MedicallyReviewedMixin) or model._meta.label_lower in listed_page_types()


def governed_models() -> list[type[Model]]:
    """All governed page classes of this site."""
    return [model for model in get_page_models() if is_governed(model)]


def listed_models() -> list[type[Model]]:
    """The page classes that the setting governs."""
    return [model for model in get_page_models() if model._meta.label_lower in listed_page_types()]


def governed_content_type_ids() -> list[int]:
    """The content types of the governed page classes; from Django's cache after the first call."""
    found = ContentType.objects.get_for_models(*governed_models())
    return [content_type.pk for content_type in found.values()]


def page_model() -> type[Model]:
    """The site's base page class."""
    return swapper.load_model("wagtailcore", "Page")


def unknown_page_types() -> list[str]:
    """Names in the setting that are no page type of this site."""
    known = {model._meta.label_lower for model in apps.get_models() if issubclass(model, page_model())}
    return [label for label in listed_page_types() if label not in known]
