"""Which reminder is due on which day."""

from datetime import date, timedelta

import pytest

from blog.review.reminders.notes import Note, applicable

DUE = date(2027, 3, 1)
DAYS = [60, 30, 7, 0]


@pytest.mark.parametrize(
    ("left", "expected"),
    [(61, None), (60, 60), (59, 60), (31, 60), (30, 30), (8, 30), (7, 7), (1, 7), (0, 0), (-5, 0), (-900, 0)],
)
def test_only_the_nearest_reminder_is_due(left, expected):
    assert applicable(DAYS, DUE, DUE - timedelta(days=left)) == expected


def test_a_short_signature_brings_no_reminder_of_days_before_it():
    signed = DUE - timedelta(days=20)
    assert applicable(DAYS, DUE, signed, signed) is None
    assert applicable(DAYS, DUE, DUE - timedelta(days=8), signed) is None
    assert applicable(DAYS, DUE, DUE - timedelta(days=7), signed) == 7


def test_no_days_no_reminder():
    assert applicable([], DUE, DUE) is None


def test_the_lock_keeps_no_address():
    note = Note("Ana@example.org", "review", "page 7", DUE, 7, "text")
    same = Note("ana@example.org", "review", "page 7", DUE, 7, "other text")
    assert note.lock == same.lock
    assert "ana" not in str(note.lock).lower()
    assert len(note.lock["subject"]) <= 100
