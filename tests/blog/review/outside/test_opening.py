"""From the link to the sitting: nothing happens by opening it, and no answer tells more than it must."""

import pytest
from django.test import Client
from django.urls import reverse

from blog.review.models import SigningCode
from blog.review.outside.opening import masked
from blog.review.outside.sittings import COOKIE
from blog.review.personal_links import token_for
from tests.blog.review.outside.conftest import address

pytestmark = pytest.mark.django_db

ASK, OPEN = "medical_review:ask_for_code", "medical_review:open_sitting"


def link(token):
    return reverse("medical_review:link", args=[token])


def test_opening_the_link_sets_nothing_off(client, doctor, asked, mailoutbox):
    for method in (client.get, client.head):
        answer = method(link(token_for(doctor)))
        assert answer.status_code == 200
    assert b"Send me a code" in client.get(link(token_for(doctor))).content
    assert b"Sleep" not in client.get(link(token_for(doctor))).content
    assert b"Dana" not in client.get(link(token_for(doctor))).content
    assert (SigningCode.objects.count(), len(mailoutbox)) == (0, 0)
    assert set(answer.cookies) <= {"csrftoken"}


def test_no_cache_and_no_other_site_learns_of_it(client, doctor):
    for answer in (client.get(link(token_for(doctor))), client.get(link("x")), client.get(address())):
        assert answer["Cache-Control"] == "no-store, private"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert b'content="noindex' in answer.content


def test_a_link_that_does_not_hold_says_so_and_no_more(client, doctor):
    gone = client.get(link("1:forged:x"))
    assert gone.status_code == 410
    assert b"no longer valid" in gone.content
    for name in (ASK, OPEN):
        answer = client.post(reverse(name), {"token": "1:forged:x", "code": "1"})
        assert (answer.status_code, b"no longer valid" in answer.content) == (410, True)
        assert client.post(reverse(name)).status_code == 410
        assert client.get(reverse(name)).status_code == 405


def test_the_whole_way_in(client, doctor, mailoutbox, django_capture_on_commit_callbacks):
    token = token_for(doctor)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse(ASK), {"token": token})
    assert "d•••@practice.example" in answer.content.decode()
    assert SigningCode.objects.get().network != ""
    code = mailoutbox[0].body.partition("code is ")[2][:6]
    wrong = client.post(reverse(OPEN), {"token": token, "code": "12"})
    assert wrong.status_code == 422
    assert b"wrong, was used, or is older" in wrong.content
    answer = client.post(reverse(OPEN), {"token": token, "code": code}, follow=True)
    assert b"Nothing waits for you" in answer.content


@pytest.mark.parametrize("secure", [False, True])
def test_the_cookie_goes_nowhere_else(client, doctor, get_code, secure):
    data = {"token": token_for(doctor), "code": get_code(doctor)}
    cookie = client.post(reverse(OPEN), data, secure=secure).cookies[COOKIE]
    assert (cookie["path"], cookie["samesite"], cookie["max-age"]) == (address(), "Strict", 7200)
    assert (bool(cookie["httponly"]), bool(cookie["secure"])) == (True, secure)
    assert data["code"] not in cookie.value


def test_too_many_codes_are_refused_in_words(client, doctor):
    for _code in range(5):
        client.post(reverse(ASK), {"token": token_for(doctor)})
    answer = client.post(reverse(ASK), {"token": token_for(doctor)})
    assert answer.status_code == 429
    assert b"Too many codes were asked for" in answer.content


def test_neither_code_nor_token_reaches_the_logs(client, doctor, get_code, caplog):
    token = token_for(doctor)
    for _code in range(6):
        client.post(reverse(ASK), {"token": token})
    client.post(reverse(OPEN), {"token": token, "code": "123456"})
    Client(enforce_csrf_checks=True).post(reverse(ASK), {"token": token})
    assert "Forbidden" in caplog.text
    assert token not in caplog.text
    assert "123456" not in caplog.text


def test_forms_from_other_sites_are_refused(doctor, get_code):
    stranger = Client(enforce_csrf_checks=True)
    data = {"token": token_for(doctor), "code": get_code(doctor)}
    assert stranger.post(reverse(ASK), data).status_code == 403
    assert stranger.post(reverse(OPEN), data).status_code == 403
    stranger.get(link(data["token"]))
    data["csrfmiddlewaretoken"] = stranger.cookies["csrftoken"].value
    assert stranger.post(reverse(OPEN), data).status_code == 302


def test_an_address_is_shown_to_its_owner_only():
    assert masked("ana.ruiz@example.org") == "a•••@example.org"
