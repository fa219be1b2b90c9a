"""The screen of a post that reads like health advice: its two ways on."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.core import mail
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageLogEntry
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from blog.models import HealthArticlePage, NotHealthAdvice, PostPage
from blog.people.models import Person
from blog.posts.admin import write_a_post_instead
from blog.posts.gate import confirm
from tests.blog.posts.conftest import ADVICE

pytestmark = pytest.mark.site


def address(post):
    return reverse("blog_post_wording", args=[post.pk])


def act(client, post, action, **data):
    return client.post(address(post), {"action": action} | data, follow=True)


def form(author, text):
    return nested_form_data(
        {
            "title": "Soup",
            "slug": "soup",
            "kind": "recipe",
            "summary": "Warm.",
            "lead_image": "",
            "lead_image_alt": "",
            "body": streamfield([("paragraph", rich_text(text))]),
            "disclosure_connections": streamfield([]),
            "authors": inline_formset([{"person": author.pk}]),
            "show_share_buttons": "on",
            "action-publish": "1",
        }
    )


class TestTheWayThere:
    def test_publishing_saves_the_draft_and_leads_to_the_screen(self, admin, index, author):
        new = reverse("wagtailadmin_pages:add", args=["blog", "postpage", index.pk])
        response = admin.post(new, form(author, ADVICE), follow=True)
        post = PostPage.objects.get()
        assert response.redirect_chain[-1][0] == address(post)
        assert "Saved as a draft, not published." in response.text
        assert "Ginger treats nausea." in BeautifulSoup(response.text, "html.parser").blockquote.get_text()
        assert not post.live

    def test_a_recipe_is_published(self, admin, index, author):
        new = reverse("wagtailadmin_pages:add", args=["blog", "postpage", index.pk])
        admin.post(new, form(author, "<p>Add 5 g salt.</p>"))
        assert PostPage.objects.get().live

    def test_the_editor_has_a_button_and_the_screen_says_when_all_is_well(self, admin, write_post):
        post = write_post()
        assert address(post) in admin.get(reverse("wagtailadmin_pages:edit", args=[post.pk])).text
        assert "Nothing in this draft reads like health advice." in admin.get(address(post)).text

    def test_strangers_do_not_see_it(self, client, write_post, django_user_model):
        user = django_user_model.objects.create_user("x", "x@example.org", "x")
        user.user_permissions.add(Permission.objects.get(codename="access_admin"))
        client.force_login(user)
        assert client.get(address(write_post())).status_code in (302, 403)


class TestMakingAnArticle:
    def test_a_draft_gives_its_address_and_keeps_its_words(self, admin, write_post, author, index):
        post = write_post(text=ADVICE, disclosure_extra_text="The maker sent us the ginger.")
        response = act(admin, post, "article")
        article = HealthArticlePage.objects.get()
        assert response.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[article.pk])
        assert (article.live, article.slug, article.get_parent().pk) == (False, "soup", index.pk)
        assert article.get_latest_revision_as_object().body[0].value.source == ADVICE
        assert article.disclosure_extra_text == "The maker sent us the ginger."
        assert article.people == [author]
        post = PostPage.objects.get()
        assert post.slug == "soup-post"
        assert post.get_latest_revision_as_object().body[0].value.source == ADVICE
        assert not Redirect.objects.exists()
        assert PageLogEntry.objects.filter(page=post.pk, action="blog.make_article").exists()
        # Once more is another draft, at another address.
        act(admin, post, "article")
        assert sorted(each.slug for each in HealthArticlePage.objects.all()) == ["soup", "soup-post"]

    def test_a_live_post_stays_and_a_redirect_waits(self, admin, write_post, client):
        post = write_post(published=True)
        post.body = [("paragraph", ADVICE)]
        post.save_revision()
        act(admin, post, "article")
        article = HealthArticlePage.objects.get()
        assert article.slug == "soup-1"
        post = PostPage.objects.get()
        assert (post.live, post.slug) == (True, "soup")
        assert Redirect.objects.get().redirect_page_id == article.pk
        assert client.get("/articles/soup/").status_code == 200
        post.unpublish()
        assert client.get("/articles/soup/").status_code == 301

    def test_reviewers_may_not(self, client, write_post, signer):
        client.force_login(signer)
        assert act(client, write_post(text=ADVICE), "article").status_code in (200, 302, 403)
        assert not HealthArticlePage.objects.exists()


class TestAskingAReviewer:
    def test_mail_leads_to_the_screen(
        self, admin, write_post, signer, reviewer, django_capture_on_commit_callbacks
    ):
        post = write_post(text=ADVICE)
        with django_capture_on_commit_callbacks(execute=True):
            act(admin, post, "ask", reviewer=reviewer.pk)
        (sent,) = mail.outbox
        assert sent.to == ["bo@example.org"]
        assert address(post) in sent.body
        assert sent.subject == "Is “Soup” health advice?"

    def test_not_the_author_nor_somebody_without_papers(self, admin, write_post, author, reviewer):
        post = write_post(text=ADVICE)
        for person in (author, reviewer):
            assert "Nobody can be asked yet" in act(admin, post, "ask", reviewer=person.pk).text
        assert mail.outbox == []


class TestTheReviewersWord:
    def say(self, client, post, **data):
        html = client.get(address(post)).text
        read = html.partition('name="read" value="')[2].partition('"')[0]
        return act(client, post, "confirm", **({"read": read} | data))

    def test_it_lets_exactly_these_words_out(self, client, write_post, signer):
        post = write_post(text=ADVICE)
        client.force_login(signer)
        assert client.get(reverse("blog_post_preview", args=[post.pk])).status_code == 200
        response = self.say(client, post)
        assert "Bo Lind read exactly this text" in response.text
        assert NotHealthAdvice.objects.get().confirmed_by_id == signer.pk
        post.latest_revision.publish()
        assert PostPage.objects.get().live

    def test_another_text_than_the_one_shown_is_not_meant(self, client, write_post, signer):
        client.force_login(signer)
        response = self.say(client, write_post(text=ADVICE), read="0" * 64)
        assert "The text has changed" in response.text
        assert not NotHealthAdvice.objects.exists()

    def test_nobody_judges_their_own_words(self, client, write_post, signer, reviewer):
        post = write_post(text=ADVICE)
        post.save_revision(user=signer, log_action=True)
        client.force_login(signer)
        assert "nobody reviews their own text" in client.get(address(post)).text
        self.say(client, post)
        assert not NotHealthAdvice.objects.exists()

    def test_reviewers_do_not_ask_each_other(self, client, write_post, signer, reviewer):
        client.force_login(signer)
        act(client, write_post(text=ADVICE), "ask", reviewer=reviewer.pk)
        assert not PageLogEntry.objects.filter(action="blog.ask_about_post").exists()

    def test_the_history_tells_of_it(self, client, admin_user, write_post, signer):
        post = write_post(text=ADVICE)
        client.force_login(signer)
        self.say(client, post)
        client.force_login(admin_user)
        history = client.get(reverse("wagtailadmin_pages:history", args=[post.pk])).text
        assert "Bo Lind says that this is no health advice" in history

    def test_an_editor_is_no_reviewer(self, admin, write_post):
        act(admin, write_post(text=ADVICE), "confirm")
        assert not NotHealthAdvice.objects.exists()

    def test_a_confirmed_text_asks_for_nothing_more(self, admin, write_post, reviewer, admin_user):
        post = write_post(text=ADVICE)
        confirm(post, reviewer, admin_user)
        html = admin.get(address(post)).text
        assert "It may be published as a post." in html
        assert "Ask a reviewer" not in html
        assert act(admin, post, "nonsense").status_code == 200


def test_without_an_address_no_mail_is_sent(write_post, reviewer):
    from blog.posts.tasks import mail_question  # noqa: PLC0415  only this test calls it directly

    mail_question.call(write_post().pk, reviewer.pk, "editor")
    assert mail.outbox == []
    assert Person.objects.get(pk=reviewer.pk).address_on_file() == ""


class TestInsteadOfAReviewer:
    """An article for which nobody can be found may be no health advice at all."""

    def ways(self, client, page):
        return client.get(reverse("medical_review_admin:ways_on", args=[page.pk]))

    def test_the_ways_on_of_an_article_lead_to_a_post_beside_it(self, admin, write, index):
        response = self.ways(admin, write("Sleep"))
        target = reverse("wagtailadmin_pages:add", args=("blog", "postpage", index.pk))
        assert target in response.text
        assert admin.get(target).status_code == 200

    def test_who_may_add_nothing_there_is_not_sent_there(self, write, django_user_model):
        nobody = django_user_model.objects.create_user("nobody")
        assert write_a_post_instead(write("Sleep"), nobody) == []

    def test_a_post_is_no_way_on_for_a_post(self, write_post, admin_user):
        assert write_a_post_instead(write_post(), admin_user) == []
