"""Which outside hosts are asked about, and who answered."""

import pytest
from django.urls import reverse
from wagtail.models import Site

from disclosures.matcher import RuleSet, shipped_rules
from disclosures.models import OutsideHost
from disclosures.questions import host_of, never_pays, remember_hosts, unknown_hosts, unpaid_hosts
from disclosures.rules import HOST_NAME
from disclosures.stored import StoredLink
from tests.disclosures.pages import a_page

LAMP = '<p><a href="https://www.lamps.example/one">A lamp</a></p>'


@pytest.mark.parametrize(
    ("href", "host"),
    [
        ("https://www.lamps.example/x", "lamps.example"),
        ("//SHOP.lamps.example:8443", "shop.lamps.example"),
        ("https://user@bücher.example./", "xn--bcher-kva.example"),
        ("/own/path", ""),
        ("mailto:a@b.example", ""),
        ("https://localhost/", ""),
        ("https://127.0.0.1/", ""),
        ("https://[::1]/", ""),
        ("https://exa mple.com/", ""),
        ("https://shop.*/", ""),
        ("https://*.example/", ""),
        ("javascript:open('https://a.example')", ""),
    ],
)
def test_a_host_is_asked_about_as_written(href, host):
    assert host_of(href) == host


@pytest.mark.parametrize(
    "host",
    ["pubmed.ncbi.nlm.nih.gov", "doi.org", "who.int", "www.nhs.uk", "de.wikipedia.org", "cdc.gov", "bmj.com"],
)
def test_bodies_that_pay_nobody_need_no_question(host):
    assert never_pays(host)


@pytest.mark.parametrize("host", ["evildoi.org", "gov.example", "shop.example", "nih.gov.example", "org", ""])
def test_other_hosts_are_not_taken_for_them(host):
    assert not never_pays(host)


def test_the_shipped_list_holds_hosts_only():
    assert len(unpaid_hosts()) > 100
    assert [name for name in unpaid_hosts() if not HOST_NAME.match(f"x.{name}")] == []


def test_no_shipped_host_is_one_that_a_shipped_rule_knows_to_pay():
    assert [name for name in unpaid_hosts() if shipped_rules().about_host(name)] == []


def links(*hrefs):
    return [StoredLink(href) for href in hrefs]


def test_only_what_nobody_knows_is_asked():
    asked = unknown_hosts(
        links(
            "https://www.amazon.com/dp/B0",
            "https://amzn.to/x",
            "https://doi.org/10.1",
            "https://www.ours.example/",
            "https://lamps.example/1",
            "https://www.lamps.example/2",
            "https://x.example/?utm_medium=affiliate",
            "/go/x/",
        ),
        shipped_rules(),
        {"ours.example", "localhost"},
    )
    assert {host: link.href for host, link in asked.items()} == {
        "lamps.example": "https://lamps.example/1",
        "x.example": "https://x.example/?utm_medium=affiliate",
    }


def test_a_host_is_asked_about_while_rules_are_missing():
    assert list(unknown_hosts(links("https://amzn.to/x"), RuleSet(), [])) == ["amzn.to"]


@pytest.mark.django_db
def test_publishing_keeps_the_hosts_of_the_page():
    page = a_page(body=LAMP)
    assert not OutsideHost.objects.exists()
    page.save_revision().publish()
    page.save_revision().publish()
    assert [(row.host, row.answer) for row in OutsideHost.objects.all()] == [("lamps.example", "")]


@pytest.mark.django_db
def test_an_answer_outlives_the_next_publication():
    OutsideHost.objects.create(site=Site.objects.get(), host="lamps.example", answer="unpaid")
    a_page(body=LAMP).save_revision().publish()
    assert OutsideHost.objects.get().answer == "unpaid"


@pytest.mark.django_db
def test_a_page_without_outside_links_or_site_keeps_nothing(django_assert_num_queries):
    page = a_page(body="<p>x</p>", slug="unlinked")
    with django_assert_num_queries(0):
        remember_hosts(page)
    a_page(body='<a href="https://doi.org/1">x</a>').save_revision().publish()
    page = a_page(body=LAMP, slug="lost")
    Site.objects.all().delete()
    remember_hosts(page)
    assert not OutsideHost.objects.exists()


# The list in the admin


@pytest.fixture
def editor(client, admin_user):
    client.force_login(admin_user)
    return client


def url(name, *args):
    return reverse(OutsideHost.snippet_viewset.get_url_name(name), args=args)


@pytest.mark.django_db
def test_the_list_filters_by_answer(editor):
    site = Site.objects.get()
    OutsideHost.objects.create(site=site, host="a.example", answer="paid", who_pays="Acme")
    OutsideHost.objects.create(site=site, host="b.example", answer="unpaid")
    html = editor.get(url("list"), {"answer": "paid"}).content.decode()
    assert "a.example" in html
    assert "b.example" not in html
    assert "Yes, somebody pays us" in html


@pytest.mark.django_db
def test_the_list_costs_the_same_for_many_hosts(editor, admin_user, django_assert_max_num_queries):
    site = Site.objects.get()

    def add(*numbers):
        for number in numbers:
            OutsideHost.objects.create(
                site=site, host=f"h{number}.example", answer="unpaid", answered_by=admin_user
            )

    add(1)
    editor.get(url("list"))
    with django_assert_max_num_queries(50) as few:
        editor.get(url("list"))
    add(*range(2, 15))
    with django_assert_max_num_queries(len(few)):
        editor.get(url("list"))


@pytest.mark.django_db
def test_a_change_in_the_list_notes_who_made_it(editor, admin_user):
    row = OutsideHost.objects.create(site=Site.objects.get(), host="a.example")
    values = {"host": "https://x", "site": row.site_id, "answer": "paid", "who_pays": "Acme"}
    assert "Write only the host" in editor.post(url("edit", row.pk), values).content.decode()
    editor.post(url("edit", row.pk), values | {"host": " WWW.a.example "})
    row.refresh_from_db()
    assert (row.host, row.answer, row.answered_by) == ("a.example", "paid", admin_user)
    assert row.answered_at is not None
    editor.post(url("edit", row.pk), values | {"host": "b.example"})
    first = row.answered_at
    row.refresh_from_db()
    assert (row.host, row.answered_at) == ("b.example", first)
    editor.post(url("edit", row.pk), values | {"host": "b.example", "answer": "", "who_pays": ""})
    row.refresh_from_db()
    assert (row.answer, row.answered_by, row.answered_at) == ("", None, None)
