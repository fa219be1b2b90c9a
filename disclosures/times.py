"""A moment as a person writes it on a command line."""

from argparse import ArgumentTypeError
from datetime import datetime

from django.utils.timezone import get_current_timezone, is_naive, make_aware


def moment_of(text: str) -> datetime:
    """Return the moment of a date or time; without a zone it is one of the site's own zone.

    Raises ArgumentTypeError for anything else.
    """
    try:
        moment = datetime.fromisoformat(text)
        return make_aware(moment, get_current_timezone()) if is_naive(moment) else moment
    except (ValueError, OverflowError) as error:
        raise ArgumentTypeError(f"“{text}” is no time. Write it like 2026-03-01T08:00+01:00.") from error
