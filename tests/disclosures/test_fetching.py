"""The audit gets what an anonymous reader gets, and leaves no trace in the process it runs in."""

import pytest
from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import get_urlconf, path, set_urlconf
from django.utils import timezone, translation

from disclosures.fetching import fetch
from disclosures.middleware import DisclosureMiddleware
from tests.disclosures.pages import PAID, a_page

pytestmark = pytest.mark.django_db


def state(request):
    said = (
        f"{request.is_secure()} {request.get_host()} {request.GET.get('q')} {request.is_dummy} {request.user}"
    )
    return HttpResponse(f"{said} {translation.get_language()} {timezone.get_current_timezone_name()}")


def broken(request):
    raise ValueError("broken")


def latin(request):
    return HttpResponse("é".encode("latin-1"), content_type="text/html; charset=latin-1")


urlpatterns = [
    path("state/", state),
    path("broken/", broken),
    path("latin/", latin),
    path("no-text/", lambda request: HttpResponse(b"\xff\xfe")),
    path("straße/", lambda request: HttpResponse(request.path)),
    path("raw/", lambda request: HttpResponse(f"<main>{PAID}</main>")),
    path("stream/", lambda request: StreamingHttpResponse([b"a", b"b"])),
    path("file/", lambda request: HttpResponse(b"%PDF", content_type="application/pdf")),
    path("to-state/", lambda request: HttpResponseRedirect("/state/?q=2")),
    path("out/", lambda request: HttpResponseRedirect("https://shop.example/?tag=x")),
    path("round/", lambda request: HttpResponseRedirect("/round/")),
]


@pytest.fixture
def here(settings):
    settings.ROOT_URLCONF = __name__


def test_a_page_comes_through_all_middleware_and_url_patterns():
    answer = fetch(a_page().full_url)
    assert (answer.status, answer.is_page) == (200, True)
    assert 'data-disclosure="notice"' in answer.body
    assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin"


def test_the_guard_stands_before_the_audit_as_before_a_reader(here, settings):
    assert 'data-disclosure="notice"' in fetch("http://localhost/raw/").body
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if DisclosureMiddleware.__name__ not in name]
    assert 'data-disclosure="notice"' not in fetch("http://localhost/raw/").body


def test_nobody_is_logged_in_and_neither_language_nor_time_zone_of_an_editor_gets_in(here):
    with translation.override("de"), timezone.override("Asia/Tokyo"):
        said = fetch("https://localhost/state/?q=1").body
        assert (translation.get_language(), timezone.get_current_timezone_name()) == ("de", "Asia/Tokyo")
    assert said == f"True localhost 1 True AnonymousUser en {timezone.get_default_timezone_name()}"


def test_the_process_goes_on_with_its_own_url_patterns(here):
    set_urlconf("tests.urls_alone")
    fetch("http://localhost/state/")
    assert get_urlconf() == "tests.urls_alone"
    set_urlconf(None)


@pytest.mark.parametrize(
    ("address", "status", "body"),
    [
        ("http://localhost/latin/", 200, "é"),
        ("http://localhost/no-text/", 200, "\ufffd\ufffd"),
        ("http://localhost/stra%C3%9Fe/", 200, "/straße/"),
        ("http://localhost/stream/", 200, "ab"),
        ("http://localhost/to-state/", 200, "False localhost 2 True AnonymousUser en "),
        ("http://localhost/out/", 302, ""),
        ("http://localhost/round/", 302, ""),
        ("http://localhost:8080/state/", 200, "False localhost:8080 None "),
        ("http://localhost/state", 301, ""),
        ("http://evil.example/state/", 400, ""),
        ("http://localhost", 404, ""),
    ],
)
def test_addresses_answer_as_they_would_to_a_browser(here, settings, address, status, body):
    settings.APPEND_SLASH = not address.endswith("/state")
    answer = fetch(address)
    assert answer.status == (404 if address.endswith("/state") else status)
    assert answer.body.startswith(body)


@pytest.mark.filterwarnings("ignore")
def test_a_page_that_raises_is_one_that_answers_500(here):
    answer = fetch("http://localhost/broken/")
    assert (answer.status, answer.is_page) == (500, False)


def test_what_is_no_html_is_no_page(here):
    assert fetch("http://localhost/file/").is_page is False


def test_a_redirect_is_only_looked_at_when_asked(here):
    answer = fetch("http://localhost/out/", method="HEAD", follow=False)
    assert (answer.status, answer.headers["location"]) == (302, "https://shop.example/?tag=x")
