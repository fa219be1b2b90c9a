"""By which day a text shall be read again, and what follows on which day when nobody does."""

from datetime import date, timedelta

from blog.people.querysets import months_after
from blog.review.models import ReviewPolicy

# A signature given shortly before the day of the year counts until that day of the year after: nobody is asked to
# read the same text twice within a month.
LEAST_DAYS = 30


def latest_due(policy: ReviewPolicy, day: date) -> date:
    """Return the last due date that a signature given on `day` may name.

    A policy with an interval: so many months later. A policy with a day of the year: the first such day that is
    at least `LEAST_DAYS` days away, hence at most a year and a month later; its months play no part.
    """
    if policy.due_month is None or policy.due_day is None:
        return months_after(day, policy.interval_months)
    return next_day_of_year(policy.due_month, policy.due_day, day + timedelta(days=LEAST_DAYS))


def next_day_of_year(month: int, day_of_month: int, not_before: date) -> date:
    """Return the first such day on or after `not_before`; 29 February is the 28th in years without one."""
    found = _in_year(not_before.year, month, day_of_month)
    return found if found >= not_before else _in_year(not_before.year + 1, month, day_of_month)


def _in_year(year: int, month: int, day_of_month: int) -> date:
    # From January, so that months_after makes the last day of a shorter month of it.
    return months_after(date(year, 1, day_of_month), month - 1)


def consequence_day(policy: ReviewPolicy, due: date) -> date:
    """Return the day from which a page due on `due` is hidden from search engines or taken off the site.

    The banner shows from the day after `due`; what weighs more waits for the policy's days of grace.
    """
    return due + timedelta(days=policy.grace_days + 1)
