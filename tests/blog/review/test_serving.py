"""What readers get: only what was let out, and who stands behind it."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.template import Context, Template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from blog.review.models import Publication
from blog.review.querysets import PublishedQuerySetMixin, only_published
from blog.review.serving import serve_published
from tests.blog.review.conftest import sign
from tests.testapp.models import PlainPage, ReviewedPage

pytestmark = pytest.mark.django_db


def render(page, tag="review_byline", request=None):
    template = Template("{% load review_tags %}{% " + tag + " page %}")
    return " ".join(template.render(Context({"page": page, "request": request})).split())


class TestServing:
    def test_a_published_page_is_served(self, client, published):
        response = client.get(published.url)
        assert response.status_code == 200
        assert "Medically reviewed by" in response.text

    def test_live_without_a_publication_is_not_found(self, client, page):
        ReviewedPage.objects.filter(pk=page.pk).update(live=True)
        assert client.get(page.url).status_code == 404

    def test_who_may_edit_it_reads_why(self, client, page, editor):
        ReviewedPage.objects.filter(pk=page.pk).update(live=True)
        client.force_login(editor)
        response = client.get(page.url)
        assert response.status_code == 404
        assert f"/admin/medical-review/{page.pk}/" in response.text

    def test_while_observing_everything_live_is_served(self, client, page, settings):
        settings.MEDICAL_REVIEW_MODE = "observe"
        ReviewedPage.objects.filter(pk=page.pk).update(live=True)
        response = client.get(page.url)
        assert response.status_code == 200
        assert "Not medically reviewed." in response.text

    def test_door_and_byline_together_cost_one_query(self, client, published):
        client.get(published.url)
        with CaptureQueriesContext(connection) as captured:
            client.get(published.url)
        assert len([query for query in captured if "medical_review" in query["sql"]]) == 1

    def test_ungoverned_pages_cost_none(self):
        page = PlainPage(title="x")
        with CaptureQueriesContext(connection) as captured:
            assert serve_published(page, RequestFactory().get("/"), [], {}) is None
        assert len(captured) == 0


class TestLists:
    def test_lists_hold_published_and_ungoverned_pages(self, published, page, site_root):
        ReviewedPage.objects.filter(pk=page.pk).update(live=True)
        site_root.add_child(instance=PlainPage(title="News"))
        site_root.add_child(instance=PlainPage(title="Draft", live=False))
        titles = set(only_published(Page.objects.filter(depth__gt=2)).values_list("title", flat=True))
        assert titles == {"Sleep", "News"}
        assert list(only_published(ReviewedPage.objects.all())) == [published]

    def test_a_list_costs_one_query(self, published):
        list(only_published(ReviewedPage.objects.all()))  # fills Django's cache of content types
        with CaptureQueriesContext(connection) as captured:
            list(only_published(ReviewedPage.objects.all()))
        assert len(captured) == 1

    def test_the_mixin_offers_it_as_a_method(self, published):
        class Pages(PublishedQuerySetMixin, PageQuerySet):
            pass

        manager = PageManager.from_queryset(Pages)()
        manager.model = ReviewedPage
        assert list(Pages(ReviewedPage).published()) == [published]

    def test_a_withdrawn_page_is_in_no_list(self, published):
        published.unpublish()
        assert Publication.objects.current(published.pk).basis == "withdrawn"
        ReviewedPage.objects.update(live=True)
        assert not only_published(ReviewedPage.objects.all()).exists()


class TestByline:
    def test_it_names_the_reviewer_and_both_dates(self, published):
        html = render(published)
        assert 'Medically reviewed by <a href="#about-this-review">Ana Ruiz, MD</a>' in html
        assert f'<time datetime="{timezone.localdate().isoformat()}">' in html
        assert "next review by" in html

    def test_overdue_is_said(self, published):
        with time_machine.travel(timezone.now() + timedelta(days=400)):
            html = render(ReviewedPage.objects.get())
        assert "is overdue" in html
        assert "next review by" not in html

    @pytest.mark.parametrize(
        ("basis", "digest", "sentence"),
        [
            ("signed", "other", "Changed since its last medical review."),
            ("transition", "other", "This older article has not been medically reviewed."),
        ],
    )
    def test_a_text_without_a_valid_signature_shows_no_reviewer(self, published, basis, digest, sentence):
        current = Publication.objects.current(published.pk)
        Publication.objects.create(
            page=published, basis=basis, digest=digest, review=current.review, since=timezone.now()
        )
        html = render(ReviewedPage.objects.get())
        assert sentence in html
        assert "Ana Ruiz" not in html

    def test_ungoverned_pages_have_none(self, site_root):
        page = site_root.add_child(instance=PlainPage(title="x"))
        assert render(page) == render(page, "about_this_review") == ""

    def test_a_preview_tells_whether_what_it_shows_is_signed(self, published):
        request = RequestFactory().get("/")
        request.is_preview = True
        draft = ReviewedPage.objects.get()
        assert "Medically reviewed by" in render(draft, request=request)
        draft.body = "<p>Other</p>"
        assert "nobody has signed this text yet" in render(draft, request=request)
        assert render(draft, "about_this_review", request) == ""
        sign(draft)
        assert "nobody has signed" not in render(draft, request=request)

    def test_names_are_escaped(self, published, reviewer):
        reviewer.name = "<script>alert(1)</script>"
        reviewer.save()
        sign(published)
        assert "<script>" not in render(ReviewedPage.objects.get()) + render(published, "about_this_review")


class TestAbout:
    def test_it_shows_credentials_interests_statement_and_what_is_covered(self, published, reviewer):
        reviewer.credentials.update(
            number="77", number_is_public=True, jurisdiction="Austria", register_url="https://r.example",
            checked_on=timezone.localdate(),
        )  # fmt: skip
        sign(published, statement="Clear for adults.")
        html = render(ReviewedPage.objects.get(), "about_this_review")
        for text in (
            "Doctor of Medicine, University",
            "Austria",
            "77",
            "https://r.example",
            "looked up on",
        ):
            assert text in html
        assert "Clear for adults." in html
        assert "Declared on" in html
        assert "does not cover the products themselves, their prices or advertisements" in html

    def test_a_credential_that_nobody_looked_up_is_stated_by_this_site(self, published):
        assert "Stated by this site" in render(published, "about_this_review")

    def test_a_page_nobody_reviewed_has_nothing_to_say(self, page):
        assert render(page, "about_this_review") == ""

    def test_overdue_and_changed_texts_say_so(self, published):
        with time_machine.travel(timezone.now() + timedelta(days=400)):
            assert "The next review was due by" in render(ReviewedPage.objects.get(), "about_this_review")
        current = Publication.objects.current(published.pk)
        Publication.objects.create(
            page=published, basis="signed", digest="x", review=current.review, since=timezone.now()
        )
        assert "The text has changed since" in render(ReviewedPage.objects.get(), "about_this_review")

    def test_a_review_without_interests_or_credentials_is_shown(self, published):
        current = Publication.objects.current(published.pk)
        current.review.credentials, current.review.interests = [], {}
        page = ReviewedPage.objects.get()
        page._medical_publication = current
        html = render(page, "about_this_review")
        assert "Credentials" not in html
        assert "Declared interests" not in html
