"""A doctor without an account takes an approval back, as easily as it was given, and only the own one."""

import pytest
from django.urls import reverse

from blog.review import signing
from blog.review.models import MedicalReview, Publication
from blog.review.querysets import is_published
from tests.testapp.models import ReviewedPage

pytestmark = pytest.mark.django_db
LINK = MedicalReview.SignedWith.LINK


@pytest.fixture
def signed(page, doctor):
    """A page that readers see with the doctor's name."""
    signing.sign(page, doctor, signed_with=LINK)
    page.latest_revision.publish()
    return ReviewedPage.objects.get()


def withdraw(page):
    return reverse("medical_review:withdraw", args=[page.pk])


def test_the_list_leads_there(signed, doctor, enter):
    text = enter(doctor).get(reverse("medical_review:sitting")).text
    assert withdraw(signed) in text


def test_a_reason_takes_the_page_off_the_site(signed, doctor, enter):
    client = enter(doctor)
    assert "taken off the site at once" in client.get(withdraw(signed)).text
    answer = client.post(withdraw(signed), {"reason": "The dose is wrong.", "confirm": "on"}, follow=True)
    assert "Your approval was taken back" in answer.text
    review = MedicalReview.objects.first()
    assert (review.decision, review.signed_with, review.statement) == (
        "withdrawn",
        "link",
        "The dose is wrong.",
    )
    assert not is_published(signed)
    assert Publication.objects.current(signed.pk).basis == "withdrawn"


@pytest.mark.parametrize("data", [{}, {"reason": "Wrong."}, {"confirm": "on"}])
def test_without_a_reason_and_a_tick_nothing_happens_and_nothing_is_lost(signed, doctor, enter, data):
    answer = enter(doctor).post(withdraw(signed), data)
    assert answer.status_code == 422
    assert data.get("reason", "") in answer.text
    assert is_published(signed)


def test_nobody_takes_back_what_somebody_else_signed(published, doctor, enter):
    client = enter(doctor)
    assert client.get(withdraw(published)).status_code == 404
    assert client.post(withdraw(published), {"reason": "x", "confirm": "on"}).status_code == 404
    assert is_published(published)


def test_a_page_that_is_gone_has_nothing_to_take_back(doctor, enter):
    assert enter(doctor).get(reverse("medical_review:withdraw", args=[999])).status_code == 404


def test_outside_a_sitting_the_reason_is_given_back(signed, client):
    answer = client.post(withdraw(signed), {"reason": "The dose is wrong.", "confirm": "on"})
    assert answer.status_code == 403
    assert "The dose is wrong." in answer.text
    assert is_published(signed)
