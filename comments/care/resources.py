"""Where people in distress find help now, country by country."""

import logging
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.db import DatabaseError
from wagtail.models import Locale

from comments.models import CareResource

logger = logging.getLogger(__name__)
_DATA = Path(__file__).parent.parent / "data" / "care_resources.toml"


def resources_for(country: str, language: str) -> list[CareResource]:
    """Return the services of one country (two letters; empty: those that are everywhere), the best first.

    Those in `language` where there are any, else all. What editors keep for a country stands in the place of what
    the app brings along for it.
    """
    return directory(language).get(country.upper(), [])


def directory(language: str) -> dict[str, list[CareResource]]:
    """Return the services of all countries, as `resources_for` gives them. At most one query."""
    try:
        kept = _by_country(CareResource.objects.select_related("locale"))
    except DatabaseError:
        # Whoever is in distress while the database is gone is helped by what the app brings along.
        logger.exception("The editors' list of care resources could not be read.")
        kept = {}
    everything = shipped() | kept
    return {country: _spoken(rows, language) for country, rows in everything.items()}


@cache
def shipped() -> dict[str, list[CareResource]]:
    """Return what the app brings along: rows that are not stored."""
    return _by_country(
        CareResource(
            country=country,
            locale=Locale(language_code=line["language"]),
            name=line["name"],
            number=line.get("number", ""),
            address=line.get("address", ""),
            details=line.get("details", ""),
            last_checked=line.get("last_checked", data()["last_checked"]),
        )
        for country, lines in data()["country"].items()
        for line in lines
    )


@cache
def data() -> dict:
    """Return the list as it lies in the file."""
    found = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    found["country"][""] = found["everywhere"]
    return found


def _by_country(rows: Iterable[CareResource]) -> dict[str, list[CareResource]]:
    found: dict[str, list[CareResource]] = {}
    for row in rows:
        found.setdefault(row.country.upper(), []).append(row)
    return found


def _spoken(rows: list[CareResource], language: str) -> list[CareResource]:
    wanted = language.partition("-")[0].lower()
    return [row for row in rows if row.locale.language_code.partition("-")[0].lower() == wanted] or rows
