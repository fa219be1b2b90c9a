"""Texts that were signed under an older version of the digest, compared with texts of today.

Each row that names a text (review, minor edit, emergency, transition) keeps the text itself. It is hashed again
under the current version: a new version makes nothing stale but what it covers more of.
"""

from collections.abc import Iterable
from typing import Any, Protocol

from django.db.models import Q, QuerySet

from blog.review.digest import VERSION, Digest, digest_of
from blog.review.models import Publication


class NamesText(Protocol):
    """A row that names a text by its digest."""

    digest: str
    digest_version: int


def root_now(row: NamesText) -> str:
    """Return the digest, under the current version, of the text that a row names.

    The row's own digest if it is of this version; an empty text if the row's text is not at hand or is not the
    one that the row names. A query for each row of an older version whose payload is deferred.
    """
    if row.digest_version == VERSION:
        return row.digest
    payload = _payload_of(row)
    return rehashed(payload) if payload and hash_of(payload) == row.digest else ""


def hash_of(payload: Any) -> str:
    """Return the digest of a stored text, under the version that it names; empty if it is no text."""
    is_text = isinstance(payload, dict) and isinstance(payload.get("content"), dict) and "version" in payload
    return digest_of(payload).root if is_text else ""


def rehashed(payload: dict[str, Any]) -> str:
    """Return the digest that a stored text has under the current version."""
    return digest_of({"version": VERSION, "content": payload["content"]}).root


def same_text(row: NamesText, root: str) -> bool:
    """Whether a row names the text which has this digest, under the row's version or the current one."""
    return bool(root) and (row.digest == root or root_now(row) == root)


def name_of(digest: Digest, row: NamesText | None) -> dict[str, Any]:
    """Return digest and version under which to record a text: those of the row if it names the same text."""
    named = row if row is not None and same_text(row, digest.root) else None
    if named:
        return {"digest": named.digest, "digest_version": named.digest_version}
    return {"digest": digest.root, "digest_version": digest.version}


def candidates(root: str) -> Q:
    """Return the condition for rows which may name the text with this digest; `same_text` decides on each."""
    return Q(digest=root) | Q(digest_version__lt=VERSION)


def first_of_text(rows: QuerySet, root: str) -> Any:
    """Return the first row that names the text; one query, and one more per row of an older version."""
    found: Iterable[Any] = rows.filter(candidates(root)).defer("payload")
    return next((row for row in found if same_text(row, root)), None)


def _payload_of(row: Any) -> dict[str, Any] | None:
    """Return the text itself; a Publication leads to the row that keeps it."""
    if not isinstance(row, Publication):
        return row.payload
    holders = (row.emergency, row.minor_edit, row.review)
    kept = next((holder for holder in holders if holder and holder.digest == row.digest), None)
    return kept.payload if kept else row.payload
