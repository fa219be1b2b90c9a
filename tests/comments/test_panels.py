"""Editors open, close and switch off comments where they edit the page."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.models import Site
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from comments.models import CommentSettings, CommentThread
from comments.states import ThreadMode
from tests.testapp.models import PlainPage


@pytest.fixture
def editor(client, db):
    client.force_login(get_user_model().objects.create_superuser("editor", "e@example.org", "x"))
    return client


def form(page=None, **thread):
    data = {
        "title": "Sleeping better",
        "slug": "sleeping-better",
        "body": rich_text("<p>Text</p>"),
        "disclosure_connections": streamfield([]),
    }
    fields = {"mode": ThreadMode.PRE_MODERATED, "close_after_days": "", "order": "oldest"} | thread
    return nested_form_data(data) | {f"comment_thread-{name}": value for name, value in fields.items()}


def edit(client, page, **thread):
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form(**thread))


def test_the_editor_shows_the_thread_of_the_page(editor, page, thread):
    CommentThread.objects.update(mode=ThreadMode.CLOSED, close_after_days=77)
    answer = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert 'value="77"' in answer
    assert '<option value="closed" selected>' in answer


def test_saving_the_page_saves_the_choice(editor, page):
    edit(editor, page, mode=ThreadMode.OFF, close_after_days="14")
    thread = CommentThread.objects.get(page_id=page.pk)
    assert (thread.mode, thread.close_after_days) == (ThreadMode.OFF, 14)
    edit(editor, page, mode=ThreadMode.OPEN)
    thread.refresh_from_db()
    assert (thread.mode, thread.close_after_days) == (ThreadMode.OPEN, None)


def test_a_page_that_keeps_to_the_defaults_gets_no_thread(editor, page):
    edit(editor, page)
    assert not CommentThread.objects.exists()


def test_a_new_page_has_its_choice_from_the_start(editor):
    home = Site.objects.get(is_default_site=True).root_page
    address = reverse("wagtailadmin_pages:add", args=["testapp", "plainpage", home.pk])
    assert "comment_thread-mode" in editor.get(address).content.decode()
    editor.post(address, form(mode=ThreadMode.CLOSED))
    assert PlainPage.objects.get().comment_thread.mode == ThreadMode.CLOSED


@pytest.mark.parametrize("wrong", [{"mode": "sideways"}, {"close_after_days": "-3"}])
def test_a_wrong_value_changes_nothing_and_says_so(editor, page, thread, wrong):
    response = edit(editor, page, **wrong)
    answer = editor.get(response.url).content.decode()
    assert "The comments of this page were left as they were" in answer
    thread.refresh_from_db()
    assert thread.mode == ThreadMode.PRE_MODERATED


def test_a_choice_survives_a_page_that_came_back_with_errors(editor, page):
    sent = form(mode=ThreadMode.CLOSED) | {"title": ""}
    answer = editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), sent).content.decode()
    assert '<option value="closed" selected>' in answer


def test_pages_without_the_panel_are_left_alone(editor, page):
    sent = {name: value for name, value in form().items() if not name.startswith("comment_thread")}
    editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), sent)
    assert not CommentThread.objects.exists()


def test_the_sites_words_are_edited_under_settings(editor, page):
    site = Site.objects.get(is_default_site=True)
    address = reverse("wagtailsettings:edit", args=["reader_comments", "commentsettings", site.pk])
    editor.post(address, {"prompt": "Your turn?", "edit_minutes": 15, "report_threshold": 3})
    assert CommentSettings.of(site).prompt == "Your turn?"
