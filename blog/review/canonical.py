"""The canonical form of text, HTML, addresses and data: equal for a reader of the text, equal here."""

import html
import json
import re
import unicodedata
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from django.core.serializers.json import DjangoJSONEncoder

# Emphasis says nothing that a medical reviewer signs; sub, sup, s and del do: 10<sup>9</sup> is not 109.
DROPPED_TAGS = {"b", "strong", "i", "em"}
DROPPED_ATTRIBUTES = {"class", "id", "rel", "style", "target"}
BLOCK_TAGS = (
    "blockquote|br|caption|dd|div|dl|dt|embed|figcaption|figure|h[1-6]|hr|li|ol|p|table|tbody|td|tfoot|th|"
    "thead|tr|ul"
)
AROUND_BLOCKS = re.compile(rf"\s*(</?(?:{BLOCK_TAGS})(?: [^>]*)?>)\s*")
WEB_SCHEMES = {"", "http", "https"}
DEFAULT_PORTS = {None, 80, 443}


def text(value: str) -> str:
    """Return plain text in Unicode's composed form, each run of white space one space, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", value).split())


def address(url: str) -> str:
    """Return host and path of a web address; any other address as it stands.

    A tracking parameter may change without a new signature, the place a link leads to may not. Browsers read a
    backslash as a slash, so it is read so here; a scheme that is not the web's is never left out.
    """
    folded = text(url)
    try:
        parts = urlsplit(folded.replace("\\", "/"))
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return folded
    if parts.scheme not in WEB_SCHEMES:
        return folded
    if not host:
        return f"{parts.scheme}:{parts.path}" if parts.scheme else parts.path
    place = host if port in DEFAULT_PORTS else f"{host}:{port}"
    return place + (parts.path or "/")


def data(value: Any) -> Any:
    """Return JSON data with its texts in canonical form and its fractions as text (databases rewrite them)."""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, Mapping):
        return without_empty({str(key): data(item) for key, item in value.items()})
    if isinstance(value, list | tuple):
        return [data(item) for item in value]
    if isinstance(value, float):
        return repr(value)
    return value


def stored(value: Any) -> Any:
    """Return a Python value as it would come back from a JSON column."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def is_empty(value: Any) -> bool:
    """Whether a value says nothing; nought says something."""
    return value is None or value is False or value in ("", [], {})


def without_empty(values: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what is empty: a field added to the code later must not make old signatures void."""
    return {key: value for key, value in values.items() if not is_empty(value)}


def rich_text(source: str, pictures: Mapping[str, str]) -> str:
    """Return stored rich text in canonical form; `pictures` maps an image's key to the hash of its file."""
    parser = _CanonicalHTML(pictures)
    parser.feed(source)
    parser.close()
    return AROUND_BLOCKS.sub(r"\1", parser.result()).replace("<p></p>", "").strip()


def encode(payload: Any) -> bytes:
    """Return the one way of writing this data as JSON: sorted keys, no spaces, UTF-8."""
    return json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


class _CanonicalHTML(HTMLParser):
    """Writes HTML again, without what does not count."""

    def __init__(self, pictures: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self._pictures = pictures
        self._pieces: list[str] = []
        self._text: list[str] = []

    def result(self) -> str:
        """Return what was written."""
        self._flush()
        return "".join(self._pieces)

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in DROPPED_TAGS:
            return
        self._flush()
        kept = self._attributes(tag, {name: value or "" for name, value in attrs})
        written = "".join(f' {name}="{html.escape(value)}"' for name, value in sorted(kept.items()))
        self._pieces.append(f"<{tag}{written}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag not in DROPPED_TAGS:
            self._flush()
            self._pieces.append(f"</{tag}>")

    def _flush(self) -> None:
        """Write the text since the last tag; dropped tags do not part it."""
        folded = re.sub(r"\s+", " ", unicodedata.normalize("NFC", "".join(self._text)))
        self._pieces.append(html.escape(folded, quote=False))
        self._text = []

    def _attributes(self, tag: str, attrs: dict[str, str]) -> dict[str, str]:
        if attrs.get("embedtype") == "image":
            picture = self._pictures[attrs.get("id", "")]
            return {"alt": text(attrs.get("alt", "")), "embedtype": "image", "image": picture}
        if "linktype" in attrs or tag == "embed":
            return {name: text(value) for name, value in attrs.items()}
        kept = {
            name: text(value)
            for name, value in attrs.items()
            if name not in DROPPED_ATTRIBUTES and not name.startswith("data-")
        }
        if "href" in kept:
            kept["href"] = address(attrs["href"])
        return kept
