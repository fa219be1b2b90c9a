"""Menus: what an editor chose, turned into labels and addresses."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue
from wagtail.models import Page, Site

MENU_SCHEMES = ("https", "http", "mailto", "tel")
MOST_TOP_PAGES = 6


@dataclass(frozen=True)
class MenuLink:
    """One entry of a menu, ready for a template."""

    label: str
    address: str


def check_menu_address(address: str) -> None:
    """Raise ValidationError unless the address is one that a menu may lead to."""
    if re.search(r"[\s\x00-\x1f\\]", address):
        raise ValidationError(_("An address contains no spaces, line breaks or backslashes."))
    scheme = urlsplit(address).scheme
    is_local = not scheme and re.match(r"[/#?](?!/)", address)
    if not is_local and scheme not in MENU_SCHEMES:
        raise ValidationError(_("Begin with https://, mailto:, tel: or, within this site, with /."))


def links_of(menu: StreamValue) -> list[MenuLink]:
    """Return the menu's entries; pages that are gone or not live are left out."""
    values = [block.value for block in menu]
    links = [_link_of(value["page"], value["address"], value["label"]) for value in values]
    return [link for link in links if link]


def top_pages(site: Site) -> list[MenuLink]:
    """Return the pages under the site's home page that are marked for menus."""
    pages = site.root_page.localized.get_children().live().public().in_menu().specific()[:MOST_TOP_PAGES]
    return [MenuLink(page.title, page.url) for page in pages if page.url]


def _link_of(page: Page | None, address: str, label: str) -> MenuLink | None:
    if address:
        return MenuLink(label, address)
    if page is None:
        return None
    page = page.localized
    return MenuLink(label or page.title, page.url) if page.live and page.url else None
