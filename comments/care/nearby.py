"""The help a reader sees first: that of the country their browser names, never of where their network is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation.trans_real import parse_accept_lang_header

from comments.care.countries import country_name
from comments.care.resources import data, directory
from comments.models import CareResource

_COUNTRY = 2  # letters


@dataclass(frozen=True)
class Country:
    """Where help is, and the number for an emergency there."""

    name: str
    emergency: str
    resources: list[CareResource]


@dataclass(frozen=True)
class Help:
    """What to show somebody in distress: near them, everywhere, elsewhere; and when somebody of the house is back."""

    near: list[Country]
    elsewhere: list[Country]
    everywhere: list[CareResource]
    back_at: datetime | None = None


def help_for(accept_language: str, site_country: str, language: str, back_at: datetime | None = None) -> Help:
    """Return the help for a reader. Every country is in it, whatever the browser says."""
    known = directory(language)
    everywhere = known.pop("", [])
    near = [code for code in countries_near(accept_language, site_country.upper()) if code in known]
    elsewhere = sorted(known.keys() - set(near), key=country_name)
    return Help(
        [_country(code, known) for code in near],
        [_country(code, known) for code in elsewhere],
        everywhere,
        back_at,
    )


def countries_near(accept_language: str, site_country: str) -> list[str]:
    """Return the country of the reader, then that of the site: capital letters, without repetition.

    Only the language a browser names first decides: many name English of the United States second everywhere.
    """
    return list(dict.fromkeys([*_regions(accept_language), *([site_country] if site_country else [])]))


def _regions(accept_language: str) -> Iterator[str]:
    languages = [tag for tag, _weight in parse_accept_lang_header(accept_language.lower())]
    first = languages[0].split("-")[0] if languages else ""
    for tag in languages:
        main, *parts = tag.split("-")
        region = next((part for part in parts if len(part) == _COUNTRY and part.isalpha()), "")
        if region and main == first:
            yield region.upper()
            return


def _country(code: str, known: dict[str, list[CareResource]]) -> Country:
    return Country(country_name(code), data()["emergency"].get(code, ""), known[code])
