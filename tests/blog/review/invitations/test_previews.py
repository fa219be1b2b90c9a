"""Private previews: the draft, for who has the address, for a while, and nothing else."""

from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from wagtail.models import Site

from blog.review.invitations import previews
from blog.review.invitations.previews import SALT, address_of
from tests.blog.review.conftest import sign
from tests.testapp.models import PlainPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(page, editor):
    return address_of(page, editor)


def path(address):
    return address.removeprefix(Site.objects.get().root_url)


def test_the_draft_is_read_without_an_account(client, page, address):
    page.body = "<p>Newer draft.</p>"
    page.save_revision()
    assert address.startswith("http")
    response = client.get(path(address))
    assert response.status_code == 200
    text = response.text
    assert "Newer draft." in text
    assert text.index("Private preview, not reviewed.") < text.index("Newer draft.")
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    # The page itself stays closed.
    assert client.get(page.url).status_code == 404


def test_a_draft_that_is_signed_is_not_called_unreviewed(client, page, address):
    sign(page)
    text = client.get(path(address)).text
    assert "Private preview." in text
    assert "not reviewed." not in text


def test_it_ends(client, address):
    for days, status in ((13, 200), (15, 410)):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            response = client.get(path(address))
        assert response.status_code == status
    assert "This preview has ended" in response.text
    assert response["Cache-Control"] == "private, no-store"


def test_it_ends_with_the_page_and_with_the_permission_of_who_showed_it(client, page, editor, address):
    editor.is_active = False
    editor.save()
    assert client.get(path(address)).status_code == 410
    editor.is_active = True
    editor.save()
    editor.groups.clear()
    assert client.get(path(address)).status_code == 410
    page.delete()
    assert client.get(path(address)).status_code == 410


def test_nobody_makes_an_address(client, page, address, editor):
    forged = signing.dumps({"page": page.pk, "user": str(editor.pk)}, salt="another")
    assert client.get(f"/reviews/preview/{forged}/").status_code == 404
    assert client.get(path(address)[:-3] + "xx/").status_code == 404


def test_pages_that_nobody_reviews_are_not_shown(client, site_root, editor):
    plain = site_root.add_child(instance=PlainPage(title="Plain", live=False))
    token = signing.dumps({"page": plain.pk, "user": str(editor.pk)}, salt=SALT)
    assert client.get(f"/reviews/preview/{token}/").status_code == 410


def test_a_page_without_a_preview_is_not_found(client, page, address, monkeypatch):
    monkeypatch.setattr(type(page), "is_previewable", lambda self: False)
    assert client.get(path(address)).status_code == 404


def test_a_site_without_our_addresses_and_a_page_outside_any_site(page, editor, monkeypatch):
    monkeypatch.setattr(type(page), "get_site", lambda self: None)
    assert address_of(page, editor).startswith("/reviews/preview/")

    def missing(*args, **kwargs):
        raise previews.NoReverseMatch

    monkeypatch.setattr(previews, "reverse", missing)
    assert address_of(page, editor) == ""


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        (HttpResponse("<html><BODY class='x'>text"), b"<html><BODY class='x'>LINEtext"),
        (HttpResponse("text"), b"LINEtext"),
        (HttpResponse("{}", content_type="application/json"), b"{}"),
        (HttpResponse("a", headers={"Content-Length": "1"}), b"LINEa"),
    ],
)
def test_the_line_stands_at_the_beginning_of_the_page(response, expected):
    previews._put_line(response, "LINE")
    assert response.content == expected
    assert int(response.get("Content-Length", len(expected))) == len(expected)


def test_what_is_no_page_is_left_alone():
    response = StreamingHttpResponse([b"x"])
    previews._put_line(response, "LINE")
    assert list(response) == [b"x"]
