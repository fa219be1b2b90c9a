"""What `manage.py check` says when readers could not be told everything."""

from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error
from django.db import DatabaseError
from wagtail.coreutils import get_content_languages

from disclosures.matcher import SHIPPED_FILE, shipped_rules
from disclosures.models import DisclosureText
from disclosures.texts import missing_translations, shipped_labels

MIDDLEWARE = "disclosures.middleware.DisclosureMiddleware"
# These change or compress the finished page; the guard must have read it before.
MUST_STAND_ABOVE = (
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.cache.UpdateCacheMiddleware",
)


def check_data(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Fail when the shipped rules or sentences cannot be read."""
    found: list[CheckMessage] = []
    if not shipped_rules():
        message = "No rules for paid links are loaded; every page with an outside link shows a notice."
        found.append(Error(message, hint=f"Restore {SHIPPED_FILE}.", id="disclosures.E001"))
    if not shipped_labels():
        hint = f"Restore {SHIPPED_FILE.parent / 'texts.json'}."
        found.append(
            Error("The shipped sentences about paid links are missing.", hint=hint, id="disclosures.E002")
        )
    return found


def check_middleware(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Warn when the guard is not there, or stands where it cannot read what is served."""
    order = list(settings.MIDDLEWARE)
    if MIDDLEWARE not in order:
        hint = f'Add "{MIDDLEWARE}" to MIDDLEWARE.'
        return [
            checks.Warning("No middleware guards pages with paid links.", hint=hint, id="disclosures.W001")
        ]
    late = [
        name for name in MUST_STAND_ABOVE if name in order and order.index(name) > order.index(MIDDLEWARE)
    ]
    hint = f'Move "{MIDDLEWARE}" below it.'
    return [
        checks.Warning(f"{name} hides pages from the guard.", hint=hint, id="disclosures.W002")
        for name in late
    ]


def check_languages(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Warn of languages whose readers get a notice in another one. Asks the database only if there may be such."""
    languages = list(get_content_languages())
    if not missing_translations(languages):
        return []
    try:
        written = DisclosureText.objects.written_languages()
    except DatabaseError:  # before the first migration
        written = set()
    missing = missing_translations(languages, written, settings.LANGUAGE_CODE)
    hint = "Write one in the admin under Disclosures, Texts."
    return [
        checks.Warning(
            f"No notice about paid links is written in “{each.language}”; “{each.shown}” is shown instead.",
            hint=hint,
            id="disclosures.W003",
        )
        for each in missing
    ]
