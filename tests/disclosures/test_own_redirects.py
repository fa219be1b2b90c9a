"""Addresses of the site itself count by where they lead."""

import time
from datetime import timedelta

import pytest
from django.test import override_settings
from django.urls import include, path
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Site

from disclosures.injection import disclose
from disclosures.link_checks import check
from disclosures.matcher import RuleSet, shipped_rules
from disclosures.models import LinkTarget, ManagedLink
from disclosures.mount import go_path, mount, robots_lines
from disclosures.outbound import Answer
from disclosures.own_redirects import BELIEVED_SECONDS, mount_rules, redirects_in_force
from disclosures.policies import policy_for
from tests.disclosures.pages import a_page
from tests.disclosures.test_link_checks import internet
from tests.disclosures.test_redirects import a_link

pytestmark = pytest.mark.django_db

AMAZON = "https://www.amazon.com/dp/B0?tag=ours-20"

elsewhere = [path("leads/to/", include("disclosures.urls"))]


class Urls:
    """A URL configuration that stands nowhere in a file."""

    def __init__(self, urlpatterns):
        self.urlpatterns = urlpatterns


def networks_in(html):
    return [link.match.network for link in disclose(html, policy_for(a_page())).links]


def in_force(language="en"):
    return redirects_in_force(Site.objects.get(is_default_site=True), language)


def test_a_link_counts_by_where_it_leads():
    a_link(url=AMAZON)
    html = '<a href="/go/lamp/">x</a><a href="/go/lamp">y</a><a href="http://localhost/go/lamp/?a=1">z</a>'
    assert networks_in(f'{html}<a href="/go/LAMP/">z</a>') == ["Amazon"] * 4
    assert "As an Amazon Associate" in disclose(html, policy_for(a_page(slug="b"))).notice


def test_a_link_whose_target_nobody_knows_counts_too():
    a_link()
    assert networks_in('<a href="/go/lamp/">x</a>') == ["own site"]


def test_only_links_that_lead_on_are_in_force():
    a_link(url=AMAZON)
    a_link("paused", status="paused")
    a_link("over", ends_on=timezone.localdate() - timedelta(days=1))
    a_link("broken").targets.update(outcome="broken", failures=2)
    assert in_force() == {"/go/lamp": AMAZON, "/go/lamp/": AMAZON}
    assert ManagedLink.objects.redirects("en") == in_force()
    assert ManagedLink.objects.filter(slug="other").redirects("en") == {}


def test_a_language_has_its_own_target():
    german = Locale.objects.get_or_create(language_code="de")[0]
    link = a_link(url=AMAZON)
    LinkTarget.objects.create(link=link, locale=german, url="https://www.amazon.de/dp/B0?tag=ours-21")
    assert in_force()["/go/lamp/"] == AMAZON
    assert in_force("de-at")["/go/lamp/"] == "https://www.amazon.de/dp/B0?tag=ours-21"


def test_a_link_only_for_another_language_leads_there_all_the_same():
    german = Locale.objects.get_or_create(language_code="de")[0]
    link = ManagedLink.objects.create(slug="lamp", title="Lamp")
    LinkTarget.objects.create(link=link, locale=german, url=AMAZON)
    assert in_force("en")["/go/lamp/"] == AMAZON


def test_a_former_short_name_counts_as_well():
    link = a_link(url=AMAZON)
    link.slug = "new"
    link.save()
    assert set(in_force()) == {"/go/lamp", "/go/lamp/", "/go/new", "/go/new/"}


def test_a_short_address_counts_by_where_it_was_seen_to_end():
    a_link(url="https://amzn.to/abc").targets.update(resolved_url=AMAZON)
    assert networks_in('<a href="/go/lamp/">x</a>') == ["Amazon"]


@pytest.mark.parametrize("spelling", ["/old", "/old/", "http://localhost/old/", "/o%6cd/"])
def test_a_redirect_of_wagtail_counts_by_where_it_leads(spelling):
    Redirect.objects.create(old_path="/old", redirect_link=AMAZON)
    assert networks_in(f'<a href="{spelling}">x</a>') == ["Amazon"]


def test_a_redirect_to_a_page_or_of_another_site_counts_nothing():
    page = a_page(slug="there")
    other = Site.objects.create(hostname="other.example", root_page=page)
    Redirect.objects.create(old_path="/inside", redirect_page=page)
    Redirect.objects.create(old_path="/theirs", redirect_link=AMAZON, site=other)
    assert in_force() == {}


def test_all_of_them_cost_one_query(django_assert_num_queries):
    a_link(url=AMAZON)
    Redirect.objects.create(old_path="/old", redirect_link=AMAZON)
    site = Site.objects.get(is_default_site=True)
    redirects_in_force(site, "en")
    with django_assert_num_queries(1):
        assert len(redirects_in_force(site, "en")) == 4


def test_links_are_read_again_only_where_one_has_changed(django_assert_num_queries):
    link = a_link(url=AMAZON)
    assert in_force()["/go/lamp/"] == AMAZON
    site = Site.objects.get(is_default_site=True)
    with django_assert_num_queries(1):
        redirects_in_force(site, "en")
    link.refresh_from_db()
    link.slug = "other"
    link.save()
    with django_assert_num_queries(2):
        assert redirects_in_force(site, "en")["/go/other/"] == AMAZON
    link.delete()
    assert in_force() == {}


def test_nothing_is_believed_for_long(monkeypatch, django_assert_num_queries):
    a_link(url=AMAZON)
    in_force()
    LinkTarget.objects.update(url="https://new.example/")
    later = time.monotonic() + BELIEVED_SECONDS
    monkeypatch.setattr("disclosures.own_redirects.time.monotonic", lambda: later)
    assert in_force()["/go/lamp/"] == "https://new.example/"


def test_a_link_found_broken_leads_nowhere_at_once():
    target = a_link(url=AMAZON).targets.get()
    for day in (0, 1):
        assert in_force()["/go/lamp/"] == AMAZON
        check(target, internet({AMAZON: Answer(404)}), timezone.now() + timedelta(days=day))
    assert in_force() == {}


def test_a_redirect_to_a_managed_link_counts():
    a_link()
    Redirect.objects.create(old_path="/old", redirect_link="/go/lamp/")
    Redirect.objects.create(old_path="/inside", redirect_link="/other/")
    assert in_force()["/old"] == "/go/lamp/"
    assert "/inside" not in in_force()
    assert networks_in('<a href="/old/">x</a>') == ["own site"]


def test_a_site_without_wagtails_redirects_has_its_own(monkeypatch):
    monkeypatch.setattr("disclosures.own_redirects.apps.is_installed", lambda name: False)
    a_link(url=AMAZON)
    Redirect.objects.create(old_path="/old", redirect_link=AMAZON)
    assert set(in_force()) == {"/go/lamp", "/go/lamp/"}


def test_without_our_addresses_nothing_leads_on():
    a_link(url=AMAZON)
    with override_settings(ROOT_URLCONF=Urls([])):
        assert (mount(), go_path("lamp"), robots_lines(), in_force()) == ("", "", [], {})
        assert mount_rules(shipped_rules()) == ()


def test_links_count_wherever_the_site_serves_them():
    a_link()
    with override_settings(ROOT_URLCONF=Urls(elsewhere)):
        assert robots_lines() == ["Disallow: /leads/to/"]
        assert networks_in('<a href="/leads/to/lamp/">x</a><a href="/leads/">y</a>') == ["own site"]


def test_the_usual_place_needs_no_rule_of_its_own():
    assert mount_rules(shipped_rules()) == ()
    assert len(mount_rules(RuleSet())) == 1


@pytest.mark.site
def test_crawlers_are_told_to_leave_them_alone(client):
    a_link()
    assert "Disallow: /go/" in client.get("/robots.txt").content.decode().splitlines()
    assert "/go/" not in client.get("/sitemap.xml").content.decode()
