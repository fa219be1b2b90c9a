"""The canonical form of a link's address: the place it leads to, without what only counts clicks."""

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from blog.review import canonical

WEB_SCHEMES = {"", "http", "https"}
DEFAULT_PORTS = {None, 80, 443}
DEEPEST = 8
# The place of each address is kept for a while, but for those longer than anybody writes.
LONGEST_KEPT = 1000

# Browsers take these out of an address wherever they stand, and strip control characters from its ends.
TAKEN_OUT = str.maketrans("", "", "\t\n\r")
AT_THE_ENDS = "".join(chr(number) for number in range(33))
# Where a web address begins within a query. "aHR0c" is "http" in Base64, as some redirectors write it.
DESTINATION = re.compile(r"https?:|(?<![:/\\])[/\\]{2}|\bwww\.|aHR0c", re.IGNORECASE)
# Without any of these there is no address in a query, however it is encoded.
MAY_LEAD_ON = re.compile(rf"%|{DESTINATION.pattern}", re.IGNORECASE)


def address(url: str) -> str:
    """Return host and path of a web address; any other address as it stands.

    A tracking parameter may change without a new signature, the place a link leads to may not. So a web address
    in the query or the fragment counts, in the same form, however often it is encoded: in `/url?q=https://…`
    it *is* the destination. Browsers read a backslash as a slash, so it is read so here; a scheme that is not
    the web's is never left out.
    """
    return _kept_place(url) if len(url) < LONGEST_KEPT else _address(url, 0)


def _address(url: str, depth: int) -> str:
    cleaned = canonical.text(url.strip(AT_THE_ENDS).translate(TAKEN_OUT))
    try:
        parts = urlsplit(cleaned.replace("\\", "/"))
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return cleaned
    if parts.scheme not in WEB_SCHEMES or depth > DEEPEST:
        return cleaned
    place = _place(parts.scheme, host, port, parts.path)
    rest = f"{parts.query}&{parts.fragment}"
    if not MAY_LEAD_ON.search(rest):
        return place
    destinations = [found for piece in rest.split("&") if (found := _destination(piece, depth))]
    return f"{place}?{'&'.join(destinations)}" if destinations else place


@lru_cache(maxsize=2048)
def _kept_place(url: str) -> str:
    return _address(url, 0)


def _place(scheme: str, host: str, port: int | None, path: str) -> str:
    if not host:
        return f"{scheme}:{path}" if scheme else path
    return (host if port in DEFAULT_PORTS else f"{host}:{port}") + (path or "/")


def _destination(piece: str, depth: int) -> str:
    """Return one parameter with the address in it in canonical form; nothing if it holds none."""
    for _round in range(DEEPEST):
        found = DESTINATION.search(piece)
        if found:
            start = found.start()
            return piece[:start] + _address(_absolute(piece[start:]), depth + 1)
        decoded = unquote(piece)
        if decoded == piece:
            return ""
        piece = decoded
    return piece


def _absolute(found: str) -> str:
    """Return the address as a browser completes it."""
    return f"//{found}" if found[:4].lower() == "www." else found
