"""The demonstration's past: what happened "twenty days ago" is done today, under that day's clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest import mock

from django.utils import timezone


@contextmanager
def days_ago(days: float) -> Iterator[datetime]:
    """Run the block as if it were that many days ago, and hand it the moment.

    Reviews, publications and comments are written by the same functions as on any site, and these ask the clock.
    Turning it back is how an overdue review comes about without a way around the gate.
    """
    moment = timezone.now() - timedelta(days=days)
    with mock.patch.object(timezone, "now", return_value=moment):
        yield moment
