"""Readers follow the site's own links, and meet a helpful page where these have stopped."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Locale

from disclosures.models import LinkTarget, ManagedLink
from tests.disclosures.pages import a_page

pytestmark = pytest.mark.django_db

SHOP = "https://shop.example/lamp?a=1&b=%20#top"


def a_link(slug="lamp", url=SHOP, **values):
    link = ManagedLink.objects.create(slug=slug, **{"title": "The lamp", **values})
    LinkTarget.objects.create(link=link, url=url)
    return link


@pytest.fixture
def german():
    return Locale.objects.get_or_create(language_code="de")[0]


def assert_kept_nowhere(response):
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert not response.cookies


def test_a_reader_is_led_on(client):
    a_link()
    response = client.get("/go/lamp/")
    assert (response.status_code, response["Location"]) == (302, SHOP)
    assert_kept_nowhere(response)


def test_capital_letters_lead_on_too(client):
    a_link()
    assert client.get("/go/LAMP/")["Location"] == SHOP


def test_a_missing_slash_is_mended(client):
    a_link()
    assert client.get("/go/lamp", follow=True, headers={"accept": "text/html"}).redirect_chain[-1][0] == SHOP


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_nothing_but_reading_is_answered(client, method):
    a_link()
    assert getattr(client, method)("/go/lamp/").status_code == 405


@pytest.mark.parametrize(
    "address",
    [
        "/go/lamp/?url=https://evil.example/",
        "/go/lamp/?next=//evil.example&to=https://evil.example&redirect=https://evil.example",
        "/go/lamp/?slug=other&target=2",
        "/go/lamp/#https://evil.example",
    ],
)
def test_nothing_in_the_request_changes_where_it_leads(client, address):
    a_link()
    a_link("other", "https://other.example/")
    response = client.get(
        address,
        headers={
            "referer": "https://evil.example/go/other/",
            "accept-language": "de",
            "x-original-url": "https://evil.example/",
            "x-forwarded-host": "evil.example",
        },
    )
    assert response["Location"] == SHOP


@pytest.mark.parametrize(
    "address",
    [
        "/go/https://evil.example/",
        "/go//evil.example/",
        "/go/%2f%2fevil.example/",
        "/go/\\evil.example/",
        "/go/evil.example/",
        "/go/lamp%0d%0aLocation:%20https://evil.example/",
        "/go/lamp%00/",
        "/go/../lamp/",
        "/go/" + "a" * 5000 + "/",
        "/go/nobody/",
    ],
)
def test_what_is_not_in_the_table_leads_nowhere(client, address):
    a_link()
    response = client.get(address)
    assert response.status_code in {301, 404}
    assert "evil" not in response.get("Location", "").partition("/go/")[0]


def test_an_unknown_link_is_a_helpful_page(client):
    response = client.get("/go/nobody/")
    assert response.status_code == 404
    assert "We do not know this link" in response.content.decode()
    assert 'href="/"' in response.content.decode()
    assert_kept_nowhere(response)


@pytest.mark.parametrize(
    ("values", "status", "says"),
    [
        ({"status": "paused"}, 404, "at the moment"),
        ({"status": "ended"}, 410, "offer has ended"),
        ({"ends_on": timezone.localdate() - timedelta(days=1)}, 410, "offer has ended"),
    ],
)
def test_a_stopped_link_says_so_and_to_whom_it_led(client, values, status, says):
    a_link(programme="Acme Lamps", **values)
    response = client.get("/go/lamp/", headers={"referer": "http://testserver/articles/sleep/?q=1"})
    html = response.content.decode()
    assert response.status_code == status
    assert says in html
    assert "Acme Lamps" in html
    assert "The lamp" in html
    assert 'href="/articles/sleep/"' in html
    assert SHOP.partition("?")[0] not in html
    assert_kept_nowhere(response)


def test_a_link_leads_on_until_the_end_of_its_last_day(client):
    a_link(ends_on=timezone.localdate())
    assert client.get("/go/lamp/").status_code == 302


def test_a_link_without_a_programme_names_the_host(client):
    a_link(status="ended")
    assert "shop.example" in client.get("/go/lamp/").content.decode()


def test_a_link_without_any_target_says_that_it_has_stopped(client):
    ManagedLink.objects.create(slug="lamp", title="The lamp")
    assert client.get("/go/lamp/").status_code == 404


@pytest.mark.parametrize(
    ("outcome", "failures", "status"),
    [
        ("broken", 1, 302),
        ("broken", 2, 404),
        ("refused", 2, 404),
        ("unreachable", 9, 302),
        ("blocked", 9, 302),
    ],
)
def test_a_target_known_to_be_broken_is_not_followed(client, outcome, failures, status):
    link = a_link()
    link.targets.update(outcome=outcome, failures=failures)
    response = client.get("/go/lamp/")
    assert response.status_code == status
    assert ("no longer there" in response.content.decode()) is (status == 404)
    assert_kept_nowhere(response)


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/a/b/", "/a/b/"),
        ("http://testserver//evil.example/x", "/evil.example/x"),
        ("http://testserver/\\evil.example/", "/evil.example/"),
        ("http://testserver/%5cevil.example/", "/%5Cevil.example/"),
        ("http://testserver/%2f%2fevil.example/", "/evil.example/"),
        ('http://testserver/"><script>alert(1)</script>', "/%22%3E%3Cscript%3Ealert%281%29%3C/script%3E"),
        ("http://testserver@evil.example/a/", ""),
        ("http://evil.example/a/", ""),
        ("http://testserver.evil.example/a/", ""),
        ("https://evil.example/http://testserver/a/", ""),
        ("javascript:alert(1)", ""),
        ("//", ""),
        ("http://[::1/", ""),
        ("http://testserver/go/other/", ""),
        ("http://testserver/" + "a" * 600, ""),
        ("/relative/", ""),
        ("mailto:a@b.example", ""),
    ],
)
def test_the_way_back_stays_on_this_site(client, referer, back):
    html = client.get("/go/nobody/", headers={"referer": referer}).content.decode()
    assert ("Back to the page you came from" in html) is bool(back)
    if back:
        assert f'href="{back}"' in html
    assert "<script>alert" not in html


def test_a_former_short_name_leads_on(client):
    link = a_link()
    link.slug = "new-lamp"
    link.save()
    assert client.get("/go/lamp/")["Location"] == client.get("/go/new-lamp/")["Location"] == SHOP
    link.slug = "lamp"
    link.save()
    assert client.get("/go/lamp/").status_code == client.get("/go/new-lamp/").status_code == 302


def test_the_language_of_the_page_chooses_the_target(client, german):
    link = a_link()
    LinkTarget.objects.create(link=link, url="https://laden.example/", locale=german)
    page = a_page(slug="lampen", locale=german)
    path = page.relative_url(page.get_site())
    for referer, target in [
        (f"http://testserver{path}", "https://laden.example/"),
        (f"http://testserver{path}?page=2#x", "https://laden.example/"),
        ("http://testserver/nowhere/", SHOP),
        (f"http://evil.example{path}", SHOP),
        ("", SHOP),
    ]:
        assert client.get("/go/lamp/", headers={"referer": referer})["Location"] == target


def test_one_target_costs_two_queries_and_several_languages_four(client, german, django_assert_num_queries):
    link = a_link()
    client.get("/go/lamp/")
    with django_assert_num_queries(2):
        client.get("/go/lamp/")
    LinkTarget.objects.create(link=link, url="https://laden.example/", locale=german)
    client.get("/go/lamp/", headers={"referer": "http://testserver/x/"})
    with django_assert_num_queries(4):
        client.get("/go/lamp/", headers={"referer": "http://testserver/x/"})
