"""One click takes handwritten notices out, in a draft that can be undone."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import GroupPagePermission

from tests.disclosures.pages import PAID, a_page
from tests.testapp.models import BlocksPage

pytestmark = pytest.mark.django_db
WORDS = "This post contains affiliate links. If you buy through them, I earn a small commission."
SPONSOR = "This post is sponsored by Acme Lamps."


def address(page):
    return reverse("disclosures_admin:clean_up", args=[page.pk])


def edit_address(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


@pytest.fixture
def editor(client, admin_user):
    client.force_login(admin_user)
    return client


@pytest.fixture
def page(db):
    return a_page(f"<p>{WORDS}</p>{PAID}<p>Good night.</p>")


def seen(client, page):
    return client.get(address(page)).context["seen"]


def test_it_shows_what_is_taken_out_and_what_readers_are_told_instead(editor, page):
    html = editor.get(address(page)).content.decode()
    assert f'<del class="disclosure-taken">{WORDS}</del>' in html
    assert "Readers are told instead" in html
    assert "This page contains paid links." in html
    assert "Afterwards readers are told nothing" not in html
    page.refresh_from_db()
    assert WORDS in page.body
    assert page.latest_revision is None


def test_one_click_saves_a_draft_and_publishes_nothing(editor, page, admin_user):
    answer = editor.post(address(page), {"seen": seen(editor, page)}, follow=True)
    assert answer.redirect_chain[-1][0] == edit_address(page)
    assert "1 handwritten notice is taken out, in a draft" in answer.content.decode()
    assert reverse("wagtailadmin_pages:history", args=[page.pk]) in answer.content.decode()
    page.refresh_from_db()
    assert WORDS in page.body
    assert page.has_unpublished_changes
    draft = page.get_latest_revision_as_object()
    assert draft.body == f"{PAID}<p>Good night.</p>"
    assert page.latest_revision.user == admin_user


def test_the_pages_history_tells_what_was_taken_out(editor, page):
    editor.post(address(page), {"seen": seen(editor, page)})
    (entry,) = registry.get_logs_for_instance(page).filter(action="disclosures.clean_up")
    assert entry.data["notices"][0]["text"] == WORDS
    history = editor.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert "Took out 1 handwritten notice about paid links" in history


def test_the_latest_draft_is_cleaned_not_what_is_live(editor, page):
    page.body = f"{PAID}<p>A new last paragraph.</p><p>{WORDS}</p>"
    page.save_revision()
    editor.post(address(page), {"seen": seen(editor, page)})
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().body == f"{PAID}<p>A new last paragraph.</p>"


def test_a_page_that_was_saved_in_the_meantime_is_shown_again(editor, page):
    before = seen(editor, page)
    page.save_revision()
    answer = editor.post(address(page), {"seen": before})
    assert "Somebody has saved this page in the meantime" in answer.content.decode()
    page.refresh_from_db()
    assert page.revisions.count() == 1


def test_nothing_to_take_out_is_said(editor, page):
    shown = seen(editor, page)
    editor.post(address(page), {"seen": shown})
    answer = editor.post(address(page), {"seen": shown}, follow=True)
    assert "No handwritten notice is left in this page." in answer.content.decode()
    page.refresh_from_db()
    assert page.revisions.count() == 1


def test_whoever_may_not_edit_the_page_may_not_clean_it_up(client, page, django_user_model):
    user = django_user_model.objects.create_user("guest", password="x")
    group = Group.objects.create(name="Elsewhere")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)
    client.force_login(user)
    for answer in (client.get(address(page)), client.post(address(page), {"seen": ""}, follow=True)):
        assert page.__class__.objects.get().latest_revision is None
        assert WORDS not in answer.content.decode()
    GroupPagePermission.objects.create(
        group=group, page=page, permission=Permission.objects.get(codename="change_page")
    )
    assert client.get(address(page)).status_code == 200


def test_nobody_gets_there_without_logging_in(client, page):
    assert client.post(address(page), {"seen": ""}).status_code == 302
    page.refresh_from_db()
    assert page.latest_revision is None


def test_a_locked_page_is_left_alone(editor, page, django_user_model):
    shown = seen(editor, page)
    page.locked, page.locked_at = True, timezone.now()
    page.locked_by = django_user_model.objects.create_user("other", password="x")
    page.save()
    answer = editor.post(address(page), {"seen": shown}, follow=True)
    assert "This page is locked. Take the notices out when it is unlocked." in answer.content.decode()
    page.refresh_from_db()
    assert page.latest_revision is None


def test_a_page_that_repeats_another_is_left_alone(editor, page):
    alias = page.create_alias(update_slug="repeated")
    answer = editor.get(address(alias))
    assert answer.status_code == 302


def test_a_missing_page_is_not_found(editor):
    assert editor.get(reverse("disclosures_admin:clean_up", args=[987654])).status_code == 404


def test_it_warns_where_readers_would_be_told_nothing(editor):
    page = a_page(f"<p>{SPONSOR}</p><p>Good night.</p>")
    html = editor.get(address(page)).content.decode()
    assert "Afterwards readers are told nothing" in html
    assert "It seems to name somebody who gave money or goods." in html
    assert "Readers are told instead" not in html


def test_a_declared_giver_is_told_afterwards(editor):
    page = a_page(f"<p>{SPONSOR}</p><p>Good night.</p>")
    page.disclosure_connections = [
        ("connection", {"kind": "sponsored", "who": "Acme", "what": "", "since": None})
    ]
    page.save()
    html = editor.get(address(page)).content.decode()
    assert "It seems to name somebody" not in html
    assert "Acme paid us for this article." in html


def test_a_text_of_nothing_but_a_notice_says_so(editor):
    page = a_page(f"<p>{WORDS}</p>")
    assert "Nothing is left of this text." in editor.get(address(page)).content.decode()


def test_a_draft_with_something_unfinished_is_cleaned_all_the_same(editor, page):
    note = {"heading": "", "text": "<p>A heading is missing.</p>"}
    draft = BlocksPage(
        title="Draft", slug="draft", live=False, body=[("paragraph", f"<p>{WORDS}</p>"), ("note", note)]
    )
    page.get_parent().add_child(instance=draft)
    editor.post(address(draft), {"seen": seen(editor, draft)})
    draft.refresh_from_db()
    assert [child.block_type for child in draft.get_latest_revision_as_object().body] == ["note"]
