"""Due dates: the interval, the day of the year, and the days of grace."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.review.due_dates import LEAST_DAYS, consequence_day, latest_due, next_day_of_year
from blog.review.models import ReviewPolicy

DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("months", "day", "due"),
    [
        (12, date(2026, 11, 25), date(2027, 11, 25)),
        (1, date(2027, 1, 31), date(2027, 2, 28)),
        (12, date(2028, 2, 29), date(2029, 2, 28)),
    ],
)
def test_an_interval_ends_so_many_months_later(months, day, due):
    assert latest_due(ReviewPolicy(interval_months=months), day) == due


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 2, 28), date(2026, 3, 31)),
        # Thirty days before it, and one day too late for this year.
        (date(2026, 3, 1), date(2026, 3, 31)),
        (date(2026, 3, 2), date(2027, 3, 31)),
        (date(2026, 3, 31), date(2027, 3, 31)),
        (date(2026, 12, 31), date(2027, 3, 31)),
    ],
)
def test_a_day_of_the_year_is_the_next_one_a_month_away(day, due):
    assert latest_due(ReviewPolicy(interval_months=1, due_month=3, due_day=31), day) == due


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2027, 1, 1), date(2027, 2, 28)),
        (date(2027, 2, 28), date(2028, 2, 29)),
        (date(2028, 1, 1), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2029, 2, 28)),
    ],
)
def test_29_february_is_the_28th_in_other_years(day, due):
    assert latest_due(ReviewPolicy(due_month=2, due_day=29), day) == due


@settings(max_examples=40)
@given(day=DAYS, month=st.integers(1, 12), of_month=st.integers(1, 31))
def test_the_day_of_the_year_is_never_missed_nor_skipped(day, month, of_month):
    found = next_day_of_year(month, of_month, day)
    assert day <= found <= day + timedelta(days=366)
    assert found.month == month
    assert found.day == of_month or (found + timedelta(days=1)).day == 1
    policy = ReviewPolicy(due_month=month, due_day=of_month)
    assert timedelta(days=LEAST_DAYS) <= latest_due(policy, day) - day <= timedelta(days=366 + LEAST_DAYS)


def test_consequences_begin_after_the_days_of_grace():
    due = date(2026, 11, 1)
    assert consequence_day(ReviewPolicy(grace_days=0), due) == date(2026, 11, 2)
    assert consequence_day(ReviewPolicy(), due) == date(2026, 11, 16)
