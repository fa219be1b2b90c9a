"""The kinds of evidence, and their rows in the order of the ledger."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Model

from blog.review.models import AppendOnly, LedgerEntry

CHUNK = 200

Numbered = tuple[int, str, int, Model | None]


def kinds() -> dict[str, type[Any]]:
    """Return the models of evidence by the name that the ledger gives them; a site may have some of its own."""
    return {
        model._meta.model_name: model
        for model in apps.get_models()
        if issubclass(model, AppendOnly) and model.is_numbered
    }


def entries_in_order() -> Iterator[list[LedgerEntry]]:
    """Yield the ledger in chunks; it is read on from the last number, so memory does not grow."""
    last = 0
    while chunk := list(LedgerEntry.objects.filter(number__gt=last).order_by("number", "pk")[:CHUNK]):
        yield chunk
        last = chunk[-1].number


def rows_in_order() -> Iterator[Numbered]:
    """Yield (number, kind, key, row) by number; None for a row that is not there. One query per kind and chunk."""
    models = kinds()
    for chunk in entries_in_order():
        found = {
            kind: models[kind].objects.in_bulk([entry.row_id for entry in chunk if entry.kind == kind])
            for kind in {entry.kind for entry in chunk} & models.keys()
        }
        for entry in chunk:
            yield entry.number, entry.kind, entry.row_id, found.get(entry.kind, {}).get(entry.row_id)
