"""What search engines are told of a review, on any site."""

import pytest
from django.test import RequestFactory

from blog.review import clock
from blog.review.models import Correction, MedicalReview, Publication
from blog.review.public.reading import reading_of
from blog.review.status import ReviewStatus, State, review_status
from blog.review.structured_data import corrections, credential, medical_web_page
from tests.testapp.models import ReviewedPage

pytestmark = pytest.mark.django_db


def told(page, request=None):
    page = ReviewedPage.objects.get(pk=page.pk)
    return medical_web_page(page, reading_of(page, request).status, request)


def test_a_reviewed_page_is_a_medical_web_page(published):
    page = told(published, RequestFactory().get("/"))
    assert page["@type"] == "MedicalWebPage"
    assert page["lastReviewed"] == clock.day_of(clock.now()).isoformat()
    assert page["reviewedBy"][0]["name"] == "Ana Ruiz"
    assert "specialty" not in page


def test_the_status_of_the_editors_tells_the_same(published):
    assert medical_web_page(published, review_status(published, clock.now()))["reviewedBy"]


@pytest.mark.parametrize("state", State)
def test_nothing_is_told_of_a_draft(page, state):
    assert medical_web_page(page, ReviewStatus(state, MedicalReview(), None, None)) == {}


def test_a_review_on_a_status_alone_names_its_reviewer(published):
    review = Publication.objects.current(published.pk).review
    status = ReviewStatus(
        State.CURRENT, review, publication=Publication(basis="signed", digest=review.digest)
    )
    published._medical_publication = None
    assert medical_web_page(published, status)["reviewedBy"][0]["name"] == "Ana Ruiz"


def test_subjects_become_specialties_where_schema_org_has_them(published):
    published.get_review_subjects = lambda: ["cardiology", "heart", "unknown"]
    told_of = medical_web_page(published, reading_of(published, None).status)
    assert told_of["specialty"] == ["https://schema.org/Cardiovascular"]
    told_of = medical_web_page(published, reading_of(published, None).status, subjects=["skin"])
    assert told_of["specialty"] == ["https://schema.org/Dermatology"]


def test_corrections_cost_no_query_where_there_are_none(published, django_assert_num_queries):
    page = ReviewedPage.objects.get(pk=published.pk)
    assert reading_of(page, None).badge == "exact"
    with django_assert_num_queries(0):
        assert corrections(page) == []
    Correction.objects.create(page=published, wrong="A.", changed="B.", published_at=clock.now())
    [correction] = corrections(ReviewedPage.objects.get(pk=published.pk))
    assert correction["text"] == "A. B."


def test_a_credential_that_nobody_looked_up_has_no_address():
    row = {"name": "Doctor", "issuer": "University", "register_url": "https://r.example", "checked_on": ""}
    assert credential(row) == {
        "@type": "EducationalOccupationalCredential",
        "name": "Doctor",
        "recognizedBy": {"@type": "Organization", "name": "University"},
    }
