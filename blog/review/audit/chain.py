"""The evidence as lines, each with the hash of the one before: a kept hash shows if anything changed since."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.db.models import Model

from blog.review import canonical
from blog.review.audit.evidence import Numbered, rows_in_order

START = "0" * 64


def lines(rows: Iterable[Numbered] | None = None) -> Iterator[tuple[str, str]]:
    """Yield (line, its SHA-256) for each row in the order of the ledger: JSON with sorted keys, without spaces."""
    previous = START
    for number, kind, row_id, row in rows if rows is not None else rows_in_order():
        record = {"number": number, "kind": kind, "id": row_id, "previous": previous, "row": content_of(row)}
        line = canonical.encode(record)
        previous = hashlib.sha256(line).hexdigest()
        yield line.decode("utf-8", "surrogatepass"), previous


def content_of(row: Model | None) -> dict[str, Any] | None:
    """Return all that a row says; None of one that is gone.

    What is empty is left out: so a field that is added to the code later does not change the lines of old rows.
    """
    if row is None:
        return None
    values = {field.attname: _plain(getattr(row, field.attname)) for field in row._meta.concrete_fields}
    return canonical.without_empty(values)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return canonical.stored(value)


def head_after(count: int) -> str | None:
    """Return the hash of line number `count`; None if there are not so many."""
    if count == 0:
        return START
    for position, (_line, own) in enumerate(lines(), start=1):
        if position == count:
            return own
    return None
