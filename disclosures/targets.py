"""Which addresses a link of the site may lead to, and which of several fits a language."""

import re
from collections.abc import Mapping
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _
from wagtail.models import Site

from disclosures import networks
from disclosures.addresses import Address, UnreadableAddressError, read
from disclosures.mount import mount
from disclosures.wording import base_language

Target = TypeVar("Target")
# Django answers no redirect to a longer one.
MAX_LENGTH = 2000
BLANK = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ud800-\udfff\\]")
AUTHORITY = re.compile(r"https?://([^/?#]*)", re.IGNORECASE)


def checked_target(url: str, own_hosts: frozenset[str] | None = None) -> str:
    """Return the address to which a link may lead. Raises ValidationError saying what to write instead.

    `own_hosts`: the site's own names, asked from the database where they are not given.
    """
    url = url.strip()
    address = _readable(url)
    if not networks.may_be_public(address.host):
        raise ValidationError(_("“%(host)s” is in a private network.") % {"host": address.host[:100]})
    leads_back = bool(mount()) and address.path.startswith(mount())
    if leads_back and address.host in (hosts_of_sites() if own_hosts is None else own_hosts):
        raise ValidationError(_("This leads back to a link of this site. Write where it ends up."))
    return url


def _readable(url: str) -> Address:
    url = url[: MAX_LENGTH + 1]
    authority = AUTHORITY.match(url)
    if authority and BLANK.search(url):
        raise ValidationError(_("Take out blanks, line breaks and backslashes."))
    if authority and len(iri_to_uri(url)) > MAX_LENGTH:
        raise ValidationError(_("The address is too long. %(most)s characters fit.") % {"most": MAX_LENGTH})
    if authority and "@" in authority[1]:
        raise ValidationError(_("Take out the name before the “@”: it hides where the address leads."))
    try:
        address = read(url) if authority else None
    except UnreadableAddressError as error:
        raise ValidationError(_("No browser could open this address. Check its spelling.")) from error
    if address is None:
        raise ValidationError(_("Write the whole address, beginning with https://."))
    return address


def hosts_of_sites() -> frozenset[str]:
    """Return the names of all sites of this installation. One query."""
    return frozenset(host.lower() for host in Site.objects.values_list("hostname", flat=True))


def fitting(targets: Mapping[str, Target], language: str, default: str) -> Target | None:
    """Return the target for readers of a language. Keys are language codes, "" stands for all the others.

    Without either it is the one for the site's default language, then the first one.
    """
    for code in (language, base_language(language), "", default):
        if code in targets:
            return targets[code]
    return next(iter(targets.values()), None)
