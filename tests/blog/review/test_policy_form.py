"""The form of a policy: what editors type, what they are told, and that nothing typed is lost."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.urls import reverse

from blog.people.models import Specialty
from blog.review.models import ReviewPolicy
from blog.review.models.policies import validate_reminder_days
from blog.review.policy_form import DaysField
from blog.review.viewsets import ReviewPolicyViewSet
from tests.testapp.models import PlainPage, ReviewedPage

pytestmark = pytest.mark.django_db

TYPED = {
    "subject": "",
    "page_type": "",
    "site": "",
    "interval_months": "12",
    "due_month": "",
    "due_day": "",
    "minimum_reviewers": "1",
    "on_mismatch": "warn",
    "reminder_days": "7, 60,30",
    "when_overdue": "banner",
    "grace_days": "14",
    "minor_edit_characters": "200",
    "reading_grade": "9",
    "reference_years": "10",
}


Form = ReviewPolicyViewSet.edit_handler.bind_to_model(ReviewPolicy).get_form_class()


def bound(instance=None, **typed):
    return Form(TYPED | typed, instance=instance)


def address(view, *args):
    return reverse(ReviewPolicy.snippet_viewset.get_url_name(view), args=args)


@pytest.fixture
def heart(monkeypatch):
    monkeypatch.setattr(
        ReviewedPage, "get_review_subject_choices", classmethod(lambda cls: [("heart", "Cardiology")])
    )


def test_an_editor_writes_a_policy_in_the_admin(admin_client, heart):
    typed = {"subject": "heart", "due_month": "2", "due_day": "29", "when_overdue": "unpublish"}
    assert admin_client.post(address("add"), TYPED | typed).status_code == 302
    policy = ReviewPolicy.objects.get()
    assert (policy.subject, policy.due_month, policy.due_day) == ("heart", 2, 29)
    assert (policy.reminder_days, policy.when_overdue) == ([60, 30, 7], "unpublish")
    form = admin_client.get(address("edit", policy.pk)).content.decode()
    assert 'value="60, 30, 7"' in form
    assert '<option value="heart" selected' in form
    assert "Every year by 29 February" in admin_client.get(address("list")).content.decode()
    # What was typed comes back with the reason why it was not taken.
    refused = admin_client.post(address("add"), TYPED | {"reminder_days": "sixty, 7"}).content.decode()
    assert 'value="sixty, 7"' in refused
    assert "Give days as whole numbers from 0 to 365" in refused


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"due_month": "4", "due_day": "31"}, "This month has no such day"),
        ({"due_month": "4"}, "Give the day, too"),
        ({"due_day": "4"}, "Choose the month, too"),
        ({"due_month": "13", "due_day": "1"}, "Select a valid choice"),
        ({"due_month": "2", "due_day": "77"}, "less than or equal to 31"),
        ({"grace_days": "-1"}, "greater than or equal to 0"),
        ({"subject": "no such topic"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_refused_in_words(heart, typed, told):
    assert told in str(bound(**typed).errors)


def test_a_second_policy_for_the_same_pages_is_refused():
    ReviewPolicy.objects.create()
    assert "change that one" in str(bound(interval_months="3").errors)


def test_only_governed_types_are_offered():
    plain, governed = (ContentType.objects.get_for_model(model).pk for model in (PlainPage, ReviewedPage))
    assert "valid choice" in str(bound(page_type=plain).errors)
    assert not bound(page_type=governed).errors


def test_a_topic_that_is_gone_stays_until_another_is_chosen(heart):
    policy = ReviewPolicy.objects.create(subject="gone")
    form = bound(policy, subject="gone")
    assert not form.errors
    assert form.save().subject == "gone"
    # Once it is given up it is no longer offered.
    policy.subject = "heart"
    assert "valid choice" in str(bound(policy, subject="gone").errors)


def test_specialties_are_offered_where_no_page_type_names_subjects(monkeypatch):
    monkeypatch.setattr("blog.review.policy_form.governed_models", lambda: [ReviewedPage])
    assert not bound(subject="anything").errors
    Specialty.objects.create(name="Skin", slug="skin")
    assert "valid choice" in str(bound(subject="anything").errors)
    assert not bound(subject="skin").errors


@pytest.mark.parametrize("days", ["60", [60, 60], [-1], [366], [True], [1.5], None])
def test_days_are_whole_numbers_each_once(days):
    with pytest.raises(ValidationError):
        validate_reminder_days(days)


def test_a_field_of_days():
    field = DaysField(required=False)
    assert field.clean("0, 30") == [30, 0]
    assert field.clean("") == []
    assert not field.has_changed([30, 0], "30, 0")
    assert field.has_changed([30, 0], "30")
