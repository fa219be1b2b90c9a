"""The admin's screen "Import article": paste or upload, look, create."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import GroupPagePermission

from blog.importers import views
from blog.importers.drafts import DraftRefused
from blog.importers.forms import LARGEST_FILE
from blog.models import BlogIndexPage, HealthArticlePage

TEXT = (
    "This post contains affiliate links.\n\nSleeping <b>better</b>\n\nRest helps & <i>heals</i>.\n\n"
    "Why it helps\n\nIt does.\n\nLeave a comment!"
)


@pytest.fixture
def url(db):
    return reverse("blog_import_article")


@pytest.fixture
def editor(index):
    """Somebody who may add articles but not publish them."""
    user = get_user_model().objects.create_user("ed", "ed@example.org")
    group = Group.objects.create(name="Writers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.create(
        group=group, page=index, permission=Permission.objects.get(codename="add_page")
    )
    user.groups.add(group)
    return user


@pytest.fixture
def typed(index, author, reviewer, topic):
    return {
        "text": TEXT,
        "parent": index.pk,
        "authors": [author.pk],
        "reviewer": reviewer.pk,
        "topics": [topic.pk],
        "step": "preview",
    }


@pytest.fixture
def send(client, editor, url):
    """Return a function that posts the form and returns the answer as a tree."""

    def send(data, **changes):
        client.force_login(editor)
        response = client.post(url, {**data, **changes})
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser")

    return send


def carried(tree) -> dict:
    """What the browser would send with the next step."""
    form = tree.find(id="w-editor-form")
    fields = [
        (field["name"], field.get("value", "")) for field in form.find_all("input") if field.get("name")
    ]
    return {name: [value for other, value in fields if other == name] for name, _value in fields}


def test_the_form_is_offered_to_whoever_may_add_articles(client, editor, url, index) -> None:
    client.force_login(editor)
    page = client.get(url).content.decode()
    assert "An import never publishes" in page
    assert url in client.get(reverse("wagtailadmin_home")).content.decode()
    listing = client.get(reverse("wagtailadmin_explore", args=[index.pk])).content.decode()
    assert f"{url}?parent={index.pk}" in listing


def test_others_are_kept_out(client, index, url) -> None:
    user = get_user_model().objects.create_user("mo")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    assert client.get(url).status_code == 302
    assert client.post(url, {"text": TEXT}).status_code == 302
    assert url not in client.get(reverse("wagtailadmin_home")).content.decode()
    client.logout()
    assert reverse("wagtailadmin_login") in client.get(url).url


def test_the_preview_shows_what_was_found_and_taken_out(send, typed) -> None:
    tree = send(typed)
    assert tree.find(id="import-outline-section").find("p").text == "Sleeping <b>better</b>"
    assert [item.text for item in tree.find(id="import-outline-section").find_all("li")] == ["Why it helps"]
    removed = tree.find(id="import-removed-section").text
    assert "This post contains affiliate links." in removed
    assert "Leave a comment!" in removed
    assert "Rest helps & <i>heals</i>." in tree.find(id="import-text-section").text
    assert "Write the summary." in tree.find(id="import-to-do-section").text
    assert not HealthArticlePage.objects.exists()


def test_the_next_step_creates_the_draft_and_leads_to_the_editor(
    client, send, typed, url, editor, author
) -> None:
    data = carried(send(typed))
    response = client.post(url, data | {"step": "create"}, follow=True)
    page = HealthArticlePage.objects.get()
    assert response.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "was imported as a draft. Still to do: Write the summary." in response.content.decode()
    assert (page.title, page.live, page.owner, page.people) == (
        "Sleeping <b>better</b>",
        False,
        editor,
        [author],
    )
    assert page.body[0].value.source == "<p>Rest helps &amp; &lt;i&gt;heals&lt;/i&gt;.</p>"


def test_one_can_go_back_without_losing_anything(send, typed, topic) -> None:
    data = carried(send(typed))
    tree = send(data, step="change")
    assert tree.find("textarea", {"name": "text"}).text.strip() == TEXT.strip()
    assert tree.find("input", {"name": "topics", "checked": True})["value"] == str(topic.pk)


def test_a_file_can_be_uploaded_and_its_name_is_remembered(client, send, typed, url) -> None:
    file = SimpleUploadedFile(
        "rest.txt", "Sleep – how?\r\n\r\nRest “helps”.".encode("windows-1252"), "text/plain"
    )
    tree = send(typed, text="", file=file)
    assert tree.find(id="import-outline-section").find("p").text == "Sleep – how?"
    client.post(url, carried(tree) | {"step": "create"})
    page = HealthArticlePage.objects.get()
    assert page.body[0].value.source == "<p>Rest “helps”.</p>"
    history = client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert "Imported from rest.txt" in history


def test_the_words_of_a_file_are_kept_when_another_field_is_wrong(send, typed) -> None:
    tree = send(typed, text="", reviewer="", file=SimpleUploadedFile("rest.txt", TEXT.encode()))
    assert "This field is required" in tree.text
    assert tree.find("textarea", {"name": "text"}).text.strip() == TEXT
    assert tree.find("input", {"name": "source"})["value"] == "rest.txt"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\x00", "not text"),
        (b"PK\x03\x04", "Word"),
        (b"a" * (LARGEST_FILE + 1), "too large"),
    ],
)
def test_a_file_that_is_no_text_is_refused_and_the_typed_text_kept(send, typed, data, words) -> None:
    tree = send(typed, file=SimpleUploadedFile("rest.txt", data))
    assert words in tree.text
    assert tree.find("textarea", {"name": "text"}).text.strip() == TEXT


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": " "}, "Paste the text of an article"),
        ({"text": "Only a title"}, "There is no text below the title"),
        ({"text": "No title here. " * 20}, "No title was found"),
        ({"authors": []}, "This field is required"),
        ({"topics": []}, "This field is required"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(send, typed, changes, words) -> None:
    tree = send(typed, **changes)
    assert words in tree.text
    assert tree.find("textarea", {"name": "text"}).text.strip() == changes.get("text", TEXT).strip()


def test_the_reviewer_is_somebody_else(send, typed, reviewer, editor) -> None:
    assert "cannot be author and reviewer" in send(typed, authors=[reviewer.pk]).text
    reviewer.user = editor
    reviewer.save()
    assert "Select a valid choice" in send(typed).text


def test_only_people_with_credentials_can_be_chosen_to_review(send, typed, author) -> None:
    assert "Select a valid choice" in send(typed, reviewer=author.pk).text


def test_an_article_that_is_there_already_is_not_imported_by_accident(client, send, typed, url) -> None:
    client.post(url, carried(send(typed)) | {"step": "create"})
    page = HealthArticlePage.objects.get()
    tree = send(typed)
    assert "was imported before" in tree.text
    assert tree.find("a", href=reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert tree.find("input", {"name": "again", "type": "checkbox"})
    client.post(url, carried(send(typed, again="on")) | {"step": "create"})
    assert HealthArticlePage.objects.count() == 2


def test_a_refusal_while_saving_is_shown_with_the_text(send, typed, monkeypatch) -> None:
    def refuse(*args, **kwargs) -> None:
        raise DraftRefused("The address is taken.")

    monkeypatch.setattr(views, "create_draft", refuse)
    tree = send(typed, step="create")
    assert "The address is taken." in tree.text
    assert tree.find("textarea", {"name": "text"}).text.strip() == TEXT


def test_the_list_is_chosen_if_there_are_several(client, editor, url, home, index, typed, send) -> None:
    other = home.add_child(instance=BlogIndexPage(title="News", slug="news"))
    GroupPagePermission.objects.create(
        group=Group.objects.get(name="Writers"),
        page=other,
        permission=Permission.objects.get(codename="add_page"),
    )
    client.force_login(editor)
    tree = BeautifulSoup(client.get(f"{url}?parent={other.pk}").content, "html.parser")
    assert tree.find("select", {"name": "parent"}).find("option", selected=True).text == "News"
    client.post(url, carried(send(typed, parent=other.pk)) | {"step": "create"})
    assert HealthArticlePage.objects.get().get_parent().specific == other


def test_a_list_to_which_the_user_may_not_add_is_refused(send, typed, home) -> None:
    other = home.add_child(instance=BlogIndexPage(title="News", slug="news"))
    assert "Select a valid choice" in send(typed, parent=other.pk).text
