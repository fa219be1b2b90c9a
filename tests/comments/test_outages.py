"""The database is gone, the reader's connection breaks, the body is none: no text is lost, nothing ends in a 500."""

from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.db import OperationalError, connection
from django.urls import reverse

from comments.models import Comment
from comments.submission import FORM_TYPES, read_submission
from comments.tokens import receipt_for
from tests.comments.test_sending import OURS, SCRIPT, TEXT, send_by_script, token


@pytest.fixture
def _no_database(db):
    """Every question to the database fails, whoever asks."""

    def gone(*args):
        raise OperationalError("the server closed the connection unexpectedly")

    with connection.execute_wrapper(gone):
        yield


@pytest.fixture
def edit_address(write):
    return reverse("reader_comments:edit", args=[receipt_for(write("old words").public_id)])


def test_without_a_database_the_text_comes_back_whole(client, address, edit_address, request):
    request.getfixturevalue("_no_database")
    for target in (address, edit_address):
        fields = {"body": "My\n<b>words</b>", "name": 'Ann "A"', "revision": "1"}
        response = client.post(target, fields, headers=OURS)
        answer = response.content.decode()
        assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
        assert "\nMy\n&lt;b&gt;words&lt;/b&gt;</textarea>" in answer
        assert 'name="name" value="Ann &quot;A&quot;"' in answer
        assert f'action="{target}"' in answer
        assert not response.cookies


def test_without_a_database_the_script_is_told_to_keep_the_text(client, page, address, request):
    request.getfixturevalue("_no_database")
    response = send_by_script(client, address, page)
    assert (response.status_code, response.json()["outcome"]) == (503, "unavailable")
    assert "Your text is kept" in response.json()["html"]
    assert response.headers["Retry-After"] == "30"


def test_without_a_database_the_empty_form_asks_for_patience(client, address, request):
    request.getfixturevalue("_no_database")
    huge = client.post(address, {"body": "x" * 70_000}, headers=OURS)
    for response in (client.get(address), huge):
        assert (response.status_code, "come back in a minute" in response.content.decode()) == (503, True)
        assert "xxxx" not in response.content.decode()


def test_a_reader_who_hangs_up_in_the_middle_is_no_fault_of_the_server(client, address):
    class Broken:
        def read(self, *args):
            raise OSError("connection reset by peer")

        readline = read

    for content_type in FORM_TYPES:
        fields = {"CONTENT_LENGTH": "500", "CONTENT_TYPE": content_type, "wsgi.input": Broken()}
        response = client.generic("POST", address, headers=SCRIPT, **fields)
        assert (response.status_code, Comment.objects.count()) == (400, 0)


def test_half_a_comment_is_not_taken_for_a_whole_one(client, page, address):
    body = urlencode({"token": token(page), "body": "Never take these together"}).encode()
    for cut, stored in ((15, 0), (0, 1)):
        sent = BytesIO(body[: len(body) - cut])
        fields = {"CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": FORM_TYPES[0], "wsgi.input": sent}
        response = client.generic("POST", address, headers=SCRIPT, **fields)
        assert (response.status_code, Comment.objects.count()) == ((202 if stored else 400), stored)


def test_a_form_that_was_read_before_is_taken_all_the_same(page, rf):
    request = rf.post("/", {"body": TEXT})
    assert request.POST["body"] == TEXT
    assert read_submission(request, page).body == TEXT


@pytest.mark.filterwarnings("ignore:Bad Request")
def test_bodies_that_are_none_are_refused_and_never_a_fault(client, address):
    multipart, form = "multipart/form-data", "application/x-www-form-urlencoded"
    wrong = []
    for content_type, body, extra in [
        (multipart, b"--x\r\n", {}),
        (f"{multipart}; boundary=x", b"--x\r\nContent-Disposition: form-data", {}),
        (f"{multipart}; boundary={'x' * 300}", b"", {}),
        (f"{form}; charset=utf-16", b"body=x", {}),
        (f"{form}; charset=nonsense", b"body=x", {}),
        (form, b"body=%ff%fe%00", {}),
        (form, b"&".join(b"a%d=" % n for n in range(1100)), {}),
        (form, b"body=cut", {"CONTENT_LENGTH": "4"}),
        (form, b"", {"CONTENT_LENGTH": ""}),
    ]:
        for headers in (OURS, SCRIPT):
            response = client.generic(
                "POST", address, body, content_type=content_type, headers=headers, **extra
            )
            if response.status_code not in {200, 400, 409, 413, 415, 422}:
                wrong.append((content_type, body[:30], response.status_code))
    assert wrong == []
    assert not Comment.objects.exists()
