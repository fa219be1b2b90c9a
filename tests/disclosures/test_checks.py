"""`manage.py check` says when readers could not be told."""

import pytest
from django.db import OperationalError
from wagtail.models import Locale

from disclosures import checks
from disclosures.models import DisclosureText

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


def languages(monkeypatch, *codes):
    monkeypatch.setattr(checks, "get_content_languages", lambda: dict.fromkeys(codes, "-"))


def test_a_language_without_a_notice_is_a_warning(monkeypatch, db):
    languages(monkeypatch, "en", "de", "pl", "sv")
    assert [message.msg for message in checks.check_languages(None)] == [
        f"No notice about paid links is written in “{code}”; “en” is shown instead." for code in ("pl", "sv")
    ]
    locale = Locale.objects.create(language_code="pl")
    DisclosureText.objects.create(kind="notice", text="Zarabiamy.", locale=locale)
    DisclosureText.objects.create(
        kind="label", text="Anons", locale=Locale.objects.create(language_code="sv")
    )
    assert [message.id for message in checks.check_languages(None)] == ["disclosures.W003"]


def test_known_languages_are_not_looked_up_in_the_database(monkeypatch):
    languages(monkeypatch, "en", "fr-ca")
    assert checks.check_languages(None) == []


def test_before_the_first_migration_nobody_has_written_anything(monkeypatch):
    def no_table():
        raise OperationalError("no such table")

    languages(monkeypatch, "pl")
    monkeypatch.setattr(DisclosureText.objects, "written_languages", no_table)
    assert len(checks.check_languages(None)) == 1
