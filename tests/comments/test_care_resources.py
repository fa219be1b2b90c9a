"""Where people in distress find help: the right country, a language they read, never an empty page."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from wagtail.models import Locale

from comments.care.resources import data, directory, resources_for, shipped
from comments.models import CareResource

pytestmark = pytest.mark.django_db


def names(country, language="en"):
    return [each.name for each in resources_for(country, language)]


def test_each_shipped_line_can_be_called_or_opened_and_names_its_day():
    for country, rows in shipped().items():
        for row in rows:
            row.full_clean(exclude=["locale", "id"], validate_unique=False)
            assert row.number or row.address, row.name
            assert not row.address or urlsplit(row.address).scheme == "https"
            assert row.last_checked <= timezone.localdate()
        assert country == "" or re.fullmatch("[A-Z]{2}", country)
    assert set(data()["emergency"]) == set(shipped()) - {""}


def test_a_country_comes_in_the_language_of_the_reader_where_it_has_it():
    assert names("GB")[0] == "Samaritans"
    assert names("be", "fr-BE") == ["Centre de Prévention du Suicide"]
    assert len(names("BE", "en")) == 2
    assert names("XX") == []
    assert "Find A Helpline" in names("")


def test_what_editors_keep_replaces_the_list_of_that_country_only():
    locale, german = Locale.get_active(), Locale.objects.create(language_code="de")
    CareResource.objects.create(country="GB", locale=locale, name="Ours", last_checked="2026-01-01")
    CareResource.objects.create(country="GB", locale=german, name="Unsere", last_checked="2026-01-01")
    assert (names("GB"), names("GB", "de"), names("AU")[0]) == (["Ours"], ["Unsere"], "Lifeline")


def test_all_countries_cost_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(directory("en")) > 25


def test_a_line_nobody_looked_at_for_half_a_year_is_old():
    today = timezone.localdate()
    assert not CareResource(last_checked=today - timedelta(days=180)).is_old
    assert CareResource(last_checked=today - timedelta(days=181)).is_old
