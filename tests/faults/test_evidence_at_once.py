"""Evidence that is written by many at the same moment gets its numbers without gaps, doubles or deadlocks."""

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from blog.review.models import Correction, LedgerEntry

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        "connection.vendor != 'postgresql'", reason="SQLite writes one after the other anyway"
    ),
]


def test_numbers_are_without_gaps_when_two_dozen_write_at_once():
    def write(number):
        rows = [Correction(page_id=number, page_title="x", published_at=timezone.now()) for _ in range(4)]
        try:
            with transaction.atomic():
                rows[0].save()
                Correction.objects.bulk_create(rows[1:3])
                if number % 3 == 0:
                    transaction.set_rollback(True)
                else:
                    rows[3].save()
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(24)))
    entries = list(LedgerEntry.objects.order_by("number"))
    assert [entry.number for entry in entries] == list(range(1, 65))
    # The four of each writer follow each other: the next one waited for the end of the transaction.
    pages = Correction.objects.in_bulk([entry.row_id for entry in entries])
    order = [pages[entry.row_id].page_id for entry in entries]
    assert all(len(set(order[start : start + 4])) == 1 for start in range(0, 64, 4))
    call_command("verify_reviews", stdout=io.StringIO())
