"""No HTML page leaves with an untold paid link, whatever wrote it."""

import pytest
from django.db import OperationalError, connection
from django.http import FileResponse, HttpResponse, JsonResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.timezone import localdate
from wagtail.models import Locale

from disclosures.middleware import BYTES_OR_REFERENCES, DisclosureMiddleware
from disclosures.models import DisclosureSettings, DisclosureText
from tests.disclosures.documents import Read
from tests.disclosures.pages import PAID, a_page

pytestmark = pytest.mark.django_db
RAW = f"<!doctype html><html><head><title>x</title></head><body><h1>é</h1><main>{PAID}</main></body></html>"


def served(rf, response, path="/"):
    return DisclosureMiddleware(lambda request: response)(rf.get(path))


def test_a_page_with_a_paid_link_is_told_once(client):
    html = client.get(a_page().url).content.decode()
    read = Read(html)
    assert html.count('data-disclosure="notice"') == 1
    assert (read.r1_and_r2(), read.r4("(paid link)"), read.r12(), read.r14()) == (True, True, True, True)


def test_the_notice_stands_where_the_template_says(client):
    html = client.get(a_page().url).content.decode()
    assert html.index("</h1>") < html.index('data-disclosure="notice"')


def test_a_page_without_paid_links_is_not_spoilt(client):
    assert "data-disclosure" not in client.get(a_page(body='<p><a href="/x">x</a></p>').url).content.decode()


def test_always_shows_the_general_statement_on_articles_but_nowhere_else(client, rf):
    page = a_page(body="<p>x</p>")
    DisclosureSettings.objects.create(site=page.get_site(), placement="always")
    assert client.get(page.url).content.decode().count('data-disclosure="notice"') == 1
    assert b"data-disclosure" not in served(rf, HttpResponse("<body>x</body>")).content


def test_a_forced_notice_and_an_editors_words_are_shown_once(client):
    page = a_page(body="<p>x</p>", disclosure_forced=True, disclosure_extra_text="The maker sent us this.")
    html = client.get(page.url).content.decode()
    assert (html.count('data-disclosure="notice"'), html.count("The maker sent us this.")) == (1, 1)


def test_a_page_that_renders_raw_html_is_guarded(rf):
    read = Read(served(rf, HttpResponse(RAW)).content.decode())
    assert (read.r1_and_r2(), read.r4("(paid link)"), read.r12(), read.r14()) == (True, True, True, True)


@pytest.mark.parametrize("content_type", ["text/html", "TEXT/HTML; charset=utf-8", "application/xhtml+xml"])
@pytest.mark.parametrize("status", [200, 404, 500])
def test_every_kind_of_page_is_guarded(rf, content_type, status):
    response = served(rf, HttpResponse(RAW, content_type=content_type, status=status))
    assert b'data-disclosure="notice"' in response.content
    assert response.status_code == status


def test_length_and_fingerprint_follow_the_page(rf):
    response = HttpResponse(RAW, headers={"Content-Length": str(len(RAW.encode())), "ETag": '"x"'})
    guarded = served(rf, response)
    assert int(guarded["Content-Length"]) == len(guarded.content)
    assert not guarded.has_header("ETag")


def test_bytes_that_are_no_text_come_back_as_they_were(rf):
    content = RAW.encode().replace(b"\xc3\xa9", b"\xff\xfe")
    guarded = served(rf, HttpResponse(content))
    assert b"<h1>\xff\xfe</h1>" in guarded.content
    assert b'data-disclosure="notice"' in guarded.content


def test_another_encoding_is_kept(rf):
    guarded = served(rf, HttpResponse(RAW.encode("latin-1"), content_type="text/html; charset=latin-1"))
    assert b"<h1>\xe9</h1>" in guarded.content


GERMAN = "Wir verdienen Geld \N{EM DASH} mit „Links“ \N{MONEY BAG}."


@pytest.mark.parametrize(
    "charset", ["latin-1", "us-ascii", "iso-8859-15", "koi8-r", "windows-1252", "utf-8", "utf-16"]
)
def test_a_notice_is_readable_in_every_encoding(rf, charset):
    DisclosureText.objects.create(kind="notice", locale=Locale.get_default(), text=GERMAN)
    page = RAW.replace("é", "e").encode(charset)
    guarded = served(rf, HttpResponse(page, content_type=f"text/html; charset={charset}"))
    read = Read(guarded.content.decode(charset))
    assert GERMAN in read.soup.get_text()
    assert read.links


def test_bytes_that_are_no_text_stand_beside_what_an_encoding_cannot_hold(rf):
    DisclosureText.objects.create(kind="notice", locale=Locale.get_default(), text=GERMAN)
    page = RAW.encode().replace(b"\xc3\xa9", b"\xff\xfe")
    guarded = served(rf, HttpResponse(page, content_type="text/html; charset=ascii"))
    assert b"<h1>\xff\xfe</h1>" in guarded.content
    assert b"&#8222;Links&#8220; &#128176;" in guarded.content


@pytest.mark.parametrize("charset", ["unknown", "hex", "undefined"])
def test_an_encoding_that_nobody_knows_is_no_way_around(rf, charset):
    page = RAW.encode("latin-1")
    guarded = served(rf, HttpResponse(page, content_type=f"text/html; charset={charset}"))
    assert b"<h1>\xe9</h1>" in guarded.content
    assert b'data-disclosure="notice"' in guarded.content


def test_a_letter_that_no_encoding_has_fails_as_always():
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode("utf-8", BYTES_OR_REFERENCES)


def test_a_streamed_page_is_read_as_a_whole(rf):
    response = StreamingHttpResponse(part for part in (RAW[:90].encode(), RAW[90:].encode()))
    response.set_cookie("a", "b")
    guarded = served(rf, response)
    assert Read(guarded.content.decode()).r1_and_r2()
    assert guarded.cookies["a"].value == "b"


@pytest.mark.parametrize(
    "response",
    [
        lambda: JsonResponse({"html": PAID}),
        lambda: HttpResponse(PAID, content_type="text/plain"),
        lambda: HttpResponse(PAID, headers={"Content-Encoding": "br"}),
        lambda: HttpResponse('<p><a href="/x">é</a>'),
    ],
)
def test_other_responses_pass_untouched(rf, response):
    response = response()
    before = response.content
    assert served(rf, response).content == before


def test_a_streamed_file_stays_a_stream(rf, tmp_path):
    (tmp_path / "a.bin").write_bytes(b"x")
    with (tmp_path / "a.bin").open("rb") as file:
        assert served(rf, FileResponse(file, content_type="application/pdf")).streaming


def test_the_admin_is_exempt(rf):
    response = served(rf, HttpResponse(RAW), reverse("wagtailadmin_home") + "pages/1/edit/")
    assert b"data-disclosure" not in response.content


def test_what_readers_wrote_needs_no_notice(rf):
    response = served(rf, HttpResponse(f"<main><div data-reader-content>{PAID}</div></main>"))
    assert b"data-disclosure" not in response.content
    assert b'rel="nofollow ugc"' in response.content


def test_a_preview_shows_what_is_served(client, admin_user):
    page = a_page()
    client.force_login(admin_user)
    page.save_revision()
    html = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).content.decode()
    assert html.count('data-disclosure="notice"') == 1
    assert Read(html).r4("(paid link)")


def test_a_page_without_outside_links_costs_the_guard_few_queries(rf, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        served(rf, HttpResponse("<main>x</main>"))


def served_page(rf, page, html):
    """Serve the HTML as Wagtail does a page whose template has no block tag."""
    response = TemplateResponse(rf.get("/"), "", {"self": page})
    response.content = html
    return served(rf, response).content.decode()


def test_what_an_editor_declared_is_told_where_no_template_says_so(rf):
    gift = {"kind": "gift", "who": "Lamps Inc", "what": "two lamps", "since": None}
    page = a_page(disclosure_connections=[("connection", gift)])
    html = served_page(rf, page, "<main><p>x</p></main>")
    assert html.index("<main>") < html.index("Lamps Inc") < html.index("<p>x</p>")


def test_an_exception_of_a_page_holds_here_until_a_link_is_known_to_pay(rf):
    short = '<p><a href="https://bit.ly/3abcdef">x</a></p>'
    page = a_page(disclosure_off_reason="Our newsletter.", disclosure_off_until=localdate())
    assert served_page(rf, page, short) == short
    assert "data-disclosure" in served_page(rf, page, short + PAID)


def test_whatever_else_a_template_calls_self_is_no_page(rf):
    assert "data-disclosure" in served_page(rf, {"page": 1}, RAW)


@pytest.mark.parametrize("status", [200, 503])
def test_only_a_page_that_tells_of_the_outage_leaves_while_the_database_is_away(rf, status):
    def gone(*args):
        raise OperationalError("the server closed the connection unexpectedly")

    with connection.execute_wrapper(gone):
        if status < 500:
            with pytest.raises(OperationalError):
                served(rf, HttpResponse(f"<p>{PAID}</p>", status=status))
        else:
            assert served(rf, HttpResponse("<p>Later.</p>", status=status)) is not None
