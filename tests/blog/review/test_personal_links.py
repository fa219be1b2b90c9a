"""The personal link: bound to a person and their address, for thirty days, worth nothing when altered."""

from datetime import timedelta

import pytest
import time_machine
from django.core.signing import TimestampSigner
from django.utils import timezone

from blog.review.personal_links import link_to_list, person_of, token_for
from blog.review.signing import request_review
from tests.blog.review.conftest import sign

pytestmark = pytest.mark.django_db


@pytest.fixture
def doctor(make_person):
    return make_person("Dana Wirth", account=False, email="dana@practice.example")


def test_it_leads_to_its_person(doctor):
    assert person_of(token_for(doctor)) == doctor
    before, _slash, token = link_to_list(doctor).removesuffix("/").rpartition("/")
    assert before.endswith("/reviews/link")
    assert person_of(token) == doctor


def test_it_ends_after_thirty_days(doctor):
    token = token_for(doctor)
    for days, expected in ((29, doctor), (31, None)):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            assert person_of(token) == expected


@pytest.mark.parametrize(
    "change",
    [{"email": "other@practice.example"}, {"active": False}, {"email": ""}],
    ids=["address", "deactivated", "no address"],
)
def test_a_change_of_the_person_voids_it(doctor, change):
    token = token_for(doctor)
    type(doctor).objects.filter(pk=doctor.pk).update(**change)
    assert person_of(token) is None


def test_somebody_with_an_account_has_none(doctor, make_user):
    token = token_for(doctor)
    doctor.user = make_user("dana")
    doctor.save()
    assert person_of(token) is None
    assert link_to_list(doctor) == ""


def test_what_is_altered_or_forged_leads_nowhere(doctor, make_person):
    token, other = token_for(doctor), make_person("Ben", account=False, email="ben@practice.example")
    key, rest = token.split(":", 1)
    forged = TimestampSigner(key="guessed", salt="medical_review.link").sign(key)
    for wrong in (
        "",
        "x",
        "0",
        "9" * 40,
        "²:1:x",
        key,
        token[:-1],
        token + "x",
        f"{other.pk}:{rest}",
        forged,
    ):
        assert person_of(wrong) is None


def test_a_site_that_offers_no_lists_has_no_links(doctor, settings):
    settings.ROOT_URLCONF = "django.contrib.auth.urls"
    assert link_to_list(doctor) == ""


class TestMail:
    def test_the_request_brings_the_link_to_who_has_no_account(
        self, page, doctor, mailoutbox, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            request_review(page, doctor, None)
        [mail] = mailoutbox
        assert f"/reviews/link/{doctor.pk}:" in mail.body
        assert "/admin/" not in mail.body
        assert "You need no password" in mail.body

    def test_the_copy_of_a_signature_leads_the_signer_to_the_list_and_the_editor_to_the_admin(
        self, page, doctor, editor, mailoutbox, django_capture_on_commit_callbacks
    ):
        request_review(page, doctor, editor)
        with django_capture_on_commit_callbacks(execute=True):
            sign(page, doctor)
        bodies = {mail.to[0]: mail.body for mail in mailoutbox}
        assert "/reviews/link/" in bodies[doctor.email]
        assert "/admin/" not in bodies[doctor.email]
        assert "/reviews/link/" not in bodies[editor.email]
