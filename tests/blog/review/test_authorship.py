"""Saving is authorship: who could review a text learns that before the editor saves for them."""

import pytest
from django.urls import reverse

from blog.people.models import Person
from tests.testapp.models import PlainPage, ReviewedPage

pytestmark = pytest.mark.django_db


def opened(client, user, page):
    client.force_login(user)
    return " ".join(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text.split())


@pytest.fixture
def editing_reviewer(editor, page, make_person):
    """Somebody who may edit the page and is named as its reviewer."""
    person = make_person("Ben Okafor", user=editor)
    ReviewedPage.objects.filter(pk=page.pk).update(assigned_reviewer=person)
    page = ReviewedPage.objects.get(pk=page.pk)
    page.save_revision()
    return editor


def test_who_is_asked_is_warned_above_everything_and_led_away(client, page, editing_reviewer):
    text = opened(client, editing_reviewer, page)
    assert text.count("You are asked to review this text.") == 2  # in a message and in the panel
    assert "this page saves while you type" in text
    assert reverse("medical_review_admin:review", args=[page.pk]) in text


def test_who_could_review_reads_it_in_the_panel(client, page, editor, make_person):
    make_person("Ben Okafor", user=editor)
    text = opened(client, editor, page)
    assert "You could review this text." in text
    assert "You are asked" not in text


def test_an_author_and_an_editor_without_papers_have_nothing_to_lose(client, page, editor, make_person):
    assert "Saving makes you an author" not in opened(client, editor, page)
    make_person("Ben Okafor", user=editor)
    page.save_revision(user=editor)
    assert "Saving makes you an author" not in opened(client, editor, page)


def test_other_pages_are_edited_without_a_word(client, site_root, admin_user):
    plain = site_root.add_child(instance=PlainPage(title="x"))
    assert not Person.objects.exists()
    assert "Saving makes you an author" not in opened(client, admin_user, plain)


def test_a_page_that_is_not_saved_yet_has_nobody_to_warn(client, site_root, admin_user):
    client.force_login(admin_user)
    text = client.get(reverse("wagtailadmin_pages:add", args=["testapp", "reviewedpage", site_root.pk])).text
    assert "Save the draft, then ask the reviewer to read it." in text
