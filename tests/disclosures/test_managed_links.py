"""What an editor can save as a link of the site, and what is known of it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Locale, Site

from disclosures.models import FormerSlug, LinkCheck, LinkClicks, LinkTarget, ManagedLink
from disclosures.targets import checked_target, fitting
from tests.disclosures.test_redirects import a_link

pytestmark = pytest.mark.django_db

TODAY = date(2026, 5, 4)


@pytest.mark.parametrize(
    "url",
    [
        "https://shop.example/",
        "http://shop.example",
        "HTTPS://Shop.example/a?b=c&d=%20#e",
        "https://bücher.example/ä",
        "https://shop.example:8443/",
        "https://shop.example/?to=https://other.example/a@b",
    ],
)
def test_addresses_that_a_link_may_lead_to(url):
    assert checked_target(f"  {url}\n") == url


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("", "Write the whole address"),
        ("shop.example", "Write the whole address"),
        ("/go/other/", "Write the whole address"),
        ("//shop.example/", "Write the whole address"),
        ("javascript:alert(1)", "Write the whole address"),
        ("data:text/html,<script>", "Write the whole address"),
        ("mailto:a@b.example", "Write the whole address"),
        ("ftp://shop.example/", "Write the whole address"),
        ("https:/shop.example/", "Write the whole address"),
        ("https://", "No browser could open"),
        ("https://sh op.example/", "Take out blanks"),
        ("https://shop.example/a b", "Take out blanks"),
        ("https://shop.example\\@evil.example/", "Take out blanks"),
        ("https://shop.example/\r\nLocation: https://evil.example/", "Take out blanks"),
        ("https://shop.example/\x00", "Take out blanks"),
        ("https://shop.example/\u2028a", "Take out blanks"),
        ("https://amazon.com@evil.example/", "Take out the name before"),
        ("https://a:b@shop.example/", "Take out the name before"),
        ("https://exa<mple/", "No browser could open"),
        ("https://127.0.0.1/", "private network"),
        ("https://[::1]/", "private network"),
        ("http://localhost/x", "private network"),
        ("http://169.254.169.254/latest/meta-data/", "private network"),
        ("https://0x7f.1/", "private network"),
        ("https://2130706433/", "private network"),
        ("https://shop.example/" + "a" * 2000, "too long"),
        ("https://shop.example/" + "ä" * 600, "too long"),
        ("https://our.example/go/lamp/", "leads back"),
        ("https://OUR.example:443/go/../go/%6camp", "leads back"),
    ],
)
def test_addresses_that_a_link_may_not_lead_to(url, says):
    Site.objects.update(hostname="our.example")
    with pytest.raises(ValidationError, match=says):
        checked_target(url)


def test_other_pages_of_the_site_are_a_target():
    Site.objects.update(hostname="our.example")
    assert checked_target("https://our.example/shop/")


def test_hostile_input_is_refused_and_never_an_error():
    for url in [
        "https://" + "a" * 10_000_000,
        "https://\udcff.example/",
        "https://a\udcff",
        "\x00",
        "https://%00/",
    ]:
        with pytest.raises(ValidationError):
            checked_target(url, frozenset())


def test_the_form_says_which_address_is_wrong():
    with pytest.raises(ValidationError) as refused:
        LinkTarget(link=a_link(), url="javascript:alert(1)").full_clean(exclude=["link"])
    assert list(refused.value.message_dict) == ["url"]


@pytest.mark.parametrize("slug", ["", "a b", "a/b", "ä", "a.b", "../a", "a\n", "a" * 101])
def test_short_names_that_cannot_be_an_address(slug):
    with pytest.raises(ValidationError):
        ManagedLink(title="x", slug=slug).full_clean()


def test_a_short_name_becomes_small_letters():
    link = ManagedLink(title="x", slug="Lamp-1_b")
    with pytest.raises(ValidationError):
        link.full_clean()
    link = ManagedLink(title="x", slug="lamp-1_b")
    link.full_clean()
    assert link.slug == "lamp-1_b"


def test_a_short_name_that_still_leads_elsewhere_is_refused():
    link = a_link()
    link.slug = "new"
    link.save()
    link.full_clean()
    with pytest.raises(ValidationError, match="earlier short name of “The lamp”"):
        ManagedLink(title="x", slug="lamp").full_clean()
    link.slug = "lamp"
    link.full_clean()
    link.delete()
    assert not FormerSlug.objects.exists()
    ManagedLink(title="x", slug="lamp").full_clean()


def test_the_programme_is_found_by_the_address():
    link = ManagedLink(title="x", slug="x")
    link.targets = [LinkTarget(url="https://www.amazon.com/dp/B0?tag=ours-20")]
    link.save()
    assert (link.programme, link.network, link.payer) == ("Amazon Associates", "Amazon", "Amazon Associates")


def test_an_editors_programme_stays():
    link = ManagedLink(title="x", slug="x", programme="Ours")
    link.targets = [LinkTarget(url="https://www.amazon.com/dp/B0?tag=ours-20")]
    link.save()
    assert (link.programme, link.network) == ("Ours", "")


def test_an_unknown_programme_is_called_by_its_host():
    link = a_link()
    link.save()
    assert (link.programme, link.payer) == ("", "shop.example")
    link.targets.all().delete()
    assert link.payer == ""


def test_the_host_of_an_odd_address_is_empty():
    assert LinkTarget(url="mailto:a@b.example").host == ""


@pytest.mark.parametrize(
    ("status", "ends_on", "state"),
    [
        ("active", None, "active"),
        ("active", TODAY, "active"),
        ("active", TODAY - timedelta(days=1), "ended"),
        ("paused", TODAY, "paused"),
        ("paused", TODAY - timedelta(days=1), "ended"),
        ("ended", TODAY + timedelta(days=9), "ended"),
    ],
)
def test_what_a_link_is_on_a_day(status, ends_on, state):
    link = a_link(status=status, ends_on=ends_on)
    assert link.state(TODAY) == state
    assert ManagedLink.objects.active(TODAY).exists() is (state == "active")
    assert ManagedLink.objects.ended(TODAY).exists() is (state == "ended")


def test_broken_links_are_those_that_failed_twice():
    link = a_link()
    for outcome, failures, broken in [("broken", 1, False), ("broken", 2, True), ("blocked", 3, False)]:
        link.targets.update(outcome=outcome, failures=failures)
        assert ManagedLink.objects.broken().exists() is broken
        assert link.targets.get().is_broken is broken


def test_a_new_address_is_not_judged_by_the_checks_of_the_old_one():
    target = a_link().targets.get()
    LinkTarget.objects.update(
        outcome="broken", failures=2, checked_at=timezone.now(), resolved_url="https://x.example"
    )
    target.save()
    target.refresh_from_db()
    assert (target.outcome, target.failures) == ("broken", 2)
    target.url = "https://other.example/"
    target.save()
    target.refresh_from_db()
    assert (target.outcome, target.failures, target.checked_at, target.resolved_url) == ("", 0, None, "")


def test_a_form_that_stood_open_does_not_undo_a_check():
    target = a_link().targets.get()
    LinkTarget.objects.update(outcome="broken", failures=2)
    assert target.outcome == ""
    target.save()
    assert LinkTarget.objects.get().is_broken


def test_there_is_one_target_for_each_language():
    link, locale = a_link(), Locale.get_default()
    LinkTarget.objects.create(link=link, locale=locale, url="https://b.example/")
    for values in ({"locale": locale}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            LinkTarget.objects.create(link=link, url="https://c.example/", **values)


@pytest.mark.parametrize(
    ("targets", "language", "found"),
    [
        ({"": 1, "de": 2}, "de", 2),
        ({"": 1, "de": 2}, "de-at", 2),
        ({"": 1, "de": 2, "de-at": 3}, "de-at", 3),
        ({"": 1, "de": 2}, "fr", 1),
        ({"en": 1, "de": 2}, "fr", 1),
        ({"de": 2}, "fr", 2),
        ({}, "fr", None),
    ],
)
def test_the_target_for_a_language(targets, language, found):
    assert fitting(targets, language, "en") == found


def test_they_can_be_told_apart_in_lists():
    link = a_link()
    now = timezone.now()
    assert str(link) == "The lamp"
    assert str(link.targets.get()) == "https://shop.example/lamp?a=1&b=%20#top"
    assert str(FormerSlug(slug="a")) == "a"
    assert str(LinkClicks(day=TODAY, count=3)) == "2026-05-04: 3"
    assert str(LinkCheck(checked_at=now, outcome="ok")) == f"{now:%Y-%m-%d}: Works"
