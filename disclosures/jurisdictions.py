"""Whose law a site follows, as it chose itself; never guessed from a visitor's address."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Jurisdiction(TextChoices):
    """Where different words are demanded."""

    US = "US", _("United States")
    UK = "UK", _("United Kingdom")
    EU = "EU", _("European Union")
    DE = "DE", _("Germany")
    FR = "FR", _("France")
    IT = "IT", _("Italy")
    ES = "ES", _("Spain")
    NL = "NL", _("Netherlands")
    CA = "CA", _("Canada")
    AU = "AU", _("Australia")


MEMBERS_OF_THE_EU = frozenset({"DE", "FR", "IT", "ES", "NL"})


def with_wider(jurisdiction: str) -> list[str]:
    """Return whose words fit a jurisdiction, from general to special: "DE" -> ["", "EU", "DE"]."""
    wider = ["EU"] if jurisdiction in MEMBERS_OF_THE_EU else []
    return list(dict.fromkeys(["", *wider, jurisdiction]))
