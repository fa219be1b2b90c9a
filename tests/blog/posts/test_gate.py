"""A post that gives health advice goes live by no path; nothing that was written is lost."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from blog.models import InfoPage, NotHealthAdvice, PostPage
from blog.posts.gate import HealthAdvice, confirm
from blog.review.models import AppendOnlyError
from tests.blog.posts.conftest import ADVICE, RECIPE

pytestmark = pytest.mark.site


def text_of(page):
    return PostPage.objects.get(pk=page.pk).get_latest_revision_as_object().body[0].value.source


def is_live(page):
    return PostPage.objects.get(pk=page.pk).live


def by_revision(post):
    post.latest_revision.publish()


def by_page_of_its_type(post):
    post.live = True
    post.save()


def by_base_page(post):
    page = Page.objects.get(pk=post.pk)
    page.live = True
    page.save()


def by_update_fields(post):
    post.live = True
    post.save(update_fields=["live"])


def by_schedule(post):
    post.go_live_at = timezone.now() + timedelta(days=1)
    post.save_revision().publish()


class TestEveryPath:
    @pytest.mark.parametrize(
        "publish", [by_revision, by_page_of_its_type, by_base_page, by_update_fields, by_schedule]
    )
    def test_advice_does_not_go_live(self, write_post, publish):
        post = write_post(text=ADVICE)
        with pytest.raises(HealthAdvice, match="Ginger treats nausea"):
            publish(post)
        assert not is_live(post)
        assert text_of(post) == ADVICE

    def test_a_new_live_page_is_kept_as_a_draft(self, write_post):
        post = write_post(text=ADVICE, live=True)
        assert not is_live(post)

    def test_a_copy_that_would_be_live_is_a_draft(self, write_post, admin_user):
        post = write_post(published=True)
        PostPage.objects.filter(pk=post.pk).update(summary="It cures a cold.")
        copy = PostPage.objects.get(pk=post.pk).copy(update_attrs={"slug": "copy"}, keep_live=True)
        assert not is_live(copy)

    def test_a_recipe_goes_live(self, write_post):
        assert write_post(published=True).live

    def test_a_live_post_does_not_become_advice(self, write_post):
        post = write_post(published=True)
        post.body = [("paragraph", ADVICE)]
        revision = post.save_revision()
        with pytest.raises(HealthAdvice):
            revision.publish()
        assert PostPage.objects.get(pk=post.pk).body[0].value.source == RECIPE

    def test_what_is_live_with_the_same_words_stays(self, write_post):
        """Words may become suspicious later; moving or locking the page must still work."""
        post = write_post(published=True)
        PostPage.objects.filter(pk=post.pk).update(summary="It cures a cold.")
        post = PostPage.objects.get(pk=post.pk)
        post.locked = True
        post.save()
        post.unpublish()
        assert not is_live(post)

    def test_search_settings_of_a_post_are_no_words_of_it(self, write_post):
        post = write_post(published=True)
        post.search_description = "Garlic lowers blood pressure."
        post.save(update_fields=["search_description"])

    def test_other_pages_and_fixtures_are_left_alone(self, home, write_post):
        home.intro = "Ginger treats nausea."
        home.save()
        post = write_post(text=ADVICE)
        post.live = True
        post.save_base(raw=True)

    def test_a_schedule_that_was_slipped_in_is_taken_out(self, write_post, admin_user):
        good, bad = write_post(), write_post("Tea", ADVICE)
        soon = timezone.now() + timedelta(hours=1)
        good.go_live_at = soon
        good.save_revision().publish()
        revision = bad.latest_revision
        type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=soon)
        with time_machine.travel(soon + timedelta(minutes=1)):
            call_command("publish_scheduled", verbosity=0)
        assert (is_live(good), is_live(bad)) == (True, False)


class TestConfirmation:
    def test_exactly_these_words_may_go_live(self, write_post, reviewer, admin_user):
        post = write_post(text=ADVICE)
        row = confirm(post, reviewer, admin_user)
        assert row.sentences == ["Ginger treats nausea."]
        post.latest_revision.publish()
        assert is_live(post)
        post = PostPage.objects.get(pk=post.pk)
        post.title = "Soup against a cold"
        post.body = [("paragraph", ADVICE + "<p>It cures a cold.</p>")]
        with pytest.raises(HealthAdvice):
            post.save_revision().publish()

    def test_it_is_of_one_post(self, write_post, reviewer, admin_user):
        confirm(write_post(text=ADVICE), reviewer, admin_user)
        with pytest.raises(HealthAdvice):
            write_post("Soup", ADVICE, published=True, slug="other")

    def test_an_alias_has_it_too(self, write_post, reviewer, admin_user, index):
        post = write_post(text=ADVICE)
        confirm(post, reviewer, admin_user)
        post.latest_revision.publish()
        alias = PostPage.objects.get(pk=post.pk).create_alias(parent=index, update_slug="alias")
        assert alias.live

    def test_it_cannot_be_changed(self, write_post, reviewer, admin_user):
        row = confirm(write_post(text=ADVICE), reviewer, admin_user)
        with pytest.raises(AppendOnlyError):
            row.delete()
        assert NotHealthAdvice.newest_of(row.page_id, row.digest) == row
        assert str(row) == "Soup: Bo Lind"


class TestInTheAdmin:
    def test_many_at_once_publish_the_good_ones_and_name_the_rest(self, admin, write_post):
        good, bad = write_post(), write_post("Tea", ADVICE)
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        response = admin.post(f"{address}?id={good.pk}&id={bad.pk}&next=/admin/", follow=True)
        assert "“Tea” was not published." in response.text
        assert (is_live(good), is_live(bad)) == (True, False)

    def test_a_page_about_the_site_is_only_warned_of(self, admin, home):
        page = InfoPage(title="About", body=[("paragraph", ADVICE)], live=False)
        home.add_child(instance=page)
        page.save_revision().publish()
        html = admin.get(reverse("medical_review_admin:findings", args=[page.pk])).text
        assert "belongs into a health article" in html
        assert "Must be mended" not in html
        assert InfoPage.objects.get().live

    def test_the_panel_names_the_sentence_and_leads_to_it(self, admin, write_post, reviewer, admin_user):
        post = write_post(text=ADVICE)
        html = admin.get(reverse("medical_review_admin:findings", args=[post.pk])).text
        assert "This reads like health advice." in html
        assert "Ginger treats nausea." in html
        confirm(post, reviewer, admin_user)
        assert (
            "Nothing stands in the way"
            in admin.get(reverse("medical_review_admin:findings", args=[post.pk])).text
        )
