"""Signed values are good for one purpose, for a time."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from comments.tokens import BadToken, sign, unsign

HOUR = timedelta(hours=1)


def test_a_signed_value_comes_back():
    assert unsign("erase", sign("erase", ["ann@example.org", 7]), HOUR) == ["ann@example.org", 7]


def test_what_was_not_signed_for_this_purpose_is_refused():
    for text in ("", "nonsense", sign("export", "ann@example.org")):
        with pytest.raises(BadToken):
            unsign("erase", text, HOUR)


def test_a_signed_value_grows_old():
    text = sign("erase", 1)
    later = timezone.now() + HOUR + timedelta(seconds=2)
    with time_machine.travel(later), pytest.raises(BadToken):
        unsign("erase", text, HOUR)
