"""The article's editor: drafts lose nothing, publishing asks for what is missing."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from blog.models import HealthArticlePage, Topic

pytestmark = pytest.mark.site


@pytest.fixture
def editor(client, django_user_model, home):
    """A client of somebody in Wagtail's own group of editors, who may edit below the home page."""
    user = django_user_model.objects.create_user("kim", "kim@example.org", "x")
    group = Group.objects.get(name="Editors")
    user.groups.add(group)
    GroupPagePermission.objects.create(group=group, page=home, permission=_permission("change_page"))
    GroupPagePermission.objects.create(group=group, page=home, permission=_permission("add_page"))
    client.force_login(user)
    return client


def _permission(codename):
    return Permission.objects.get(codename=codename, content_type__app_label="wagtailcore")


def form(**changes):
    fields = {
        "title": "Sleeping better",
        "slug": "sleeping-better",
        "summary": "",
        "lead_image": "",
        "lead_image_alt": "",
        "body": streamfield([("heading", {"text": "How much?", "anchor": ""})]),
        "references": streamfield([]),
        "disclosure_connections": streamfield([]),
        "authors": inline_formset([]),
        "topics": [],
        "show_share_buttons": "on",
        "comment_thread-mode": "pre-moderated",
        "comment_thread-order": "oldest",
    }
    return nested_form_data(fields | changes)


def create(client, index, **changes):
    address = reverse("wagtailadmin_pages:add", args=["blog", "healtharticlepage", index.pk])
    return client.post(address, form(**changes), follow=True)


def test_the_tabs_stand_in_the_order_of_the_work(editor, write):
    html = editor.get(reverse("wagtailadmin_pages:edit", args=[write().pk])).content
    tabs = [
        tab.get_text().partition("(")[0].strip()
        for tab in BeautifulSoup(html, "html.parser").select("[role=tab]")
    ]
    assert tabs[:5] == ["Content", "References", "Review", "Reader comments & disclosure", "Promote"]


def test_a_half_finished_draft_is_saved(editor, index, picture):
    create(editor, index, lead_image=str(picture.pk))
    page = HealthArticlePage.objects.get()
    assert not page.live
    assert page.lead_image == picture
    assert page.get_latest_revision_as_object().body[0].value["anchor"] == "how-much"


def test_a_picture_without_description_cannot_be_published(admin_client, index, picture):
    answer = create(admin_client, index, lead_image=str(picture.pk), **{"action-publish": "1"})
    assert "Describe the picture in a sentence" in answer.content.decode()
    assert not HealthArticlePage.objects.filter(live=True).exists()


def test_a_described_picture_and_an_author_are_enough(admin_client, index, picture, author):
    picture_fields = {
        "lead_image": str(picture.pk),
        "lead_image_alt": "A sky",
        "authors": inline_formset([{"person": str(author.pk)}]),
    }
    answer = create(admin_client, index, **picture_fields, **{"action-publish": "1"})
    assert "Describe the picture in a sentence" not in answer.content.decode()
    assert "Name at least one author" not in answer.content.decode()


def test_an_article_without_author_cannot_be_published(admin_client, index):
    answer = create(admin_client, index, **{"action-publish": "1"})
    assert "Name at least one author" in answer.content.decode()


def test_editors_keep_the_topics(editor, topic):
    listing = editor.get(reverse("wagtailsnippets_blog_topic:list"))
    assert b"Sleep" in listing.content
    address = reverse("wagtailsnippets_blog_topic:add")
    editor.post(address, {"name": "Heart", "slug": "heart", "description": ""})
    assert Topic.objects.filter(slug="heart").exists()


def a_product(**merchant):
    shop = {
        "name": "Lamp Shop",
        "address": "https://shop.example.com/lamp",
        "price": "24.90",
        "currency": "USD",
    }
    return {
        "name": "Warm lamp",
        "kind": "device",
        "text": "Dim.",
        "image-image": "",
        "image-alt_text": "",
        "rank": "",
        "rank_basis": "",
        "payment_moves_rank": "",
        "merchants": streamfield([("item", {"price_seen_at": ""} | shop | merchant)]),
    }


def test_a_price_without_its_time_is_saved_in_a_draft_and_refused_for_readers(admin_client, index):
    body = streamfield([("product", a_product())])
    create(admin_client, index, body=body)
    [merchant] = HealthArticlePage.objects.get().get_latest_revision_as_object().body[0].value["merchants"]
    assert merchant["price_seen_at"] is None
    answer = create(admin_client, index, body=body, slug="b", **{"action-publish": "1"})
    assert "Write when you saw this price: readers must see it." in answer.content.decode()


def test_a_price_with_its_time_comes_back_as_it_was_typed(admin_client, index):
    seen_at = "2026-11-02 08:30"
    create(admin_client, index, body=streamfield([("product", a_product(price_seen_at=seen_at))]))
    page = HealthArticlePage.objects.get()
    html = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert seen_at in html
    assert "24.90" in html
