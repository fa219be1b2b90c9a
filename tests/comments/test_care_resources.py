"""Where people in distress find help: the right country, a language they read, never an empty page."""

import re
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from comments.care.resources import data, directory, resources_for, shipped
from comments.care.warnings import care_warnings
from comments.models import CareResource, CommentSettings

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


# --- The editors' screen and the operator's warning --------------------------------------------------------------


FIELDS = {
    "country": "gb",
    "name": "Line",
    "number": "0800 1",
    "address": "",
    "details": "",
    "last_checked": "2026-01-01",
    "position": "0",
}
SCREEN = "reader_comments_care_resources"


@pytest.fixture
def editor(admin_client):
    return admin_client


def test_editors_keep_their_own_list_and_see_what_ships_without_it(editor):
    assert editor.post(reverse(f"{SCREEN}:add"), FIELDS).status_code == 302
    assert names("GB") == ["Line"]
    answer = editor.get(reverse(f"{SCREEN}:index")).content.decode()
    assert ("Samaritans of Singapore" in answer, "giveusashout.org" in answer) == (True, False)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("country", "G", "Please write two letters"),
        ("country", "1!", "Please write two letters"),
        ("number", "", "How do people reach it"),
        ("last_checked", "2999-01-01", "has not come yet"),
        ("last_checked", "", "required"),
    ],
)
def test_what_nobody_can_use_is_refused_with_what_to_do(editor, field, typed, said):
    answer = editor.post(reverse(f"{SCREEN}:add"), FIELDS | {field: typed})
    assert (answer.status_code, said in answer.content.decode()) == (200, True)
    assert not CareResource.objects.exists()


def test_an_old_line_is_named_on_the_screen_and_to_the_operator(editor, page):
    owner = get_user_model().objects.get()
    CommentSettings.objects.create(site=page.get_site(), care_owner=owner)
    assert care_warnings(databases=["default"]) == []
    CareResource.objects.create(country="", locale_id=1, name="Old line", last_checked="2020-01-01")
    (warning,) = care_warnings(databases=["default"])
    assert "Old line" in warning.msg
    assert "Old line</li>" in editor.get(reverse(f"{SCREEN}:index")).content.decode()
    with time_machine.travel("2030-01-01"):
        assert "the list that ships" in care_warnings(databases=["default"])[0].msg


def test_an_old_shipped_list_is_named_on_the_screen(editor, monkeypatch):
    old = data() | {"last_checked": date(2020, 1, 1)}
    monkeypatch.setattr("comments.moderation.care_resources.data", lambda: old)
    assert "older than 180 days" in editor.get(reverse(f"{SCREEN}:index")).content.decode()


def test_the_operator_is_warned_without_a_named_person():
    (warning,) = care_warnings(databases=["default"])
    assert ("Nobody is named" in warning.msg, bool(warning.hint)) == (True, True)


def test_nothing_is_asked_of_a_database_that_is_not_meant_or_not_there(monkeypatch):
    assert care_warnings(databases=None) == []

    def gone(*_args, **_kwargs):
        raise DatabaseError

    monkeypatch.setattr(CommentSettings.objects, "exclude", gone)
    assert care_warnings(databases=["default"]) == []


def test_rows_say_what_they_are():
    assert str(CareResource(name="Line", country="GB")) == "Line (GB)"
    assert str(CareResource(name="Line")) == "Line"
