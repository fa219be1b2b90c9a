"""Clicks are counted by link, day and page, and nothing is remembered of who clicked."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.core.signals import request_finished
from django.db import DatabaseError
from django.test import override_settings
from django.urls import include, path
from django.utils import timezone
from wagtail import urls as wagtail_urls
from wagtail.models import Locale, Site

from disclosures import clicks
from disclosures.models import LinkClicks
from disclosures.referrers import pages_at
from tests.disclosures.pages import a_page
from tests.disclosures.test_own_redirects import Urls
from tests.disclosures.test_redirects import a_link

pytestmark = pytest.mark.django_db

AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
NOW = timezone.now()


@pytest.fixture(autouse=True)
def _nobody_waits():
    clicks.waiting.take()
    yield
    clicks.waiting.take()


def follow(client, referer="", **headers):
    return client.get("/go/lamp/", headers={"user-agent": AGENT, "referer": referer, **headers})


def counted():
    clicks.flush()
    return LinkClicks.objects.total()


def test_clicks_are_counted_by_link_day_and_page(client):
    link, page = a_link(), a_page()
    referer = f"http://testserver{page.relative_url(page.get_site())}?utm=1#part"
    for address in (referer, referer, "", "https://elsewhere.example/", "http://testserver/nowhere/"):
        follow(client, address)
    clicks.flush()
    rows = LinkClicks.objects.order_by("count").values_list("link_id", "day", "page_id", "count")
    today = timezone.localdate()
    assert list(rows) == [(link.pk, today, page.pk, 2), (link.pk, today, None, 3)]
    follow(client, referer)
    follow(client)
    clicks.flush()
    assert sorted(LinkClicks.objects.values_list("count", flat=True)) == [3, 4]


def test_nothing_about_the_reader_is_stored():
    assert {field.name for field in LinkClicks._meta.get_fields()} == {"id", "link", "day", "page", "count"}
    assert clicks.Click._fields == ("link_id", "day", "site_id", "path")


def test_a_reader_who_asks_not_to_be_tracked_is_a_number_like_all(client):
    a_link()
    follow(client, **{"sec-gpc": "1", "dnt": "1"})
    assert counted() == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": ""},
        {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"user-agent": "Mozilla/5.0 (compatible; bingbot/2.0)"},
        {"user-agent": "facebookexternalhit/1.1"},
        {"user-agent": "curl/8.5.0"},
        {"user-agent": "python-requests/2.34"},
        {"user-agent": "Mozilla/5.0 HeadlessChrome/140.0"},
        {"sec-purpose": "prefetch"},
        {"sec-purpose": "prefetch;prerender"},
        {"purpose": "prefetch"},
        {"x-moz": "prefetch"},
    ],
)
def test_programs_and_browsers_that_load_ahead_are_led_on_uncounted(client, headers):
    a_link()
    assert follow(client, **headers).status_code == 302
    assert counted() == 0


def test_a_look_at_the_headers_is_no_click(client):
    a_link()
    assert client.head("/go/lamp/", headers={"user-agent": AGENT}).status_code == 302
    assert counted() == 0


def test_a_link_that_has_stopped_counts_nothing(client):
    a_link(status="ended")
    follow(client)
    assert counted() == 0


def test_clicks_wait_and_are_written_together(client, django_assert_num_queries):
    a_link()
    for _ in range(clicks.MOST_WAITING - 1):
        follow(client)
    assert LinkClicks.objects.total() == 0
    follow(client)
    assert LinkClicks.objects.get().count == clicks.MOST_WAITING


def test_they_do_not_wait_long():
    batch = clicks.ClickBatch()
    assert not batch.is_due(NOW)
    batch.add(clicks.Click(1, NOW.date(), None, ""), NOW)
    assert not batch.is_due(NOW + timedelta(seconds=9))
    batch.add(clicks.Click(1, NOW.date(), None, ""), NOW + timedelta(seconds=9))
    assert batch.is_due(NOW + timedelta(seconds=10))
    assert batch.take().total() == 2
    assert not batch.is_due(NOW + timedelta(days=1))


def test_any_request_writes_what_has_waited(client, time_machine):
    time_machine.move_to(NOW)
    a_link()
    follow(client)
    time_machine.move_to(NOW + timedelta(seconds=11))
    client.get("/go/nobody/")
    assert LinkClicks.objects.total() == 1


def test_clicks_of_a_deleted_link_are_dropped(client):
    link = a_link()
    follow(client)
    link.delete()
    assert counted() == 0


def test_numbers_outlive_their_page(client):
    a_link()
    page = a_page()
    follow(client, f"http://testserver{page.relative_url(page.get_site())}")
    clicks.flush()
    page.delete()
    row = LinkClicks.objects.select_related("page").get()
    assert (row.count, row.page) == (1, None)


def test_a_database_that_is_away_loses_them_and_disturbs_nobody(client, monkeypatch, caplog):
    def away(rows):
        raise DatabaseError("gone")

    a_link()
    follow(client)
    monkeypatch.setattr(clicks, "write", away)
    clicks.flush()
    clicks.flush()
    assert caplog.text.count("1 clicks on the site's own links are lost") == 1


def test_whoever_comes_second_adds_to_the_row_of_the_first(monkeypatch):
    link, day = a_link(), date(2026, 5, 4)
    rows = Counter({(link.pk, day, None): 2, (link.pk, day, 7): 1})
    LinkClicks.objects.add(rows)
    real, calls = type(LinkClicks.objects.all())._raise, []

    def too_early(self, row, number):
        calls.append(row)
        return 0 if len(calls) == 1 else real(self, row, number)

    monkeypatch.setattr("disclosures.link_querysets.LinkClicksQuerySet._raise", too_early)
    LinkClicks.objects.add(Counter({(link.pk, day, None): 5}))
    assert LinkClicks.objects.get(page=None).count == 7
    assert LinkClicks.objects.total() == 8


def test_it_listens_to_the_end_of_requests():
    assert any(receiver[0][0] == "disclosures.clicks" for receiver in request_finished.receivers)


def test_pages_are_found_by_their_path_in_their_language():
    german = Locale.objects.get_or_create(language_code="de")[0]
    site = Site.objects.get(is_default_site=True)
    page = a_page()
    here = page.relative_url(site)
    draft = a_page(slug="draft", live=False)
    assert pages_at(site, [here, here.rstrip("/"), "/", draft.relative_url(site), "/x/"])[
        here.rstrip("/")
    ] == (
        page.pk,
        "en",
    )
    root = site.root_page.copy_for_translation(german)
    root.slug = "root-de"
    root.save_revision().publish()
    translated = page.copy_for_translation(german)
    translated.save_revision().publish()
    Site.clear_site_root_paths_cache()
    address = translated.full_url.partition("localhost")[2]
    assert pages_at(site, [address]) == {address: (translated.pk, "de")}
    assert pages_at(None, [here]) == {}


def test_pages_are_found_below_the_path_at_which_the_site_serves_them():
    page = a_page()
    with override_settings(ROOT_URLCONF=Urls([path("blog/", include(wagtail_urls))])):
        assert pages_at(page.get_site(), ["/blog/lamps/", "/lamps/"]) == {"/blog/lamps/": (page.pk, "en")}


def test_a_site_whose_pages_are_served_by_somebody_else_finds_them_too():
    page = a_page()
    with override_settings(ROOT_URLCONF=Urls([])):
        assert pages_at(page.get_site(), ["/lamps/"]) == {"/lamps/": (page.pk, "en")}
