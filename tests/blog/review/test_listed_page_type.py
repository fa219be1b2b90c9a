"""A page type that is not ours, governed because the setting lists it: the whole way, without a mixin or a panel."""

import pytest
from django.core import checks
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text

from blog.review import clock, signing
from blog.review.checks import check_classification
from blog.review.gate import ReviewRequired
from blog.review.models import ReviewRequest
from blog.review.querysets import is_published
from blog.review.status import State, review_status
from tests.blog.review.conftest import sign
from tests.testapp.models import NewsPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def news(site_root):
    page = NewsPage(
        title="Statins", intro="Once a day.", body="<p>Take 10 mg.</p>", sponsor="None", live=False
    )
    site_root.add_child(instance=page)
    page.save_revision()
    return page


@pytest.fixture
def published_news(news, reviewer):
    signing.request_review(news, reviewer, None)
    sign(news, reviewer)
    news.latest_revision.publish()
    return NewsPage.objects.get()


@pytest.fixture
def admin(client, admin_user):
    client.force_login(admin_user)
    return client


def test_the_setting_classifies_all_its_fields():
    assert not [
        message
        for message in check_classification()
        if message.level >= checks.WARNING and message.obj is NewsPage
    ]


def test_unsigned_it_is_not_published(news):
    with pytest.raises(ReviewRequired, match="medical review is missing"):
        news.latest_revision.publish()


def test_created_as_live_it_is_a_draft(site_root):
    page = site_root.add_child(instance=NewsPage(title="New"))
    assert not page.live


def test_signed_it_is_published_and_shown_as_reviewed(published_news, client):
    assert is_published(published_news)
    assert review_status(published_news, clock.now()).state == State.CURRENT
    assert "Ana Ruiz, MD" in client.get(published_news.get_url()).text


@pytest.mark.parametrize(("field", "value"), [("intro", "Twice a day."), ("body", "<p>Take 100 mg.</p>")])
def test_a_change_of_what_is_signed_is_refused(published_news, field, value):
    setattr(published_news, field, value)
    with pytest.raises(ReviewRequired):
        published_news.save_revision().publish()


def test_a_change_of_what_nobody_signs_is_published(published_news):
    published_news.sponsor = "Somebody"
    published_news.save_revision().publish()
    assert is_published(published_news)


def test_behind_the_gate_it_is_neither_listed_nor_served(news, client):
    NewsPage.objects.update(live=True)
    assert not is_published(news)
    assert client.get(news.get_url()).status_code == 404


def test_the_reviewer_is_taken_from_the_request(admin, news, reviewer):
    response = admin.post(
        reverse("medical_review_admin:review", args=[news.pk]),
        {"action": "request", "reviewer": reviewer.pk},
        follow=True,
    )
    assert "Ana Ruiz was asked to review this text." in response.text
    assert ReviewRequest.objects.get().page_id == news.pk
    admin.force_login(reviewer.user)
    assert "Take 10 mg." in admin.get(reverse("medical_review_admin:review", args=[news.pk])).text


def test_the_editor_leads_to_the_review_and_says_what_is_missing(admin, news):
    address = reverse("wagtailadmin_pages:edit", args=[news.pk])
    assert reverse("medical_review_admin:review", args=[news.pk]) in admin.get(address).text
    data = {
        "title": "Statins",
        "slug": "statins",
        "intro": "Typed.",
        "body": rich_text("<p>Take 10 mg.</p>"),
        "comments": {
            "TOTAL_FORMS": 0,
            "INITIAL_FORMS": 0,
            "MIN_NUM_FORMS": 0,
            "MAX_NUM_FORMS": "",
        },
        "action-publish": "1",
    }
    response = admin.post(address, nested_form_data(data), follow=True)
    assert "Saved as a draft, not published." in response.text
    assert NewsPage.objects.get().get_latest_revision_as_object().intro == "Typed."
