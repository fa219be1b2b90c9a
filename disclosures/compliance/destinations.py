"""Where the elements of a document lead a reader, as a browser finds out."""

import re
from urllib.parse import urlencode, urljoin

from bs4 import BeautifulSoup, Tag

# Where each of these leads a reader.
ADDRESSES = {
    "a": ("href", "xlink:href"),
    "area": ("href",),
    "iframe": ("src",),
    "form": ("action",),
    "button": ("formaction",),
    "input": ("formaction",),
    "object": ("data",),
    "embed": ("src",),
    "meta": (),
}
# "0; url='https://shop.example/'" and its looser spellings.
REFRESH = re.compile(r"[\s\d.]*[;,]?\s*(?:url\s*=\s*)?['\"]?([^'\"]*)", re.IGNORECASE)


def addresses_of(tag: Tag) -> list[str]:
    """Return the addresses to which an element of `ADDRESSES` leads; none is empty."""
    found = [str(tag.get(name) or "") for name in ADDRESSES[tag.name]]
    if tag.name == "form":
        found.append(_sent_by(tag))
    if tag.name == "meta" and str(tag.get("http-equiv", "")).strip().lower() == "refresh":
        target = REFRESH.match(str(tag.get("content", "")))
        found.append(target[1] if target else "")
    return [address for address in found if address]


def _sent_by(form: Tag) -> str:
    """Return the address that a form opens: its fields become parameters, and one may be a tag that pays."""
    fields = [
        (str(field["name"]), str(field.get("value") or ""))
        for field in form.find_all(["input", "button"])
        if field.get("name")
    ]
    action = str(form.get("action") or "").partition("#")[0]
    return f"{action}{'&' if '?' in action else '?'}{urlencode(fields)}" if fields else ""


def base_of(soup: BeautifulSoup) -> str:
    """Return the address on which a document bases its relative ones, "" if it names none."""
    base = soup.find("base", href=True)
    return str(base["href"]) if base else ""


def resolved(address: str, base: str) -> str:
    """Return the address seen from a base; as it is where one of the two cannot be read."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address
