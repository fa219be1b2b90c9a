"""A doctor without an account, with texts that wait, and the way into a sitting."""

import re

import pytest
from django.urls import reverse

from blog.review import clock
from blog.review.outside.codes import send_code
from blog.review.personal_links import token_for
from blog.review.signing import request_review

NETWORK = "a network"


@pytest.fixture
def doctor(make_person):
    return make_person("Dana Wirth", account=False, email="dana@practice.example")


@pytest.fixture
def asked(page, doctor, editor):
    """A text that waits for the doctor."""
    request_review(page, doctor, editor)
    return page


@pytest.fixture
def get_code(mailoutbox, django_capture_on_commit_callbacks):
    """Send a person a code and read it in the mail."""

    def get(person, network=NETWORK):
        with django_capture_on_commit_callbacks(execute=True):
            send_code(person, network, clock.now())
        return re.search(r"code is (\d{6})", mailoutbox[-1].body)[1]

    return get


@pytest.fixture
def enter(client, get_code):
    """Open a sitting in the client, over the screens that a person sees."""

    def open_sitting(person):
        answer = client.post(
            reverse("medical_review:open_sitting"), {"token": token_for(person), "code": get_code(person)}
        )
        assert answer.status_code == 302
        return client

    return open_sitting


def address(page=None):
    return reverse("medical_review:text", args=[page.pk]) if page else reverse("medical_review:sitting")
