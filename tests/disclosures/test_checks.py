"""`manage.py check` says when readers could not be told."""

import pytest

from disclosures import checks

GZIP, OURS = "django.middleware.gzip.GZipMiddleware", checks.MIDDLEWARE


@pytest.mark.parametrize(
    ("order", "expected"),
    [([OURS], []), ([GZIP, OURS], []), ([OURS, GZIP], ["disclosures.W002"]), ([GZIP], ["disclosures.W001"])],
)
def test_the_guard_must_read_the_page_before_it_is_packed(settings, order, expected):
    settings.MIDDLEWARE = order
    assert [message.id for message in checks.check_middleware(None)] == expected


def test_nothing_is_wrong_here():
    assert checks.check_data(None) == []


def test_missing_sentences_are_an_error(monkeypatch):
    monkeypatch.setattr(checks, "shipped_labels", lambda: ())
    assert [message.id for message in checks.check_data(None)] == ["disclosures.E002"]
