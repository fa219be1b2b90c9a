"""Many processes that write clicks at the same moment. Emptying the database needs a process of its own."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, transaction

from disclosures.models import LinkClicks, ManagedLink

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        "connection.vendor != 'postgresql'", reason="SQLite writes one after the other anyway"
    ),
]

DAY = date(2026, 5, 4)


def test_no_click_is_lost_when_many_write_at_once():
    links = [ManagedLink.objects.create(slug=f"l{number}", title="x").pk for number in range(3)]

    def write(number):
        # Each in its own order, as batches come.
        rows = [(link, DAY, page) for link in links for page in (None, 7)]
        try:
            with transaction.atomic():
                LinkClicks.objects.add(Counter(dict.fromkeys(rows[:: -1 if number % 2 else 1], 2)))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(40)))
    assert sorted(LinkClicks.objects.values_list("count", flat=True)) == [80] * 6
