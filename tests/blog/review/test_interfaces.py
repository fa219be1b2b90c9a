"""Wagtail's interfaces for programs: each refusal is an answer with the gate's sentence, none a server error."""

import pytest
from django.urls import reverse
from wagtail.models import APIToken, Locale

from blog.review.models import Publication
from blog.review.querysets import is_published
from tests.blog.review.conftest import sign
from tests.testapp.models import ReviewedPage

pytestmark = pytest.mark.django_db
REFUSED = {400, 403, 422}
UNSIGNED = "medical review is missing"


def draft(page, body):
    page = page.get_latest_revision_as_object()
    page.body = body
    page.save_revision()
    return page


class TestAdminInterface:
    @pytest.fixture
    def act(self, client, admin_user):
        client.force_login(admin_user)

        def act(page, action, **data):
            address = reverse("wagtailadmin_api:pages:action", args=(page.pk, action))
            return client.post(address, data, content_type="application/json")

        return act

    def test_publishing_unsigned_text_is_refused(self, act, page):
        response = act(page, "publish")
        assert response.status_code in REFUSED
        assert UNSIGNED in response.text
        assert not ReviewedPage.objects.get().live

    def test_publishing_signed_text_succeeds(self, act, make_page):
        page = make_page(signed=True)
        assert act(page, "publish").status_code == 200
        assert is_published(page)

    def test_a_copy_is_a_draft(self, act, published):
        assert act(published, "copy", keep_live=True, slug="copy").status_code == 201
        assert not ReviewedPage.objects.get(slug="copy").live

    def test_an_alias_of_a_published_page_is_published_and_not_converted(self, act, published):
        assert act(published, "create_alias", update_slug="alias").status_code == 201
        alias = ReviewedPage.objects.get(slug="alias")
        assert is_published(alias)
        response = act(alias, "convert_alias")
        assert response.status_code in REFUSED
        assert "Unpublish it, convert it" in response.text
        alias.refresh_from_db()
        assert alias.alias_of_id == published.pk

    def test_a_copy_for_translation_is_a_draft(self, act, published):
        Locale.objects.get_or_create(language_code="de")
        response = act(published, "copy_for_translation", locale="de", copy_parents=True, alias=True)
        assert response.status_code == 201
        copy = ReviewedPage.objects.get(locale__language_code="de")
        assert copy.live == (copy.alias_of_id is not None)

    def test_a_revert_is_a_draft(self, act, published):
        first = published.latest_revision
        draft(published, "<p>Take 50 mg.</p>")
        assert act(published, "revert_to_page_revision", revision_id=first.pk).status_code == 200
        assert Publication.objects.count() == 1


@pytest.mark.urls("tests.urls_v3")
class TestVersion3:
    @pytest.fixture
    def send(self, client, admin_user):
        plain = APIToken.create_token(user=admin_user, name="test")[1]
        headers = {"authorization": f"Bearer {plain}"}

        def send(method, address, **data):
            return getattr(client, method)(
                f"/api/v3/pages/{address}", data, content_type="application/json", headers=headers
            )

        return send

    def fields(self, parent, **meta):
        return {
            "meta": {"type": "testapp.ReviewedPage", "parent_id": parent.pk} | meta,
            "title": "New",
            "slug": "new",
        }

    def test_creating_a_draft_succeeds(self, send, site_root):
        response = send("post", "", **self.fields(site_root))
        assert response.status_code == 201, response.text
        assert not ReviewedPage.objects.get(slug="new").live

    def test_creating_and_publishing_is_refused(self, send, site_root):
        # Before the gate is asked, the page itself misses its reviewer.
        response = send("post", "", **self.fields(site_root, action="publish"))
        assert response.status_code in REFUSED, response.text
        assert not ReviewedPage.objects.filter(live=True).exists()

    def test_changing_and_publishing_is_refused_and_the_live_text_stays(self, send, published):
        meta = {"type": "testapp.ReviewedPage", "action": "publish"}
        response = send("patch", f"{published.pk}/", meta=meta, title="Never sleep")
        assert response.status_code in REFUSED, response.text
        assert "has changed since" in response.text
        assert ReviewedPage.objects.get().title == "Sleep"

    def test_changing_what_nobody_signs_and_publishing_succeeds(self, send, published):
        meta = {"type": "testapp.ReviewedPage", "action": "publish"}
        response = send("patch", f"{published.pk}/", meta=meta, slug="rest")
        assert response.status_code == 200, response.text
        assert ReviewedPage.objects.get().slug == "rest"

    def test_publishing_follows_the_signature(self, send, page):
        response = send("post", f"{page.pk}/actions/publish/")
        assert response.status_code in REFUSED
        assert UNSIGNED in response.text
        sign(page)
        assert send("post", f"{page.pk}/actions/publish/").status_code == 200
        assert is_published(page)

    def test_a_copy_is_a_draft(self, send, published):
        assert send("post", f"{published.pk}/actions/copy/", slug="copy").status_code == 201
        assert not ReviewedPage.objects.get(slug="copy").live

    def test_an_alias_is_published_and_not_converted(self, send, published):
        assert send("post", f"{published.pk}/actions/create_alias/", slug="alias").status_code == 201
        alias = ReviewedPage.objects.get(slug="alias")
        assert is_published(alias)
        response = send("post", f"{alias.pk}/actions/convert_alias/")
        assert response.status_code in REFUSED
        assert "Unpublish it, convert it" in response.text
