"""Links of a minor edit: web addresses only, and whether a dead one was replaced by its archived copy."""

import html
import re

# The digest drops http and https, so that any other beginning with a colon is either a scheme or a host with a port.
SCHEME = re.compile(r'href="(?![^":/]*\.[^":/]*:\d+(?:[/"]))[a-z][a-z0-9+.-]*:', re.IGNORECASE)
HREF = re.compile(r'href="([^"]*)"')
DESCRIPTION = re.compile(r' alt="[^"]*"')
ARCHIVE = re.compile(r"web\.archive\.org/web/\d{14}(?:[a-z]{2}_)?/(?P<original>.+)")
LEADING = re.compile(r"^(?:https?:)?/{0,2}", re.IGNORECASE)


def is_web_link(tag: str) -> bool:
    """Whether a canonical `<a>` tag (or an empty text) leads to a web page or to something of the site itself."""
    return SCHEME.search(tag) is None


def address_of(tag: str) -> str:
    """Return where a canonical tag leads; an address stands for itself."""
    found = HREF.search(tag)
    return html.unescape(found[1]) if found else tag


def without_description(tag: str) -> str:
    """Return the tag of a picture without its alternative text."""
    return DESCRIPTION.sub("", tag)


def description_of(tag: str) -> str:
    """Return the alternative text in the tag of a picture."""
    found = DESCRIPTION.search(tag)
    return html.unescape(found[0][6:-1]) if found else ""


def is_archived_copy(before: str, after: str) -> bool:
    """Whether the later address is the copy that web.archive.org keeps of the earlier one."""
    copy = ARCHIVE.fullmatch(address_of(after))
    return bool(before) and copy is not None and _bare(copy["original"]) == _bare(address_of(before))


def _bare(address: str) -> str:
    """Return an address without its scheme: the digest keeps it only inside the address of an archive."""
    return LEADING.sub("", address).rstrip("/")
