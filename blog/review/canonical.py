"""The canonical form of text and data: equal for a reader of the text, equal here."""

import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

# White space to Python, but not to browsers: they show it as something else, or as nothing.
NO_SPACES = "\x0b\x1c-\x1f\x85\u2028\u2029"
ODD = re.compile(f"[{NO_SPACES}]")
SPACES = re.compile(rf"[^\S{NO_SPACES}]+")


def text(value: str) -> str:
    """Return plain text in Unicode's composed form, each run of white space one space, none at the ends.

    Nothing else is folded: an invisible character (zero width, soft hyphen, direction of writing) is a change, and
    a raised digit is not a digit.
    """
    if value.isascii() and not ODD.search(value):
        return " ".join(value.split())
    return folded(unicodedata.normalize("NFC", value)).strip(" ")


def folded(value: str) -> str:
    """Return text with each run of white space as one space, also at its ends."""
    if ODD.search(value):
        return SPACES.sub(" ", value)
    words = " ".join(value.split())
    if not words:
        return " " if value else ""
    before, after = value[0].isspace(), value[-1].isspace()
    return f"{' ' if before else ''}{words}{' ' if after else ''}"


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
    if value is None or type(value) in (str, int, bool):
        return value
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def is_empty(value: Any) -> bool:
    """Whether a value says nothing; nought says something."""
    return value is None or value is False or value in ("", [], {})


def without_empty(values: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what is empty: a field added to the code later must not make old signatures void."""
    return {key: value for key, value in values.items() if not is_empty(value)}


def encode(payload: Any) -> bytes:
    """Return the one way of writing this data as JSON: sorted keys, no spaces, UTF-8."""
    written = json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    # Half a surrogate pair is no character, but a database may hold it.
    return written.encode("utf-8", "surrogatepass")
