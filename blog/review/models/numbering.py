"""Numbers for evidence, without gaps: the order in which it was written."""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.db import connections, models

# Any number that nobody else locks.
LOCK = 0x43616E646F7572


def give_numbers(model: type[models.Model], row_ids: Sequence[int], using: str) -> None:
    """Write a ledger entry for each new row, in their order; within the transaction that wrote the rows.

    PostgreSQL gives numbers to one transaction at a time: the next one waits until this one ends. SQLite has only
    one writer anyway; elsewhere the unique number refuses the second. One query for one row.
    """
    ledger: Any = apps.get_model("medical_review", "LedgerEntry")
    connection = connections[using]
    with connection.cursor() as cursor:
        # Two statements on one journey: the second one sees what was written before the lock was given.
        lock = f"SELECT pg_advisory_xact_lock({LOCK}); " if connection.vendor == "postgresql" else ""
        table = connection.ops.quote_name(ledger._meta.db_table)
        if len(row_ids) == 1:
            cursor.execute(
                f"{lock}INSERT INTO {table} (number, kind, row_id) "  # noqa: S608  the name of our own table
                f"SELECT COALESCE(MAX(number), 0) + 1, %s, %s FROM {table}",
                [model._meta.model_name, row_ids[0]],
            )
            return
        if lock:
            cursor.execute(lock)
    top = ledger.objects.using(using).aggregate(top=models.Max("number"))["top"] or 0
    ledger.objects.using(using).bulk_create(
        ledger(number=number, kind=model._meta.model_name, row_id=row_id)
        for number, row_id in enumerate(row_ids, start=top + 1)
    )
