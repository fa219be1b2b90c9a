"""What remains of a transition, in public and for reviewers."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from blog.review.models import ReviewRequest
from blog.review.transition.beginning import begin
from blog.review.transition.remaining import progress_of, remaining
from tests.blog.review.conftest import sign
from tests.testapp.models import ReviewedPage

pytestmark = pytest.mark.django_db


def visits(page_ids):
    return {key: number for number, key in enumerate(sorted(page_ids))}


@pytest.fixture
def old_pages(old_page, reviewer):
    pages = [
        old_page("Walking", "<p>Walk.</p>"),
        old_page("Fever", "<p>Give a child 5 mg.</p>"),
        old_page("Sleep", "<p>Sleep well.</p>"),
    ]
    begin(Site.objects.get(), timezone.localdate() + timedelta(days=100), timezone.now())
    return pages


def titles(rows):
    return [row.page.title for row in rows]


def test_the_riskiest_stand_first_then_the_most_read(old_pages, settings):
    assert titles(remaining(timezone.now())) == ["Fever", "Sleep", "Walking"]
    settings.MEDICAL_REVIEW_VISITS = "tests.blog.review.transition.test_remaining.visits"
    rows = remaining(timezone.now())
    assert [(row.page.title, row.visits) for row in rows] == [("Fever", 1), ("Sleep", 2), ("Walking", 0)]
    settings.MEDICAL_REVIEW_VISITS = "tests.blog.review.transition.test_remaining.reversed_visits"
    assert titles(remaining(timezone.now())) == ["Fever", "Walking", "Sleep"]


def reversed_visits(page_ids):
    return {key: -number for key, number in visits(page_ids).items() if number < 2} | {max(page_ids): -9}


def test_what_is_signed_or_unpublished_no_longer_remains(old_pages, reviewer):
    site = Site.objects.get()
    assert progress_of(site, timezone.now()).remaining == 3
    sign(ReviewedPage.objects.get(pk=old_pages[0].pk), reviewer)
    ReviewedPage.objects.get(pk=old_pages[1].pk).unpublish()
    found = progress_of(site, timezone.now())
    assert (found.remaining, found.done, found.period.page_count) == (1, 2, 3)
    assert titles(remaining(timezone.now())) == ["Sleep"]
    assert progress_of(site, timezone.now() + timedelta(days=102)).remaining == 0


def test_scores_that_are_kept_cost_no_more_queries(old_pages, django_assert_num_queries):
    remaining(timezone.now())
    with django_assert_num_queries(3):
        remaining(timezone.now())


def test_the_public_page_counts(client, old_pages, reviewer):
    address = reverse("medical_review:transition")
    text = " ".join(client.get(address).text.split())
    assert "<strong>3</strong> articles have not been medically reviewed yet" in text
    for page in old_pages:
        sign(ReviewedPage.objects.get(pk=page.pk), reviewer)
    assert "None of them remains" in client.get(address).text


def test_there_is_no_public_page_without_a_transition(client, db):
    assert client.get(reverse("medical_review:transition")).status_code == 404
    Site.objects.all().delete()
    assert client.get(reverse("medical_review:transition")).status_code == 404


class TestList:
    address = "/admin/medical-review/older-articles/"

    @pytest.fixture(autouse=True)
    def log_in(self, client, editor):
        client.force_login(editor)

    def test_it_shows_risk_and_narrows(self, client, old_pages, settings):
        settings.MEDICAL_REVIEW_VISITS = "tests.blog.review.transition.test_remaining.visits"
        response = client.get(self.address)
        text = response.text
        assert "doses or units: 5 mg" in text
        assert "3 older articles are on the site without a review" in text
        assert "Visits" in text
        assert titles(client.get(self.address, {"q": "FEV"}).context["rows"]) == ["Fever"]
        assert "No older article fits" in client.get(self.address, {"q": "nothing"}).text
        assert len(client.get(self.address, {"asked": "nonsense"}).context["rows"]) == 3

    def test_one_reviewer_is_asked_for_many(self, client, old_pages, reviewer):
        keys = [page.pk for page in old_pages[:2]]
        response = client.post(self.address, {"pages": keys, "reviewer": reviewer.pk}, follow=True)
        assert "Ana Ruiz was asked to review 2 articles." in response.text
        assert set(ReviewRequest.objects.values_list("page_id", flat=True)) == set(keys)
        assert len(client.get(self.address, {"asked": "nobody"}).context["rows"]) == 1
        assert len(client.get(self.address, {"asked": "somebody"}).context["rows"]) == 2

    def test_who_cannot_be_asked_is_told_and_the_choice_stays(self, client, old_pages, make_person, reviewer):
        response = client.post(self.address, {"pages": [old_pages[0].pk]})
        assert "Choose who shall review these articles." in response.text
        assert f'id="older-{old_pages[0].pk}" checked' in " ".join(response.text.split())
        assert "Tick the articles" in client.post(self.address, {"reviewer": reviewer.pk}).text
        assert "no longer waits" in client.post(self.address, {"reviewer": reviewer.pk, "pages": 9999}).text
        # Named as an author since.
        page = ReviewedPage.objects.get(pk=old_pages[0].pk)
        page.save_revision(clean=False, user=reviewer.user, changed=True, log_action=True)
        response = client.post(self.address, {"pages": [page.pk], "reviewer": reviewer.pk}, follow=True)
        assert "has worked on this text" in response.text
        assert not ReviewRequest.objects.exists()

    def test_a_reviewer_sees_the_list_but_cannot_ask(self, client, old_pages, reviewer):
        client.force_login(reviewer.user)
        data = {"pages": [old_pages[0].pk], "reviewer": reviewer.pk}
        response = client.post(self.address, data, follow=True)
        assert "You may not edit this page." in response.text
        assert not ReviewRequest.objects.exists()

    def test_nobody_else_sees_it(self, client, make_user):
        client.force_login(make_user("moderator", "Reviewers"))
        assert client.get(self.address).status_code == 302

    def test_without_older_articles_it_says_so(self, client):
        assert "No older article waits" in client.get(self.address).text
        assert "Older articles" not in client.get("/admin/").text

    def test_the_menu_leads_there(self, client, old_pages):
        assert self.address in client.get("/admin/").text
