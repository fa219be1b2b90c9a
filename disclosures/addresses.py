"""Reads an address as a browser does, so that no spelling of it hides where it leads."""

import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import unquote, unquote_plus

# What a browser strips from both ends, and what it removes anywhere (WHATWG URL standard, "basic URL parser").
EDGES = "".join(map(chr, range(33)))
REMOVED = {ord(character): None for character in "\t\n\r"}
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
FORBIDDEN_IN_HOST = re.compile(r"[\x00-\x20\x7f#/:<>?@\[\\\]^|%]")
IP_ADDRESS = re.compile(r"\A\[[0-9a-f:.]+\]\Z")
PLAIN_HOST = re.compile(r"[a-z0-9._\-]+\Z")
PORT = re.compile(r":\d*\Z")
# Nearly every address looks like this, and one match reads it; anything else is read step by step.
USUAL = re.compile(
    r"(https?)://([a-z0-9][a-z0-9.\-]{0,250}[a-z0-9])(?:(/[^?#\\%\x00-\x20]*)|(?=[?#]|\Z))"
    r"(?:\?([^#\x00-\x20]*))?(?:#([^\x00-\x20]*))?\Z"
)
# The longest name that the domain name system knows.
MAX_HOST_LENGTH = 253
# No server takes a longer address; what stands behind this is not read.
MAX_LENGTH = 16_000


class UnreadableAddressError(ValueError):
    """The address claims to be absolute, but no browser could open it."""


class Address(NamedTuple):
    """One address in parts. `host` is "" for an address on the page's own site; `path` is percent-decoded."""

    scheme: str
    host: str
    path: str
    query: str = ""
    fragment: str = ""

    def parameters(self) -> dict[str, list[str]]:
        """Return the decoded query parameters by lower-case name; empty values are left out."""
        found: dict[str, list[str]] = {}
        for part in self.query.split("&") if self.query else ():
            name, _, value = part.partition("=")
            if value:
                # "&amp;" encoded twice by a feed or an import reaches the browser as a name "amp;tag".
                name = _decode(name).lower().removeprefix("amp;")
                found.setdefault(name, []).append(_decode(value))
        return found

    def carried(self) -> Iterator[str]:
        """Yield every decoded part that may carry another address."""
        yield unquote(self.fragment)
        # "/https://shop.example/": its scheme stands behind the first slash.
        yield self.path[1:]
        for values in self.parameters().values():
            yield from values


def read(text: str) -> Address | None:
    """Return the parts of an address, or None where it is none of the web (mail, telephone, data).

    Raises UnreadableAddressError for an absolute address without a usable host.
    """
    if usual := USUAL.match(text[:MAX_LENGTH]):
        scheme, host, path, query, fragment = usual.groups("")
        return Address(scheme, host, _path(path), query, fragment)
    text = text[:MAX_LENGTH].strip(EDGES).translate(REMOVED)
    scheme, rest = "", text
    if match := SCHEME.match(text):
        scheme, rest = match[1].lower(), text[match.end() :]
    if scheme == "javascript":
        return Address(scheme, "", unquote(rest))
    return _web_address(scheme, rest) if scheme in {"", "http", "https"} else None


def _web_address(scheme: str, rest: str) -> Address | None:
    rest, _, fragment = rest.partition("#")
    rest, _, query = rest.partition("?")
    rest = rest.replace("\\", "/")
    if not scheme and not rest.startswith("//"):
        return Address("", "", _path(rest), query, fragment) if rest or query else None
    authority, slash, path = rest.lstrip("/").partition("/")
    return Address(scheme, _host(authority), _path(slash + path), query, fragment)


def _decode(text: str) -> str:
    return unquote_plus(text) if "%" in text or "+" in text else text


def _path(path: str) -> str:
    path = unquote(path) if "%" in path else path
    if "/." in path or path.startswith("."):
        # Dot segments are resolved before the request is sent; an end slash stays.
        path = posixpath.normpath("/" + path.lstrip("/")) + ("/" if path.endswith("/") else "")
    return path if path.startswith("/") else "/" + path


@lru_cache(maxsize=1024)
def _known_host(authority: str) -> str:
    host = PORT.sub("", authority.rpartition("@")[2])
    return ascii_host(unquote(host))


def _host(authority: str) -> str:
    if len(authority) > 4 * MAX_HOST_LENGTH:
        # The user part may be long; what follows it may not.
        authority = authority.rpartition("@")[2][: 4 * MAX_HOST_LENGTH]
    return _known_host(authority)


def ascii_host(host: str) -> str:
    """Return the host in lower-case ASCII ("xn--..." for others), without its trailing dot.

    Raises UnreadableAddressError where it is empty, too long or has a character that no host may have.
    """
    host = host.lower()
    if not PLAIN_HOST.match(host):
        try:
            # Python's "idna" knows no letter that is younger than 2002; browsers do.
            host = host if host.isascii() else normalize("NFKC", host).encode("idna").decode("ascii").lower()
        except UnicodeError as error:
            raise UnreadableAddressError(host[:MAX_HOST_LENGTH]) from error
        if FORBIDDEN_IN_HOST.search(IP_ADDRESS.sub("", host)):
            raise UnreadableAddressError(host[:MAX_HOST_LENGTH])
    host = host.removesuffix(".")
    if not host or len(host) > MAX_HOST_LENGTH:
        raise UnreadableAddressError(host[:MAX_HOST_LENGTH])
    return host
