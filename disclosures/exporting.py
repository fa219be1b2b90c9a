"""Evidence as files: CSV for people, and JSON Lines whose every line is sealed by the next one."""

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import StringIO
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _

from disclosures.models import DisclosureEvidence

# What stands in the place of the hash of a line before the first one.
START = "0" * 64
ABOUT = ("id", "at", "page_id", "page_title", "address", "output", "occasion", "revision_id", "user_id")
TOLD = ("user_label", "locale", "jurisdiction", "notice", "notice_hash", "links", "verdicts", "failed_rules")
COLUMNS = (*ABOUT, *TOLD, "body_hash", "rules_version", "texts_version")
# A spreadsheet takes a text that begins with one of these for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
CHUNK = 500


class BrokenChainError(ValueError):
    """A line is not the one that was exported there; the message says which."""


def rows_since(moment: datetime | None) -> Iterator[dict[str, Any]]:
    """Yield all rows, or those from a moment on, in the order in which they were written."""
    rows = DisclosureEvidence.objects.order_by("pk")
    for row in (rows.filter(at__gte=moment) if moment else rows).iterator(chunk_size=CHUNK):
        values = {name: getattr(row, name) for name in COLUMNS}
        values["at"] = row.at.astimezone(UTC).isoformat()
        values["failed_rules"] = row.failed_rules.split()
        yield values


def csv_lines(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield a header and one line for each row. Lists are written as JSON; no cell is taken for a formula."""
    for values in chain([{name: name for name in COLUMNS}], rows):
        line = StringIO()
        csv.writer(line, lineterminator="").writerow([_cell(values[name]) for name in COLUMNS])
        yield line.getvalue()


def _cell(value: Any) -> str:
    text = (
        json.dumps(value, ensure_ascii=False)
        if isinstance(value, list)
        else ""
        if value is None
        else str(value)
    )
    return f"'{text}" if text.startswith(FORMULA) else text


def chained_lines(rows: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield each row as a line of JSON that carries the hash of the line before it, and the line's own hash.

    Keep the last hash elsewhere: with it nobody can change, take out or reorder a line unseen.
    """
    previous = START
    for values in rows:
        line = json.dumps({"previous": previous, **_plain(values)}, ensure_ascii=False, sort_keys=True)
        previous = _hash(line)
        yield line, previous


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """Keys of users need not be numbers."""
    return {
        name: value if isinstance(value, list | str | int | None) else str(value)
        for name, value in values.items()
    }


def verify(lines: Iterable[str], last: str = "") -> tuple[int, str]:
    """Return how many lines there are and the hash of the last one.

    Raises BrokenChainError at the first line that was changed, is missing before it, or stands elsewhere; also if the
    last hash is not `last`, where one is given.
    """
    previous, count = START, 0
    for count, read in enumerate(lines, start=1):
        line = read.rstrip("\r\n")
        if _carried(line) != previous:
            message = _(
                "Line %(line)d does not follow the line before it: that one was changed, or one is missing."
            )
            raise BrokenChainError(message % {"line": count})
        previous = _hash(line)
    if last and previous != last.strip().lower():
        message = _(
            "The last hash is %(found)s, not %(wanted)s: the last line was changed, or lines are missing."
        )
        raise BrokenChainError(message % {"found": previous, "wanted": last})
    return count, previous


def _carried(line: str) -> str:
    try:
        data = json.loads(line)
    except ValueError:
        return ""
    return str(data.get("previous", "")) if isinstance(data, dict) else ""


def _hash(line: str) -> str:
    return hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()
