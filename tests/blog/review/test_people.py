"""What medical review adds to the people's part of the admin."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from blog.people.models import Person, Specialty
from blog.review import signing
from blog.review.models import MedicalReview, Publication, ReviewRequest
from blog.review.status import State, review_status

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def address(name, *args):
    return reverse(Person.snippet_viewset.get_url_name(name), args=args)


def edited(client, person, **fields):
    """Save the person's form and return what is said afterwards."""
    data = {"name": person.name, "slug": person.slug, "bio": rich_text(""), "user": person.user_id or ""}
    data |= {"active": "on", "email": "", "away_until": "", "deputy": ""}
    data |= {"credentials": inline_formset([]), "interests": inline_formset([])} | fields
    response = client.post(address("edit", person.pk), nested_form_data(data), follow=True)
    assert response.redirect_chain, response.context["form"].errors
    return response.text


@pytest.fixture
def asked(page, reviewer, editor):
    signing.request_review(page, reviewer, editor)
    return reviewer


def test_the_list_tells_of_work_and_leads_to_it_at_a_constant_price(
    admin_client, asked, make_page, make_person
):
    make_page("Signed", signed=True)

    def queries():
        with CaptureQueriesContext(connection) as found:
            admin_client.get(address("list"))
        return len(found)

    queries()
    few = queries()
    response = admin_client.get(address("list"))
    (row,) = response.context["object_list"]
    assert (row.open_requests, timezone.localdate(row.last_signed_at)) == (1, TODAY)
    assert reverse("medical_review_admin:reviewer_reviews", args=[asked.pk]) in response.text
    for number in range(5):
        other = make_person(f"Ben {number}")
        ReviewRequest.objects.create(
            page=make_page(f"P{number}"), page_title="x", reviewer=other, requested_at=timezone.now()
        )
    assert queries() == few


class TestWarnings:
    def test_nothing_is_said_while_all_is_well(self, admin_client, asked):
        assert "1 text waits" not in edited(admin_client, asked, is_paid="on")
        assert Person.objects.get(pk=asked.pk).is_paid

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"active": ""}, "Somebody who has left cannot sign"),
            ({"away_until": TODAY + timedelta(days=3)}, "Ask the deputy for what is urgent."),
            ({"user": ""}, "only the account that you chose can answer"),
        ],
    )
    def test_of_texts_that_wait_for_somebody_who_cannot_answer(self, admin_client, asked, fields, sentence):
        html = edited(admin_client, asked, **fields)
        assert f"1 text waits for {asked.name}." in html
        assert sentence in html

    def test_without_waiting_texts_anybody_may_leave(self, admin_client, reviewer):
        assert "cannot sign" not in edited(admin_client, reviewer, active="")


class TestDeletion:
    def test_it_says_what_stays_and_loses_no_evidence(self, admin_client, asked, make_page, published):
        make_page("Another", signed=True)
        html = admin_client.get(address("delete", asked.pk)).text
        assert "2 decisions of this person stay as evidence" in html
        assert "1 open request is deleted." in html
        evidence = list(MedicalReview.objects.values()), list(Publication.objects.values())
        admin_client.post(address("delete", asked.pk))
        assert not Person.objects.exists()
        assert (list(MedicalReview.objects.values()), list(Publication.objects.values())) == evidence
        assert review_status(published, timezone.now()).state == State.CURRENT

    def test_of_somebody_without_work_nothing_is_said(self, admin_client, make_person):
        html = admin_client.get(address("delete", make_person().pk)).text
        assert "evidence" not in html
        assert "open request" not in html


def test_other_snippets_are_left_alone(admin_client):
    specialty = Specialty.objects.create(name="Cardiology", slug="cardiology")
    viewset = Specialty.snippet_viewset
    assert (
        "Reviews" not in admin_client.get(reverse(viewset.get_url_name("list"))).text.partition("</aside>")[2]
    )
    edit = reverse(viewset.get_url_name("edit"), args=[specialty.pk])
    assert admin_client.post(edit, {"name": "Heart", "slug": "heart"}).status_code == 302
    delete = reverse(viewset.get_url_name("delete"), args=[specialty.pk])
    assert admin_client.get(delete).status_code == 200
    assert get_user_model().objects.exists()
