"""A reviewer words a text better, an editor takes it over: who is the author then, and what can go wrong."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import (
    GroupApprovalTask,
    Page,
    PageLogEntry,
    Revision,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from blog.review import signing
from blog.review.digest import content_digest
from blog.review.models import Suggestion
from blog.review.suggestions import wording
from blog.review.suggestions.answering import SuggestionRefused, accept
from blog.review.suggestions.texts import texts_of
from tests.testapp.models import BlocksPage, ReviewedPage

pytestmark = pytest.mark.django_db

Resolution = Suggestion.Resolution


def rich(words, **block):
    """What the rich text editor sends."""
    return json.dumps(
        {"blocks": [{"key": "k", "text": words, "type": "unstyled", "depth": 0, "inlineStyleRanges": [],
                     "entityRanges": [], **block}], "entityMap": {}}
    )  # fmt: skip


def screen(page):
    return reverse("medical_review_admin:review", args=[page.pk])


def form(page, key):
    return reverse("medical_review_admin:suggest", args=[page.pk]) + f"?place={key}"


def draft_of(page):
    return ReviewedPage.objects.get(pk=page.pk).get_latest_revision_as_object()


@pytest.fixture
def doctor(client, reviewer):
    client.force_login(reviewer.user)
    return client


def suggest(client, page, words="Take 6 mg.", key="body", **data):
    data = {"before": draft_of(page).body, "wording": rich(words), "note": "As of 2026."} | data
    return client.post(form(page, key), data, follow=True).text


@pytest.fixture
def suggestion(doctor, page):
    suggest(doctor, page)
    return Suggestion.objects.get()


def answer(client, user, page, suggestion, word="accept"):
    client.force_login(user)
    address = reverse("medical_review_admin:answer_suggestion", args=[page.pk, suggestion.pk])
    text = client.post(address, {"answer": word}, follow=True).text
    suggestion.refresh_from_db()
    return text


class TestSuggesting:
    def test_the_reviewer_finds_the_way_and_the_present_text(self, doctor, page):
        assert form(page, "body") in doctor.get(screen(page)).text
        text = doctor.get(form(page, "body")).text
        assert "Take 5 mg." in text
        assert "data-draftail-input" in text

    def test_it_leaves_the_page_and_its_authors_alone(self, doctor, page, reviewer):
        revisions, root = Revision.objects.count(), content_digest(page).root
        text = suggest(doctor, page)
        assert "Your suggestion for “Body” is noted." in text
        assert "<del>5</del><ins>6</ins>" in text
        assert "As of 2026." in text
        suggestion = Suggestion.objects.get()
        assert str(suggestion) == "Sleep: Body"
        assert (suggestion.reviewer, suggestion.place, suggestion.before) == (
            reviewer,
            ["body"],
            "<p>Take 5 mg.</p>",
        )
        assert Revision.objects.count() == revisions
        assert content_digest(draft_of(page)).root == root
        assert signing.asking_problems(page, reviewer, timezone.now()) == []

    def test_a_title_is_plain_text(self, doctor, page):
        data = {"before": "Sleep", "wording": "Sleep & rest"}
        doctor.post(form(page, "title"), data)
        assert Suggestion.objects.get().after == "Sleep & rest"

    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            ({"wording": rich("Take 5 mg.")}, "These are the same words."),
            ({"wording": ""}, "could not be read"),
            ({"wording": "<script>"}, "could not be read"),
            ({"wording": '{"blocks": 5}'}, "could not be read"),
            ({"wording": rich("x", entityRanges=[{"key": 9}])}, "could not be read"),
            ({"wording": rich("x" * 20_001)}, "too long for one suggestion"),
            ({"before": "<p>Take 4 mg.</p>"}, "was changed while you were writing"),
        ],
    )
    def test_what_cannot_be_taken_is_said_and_nothing_is_lost(self, doctor, page, data, sentence):
        text = suggest(doctor, page, **data)
        assert sentence in text
        assert "As of 2026." in text
        assert not Suggestion.objects.exists()

    def test_only_who_was_asked_may_suggest(self, client, page, editor, make_person):
        for user in (editor, make_person("Ben").user):
            client.force_login(user)
            assert client.post(form(page, "body"), {"wording": rich("x")}).status_code == 302
        assert not Suggestion.objects.exists()

    @pytest.mark.parametrize("key", ["", "slug", "body/one", "../../title"])
    def test_a_place_that_does_not_exist_leads_back(self, doctor, page, key):
        assert "no longer part of the page" in doctor.get(form(page, key), follow=True).text

    def test_scripts_and_what_the_editor_does_not_offer_are_lost(self, page):
        [text] = [one for one in texts_of(page) if one.place == ("body",)]
        dirty = (
            '<p onclick="x()">Rest<script>x()</script> <a href="javascript:x()">now</a></p><iframe src="x">'
        )
        clean = wording.clean(text, dirty)
        assert "<script" not in clean
        assert "onclick" not in clean
        assert "javascript:" not in clean
        assert "<iframe" not in clean


class TestAccepting:
    def test_one_click_writes_the_draft_in_the_editors_name(self, client, page, suggestion, editor, reviewer):
        text = answer(client, editor, page, suggestion)
        assert "The new words for “Body” are in the draft. You are their author." in text
        assert "Take 6 mg." in draft_of(page).body
        assert Page.objects.get(pk=page.pk).latest_revision.user == editor
        assert (suggestion.resolution, suggestion.resolved_by) == (Resolution.ACCEPTED, editor)
        assert set(PageLogEntry.objects.filter(content_changed=True).values_list("user", flat=True)) <= {
            editor.pk,
            None,
        }
        # So the reviewer can sign what was suggested.
        assert signing.sign(draft_of(page), reviewer, signed_by=reviewer.user)
        assert "1 answered suggestion" in client.get(screen(page)).text

    def test_a_nested_text_keeps_the_ids_around_it(self, client, doctor, site_root, reviewer, editor):
        page = BlocksPage(title="Heart", live=False, assigned_reviewer=reviewer)
        body = [{"type": "note", "value": {"heading": "Mind", "text": "<p>Rest.</p>"}, "id": "n"}]
        page.body = page.body.stream_block.to_python(body)
        site_root.add_child(instance=page)
        page.save_revision()
        doctor.post(form(page, "body/n/heading"), {"before": "Mind", "wording": "Take care"})
        answer(client, editor, page, Suggestion.objects.get())
        draft = BlocksPage.objects.get().get_latest_revision_as_object()
        [block] = draft.body
        assert (block.id, block.value["heading"], block.value["text"].source) == (
            "n",
            "Take care",
            "<p>Rest.</p>",
        )

    def test_declining_changes_nothing(self, client, page, suggestion, editor):
        assert "is closed" in answer(client, editor, page, suggestion, "decline")
        assert suggestion.resolution == Resolution.DECLINED
        assert "Take 5 mg." in draft_of(page).body

    def test_a_text_that_changed_since_is_not_written_over(self, client, page, suggestion, editor):
        page.body = "<p>Take 7 mg.</p>"
        page.save_revision()
        client.force_login(editor)
        shown = client.get(screen(page)).text
        assert "It is not written over" in shown
        assert "Take 7 mg." in shown
        assert "so nothing was written" in answer(client, editor, page, suggestion)
        assert suggestion.resolution == Resolution.OUTDATED
        assert "Take 7 mg." in draft_of(page).body

    def test_a_text_that_is_gone_is_said_to_be_gone(self, client, page, suggestion, editor):
        Suggestion.objects.update(place=["body", "gone"])
        client.force_login(editor)
        assert "no longer part of the page" in client.get(screen(page)).text

    def test_new_keys_of_the_editor_are_no_change(self, client, page, suggestion, editor):
        page.body = '<p data-block-key="new">Take 5 mg.</p>'
        page.save_revision()
        answer(client, editor, page, suggestion)
        assert suggestion.resolution == Resolution.ACCEPTED

    def test_words_that_the_text_may_not_hold_are_refused(self, client, page, editor, reviewer):
        long = Suggestion.objects.create(
            page_id=page.pk, reviewer=reviewer, place=["title"], before="Sleep", after="x" * 300,
            made_at=timezone.now(),
        )  # fmt: skip
        assert "at most 255 characters" in answer(client, editor, page, long)
        assert long.resolution == Resolution.OPEN

    def test_it_is_kept_in_wagtails_history(self, client, page, suggestion, editor):
        answer(client, editor, page, suggestion)
        history = client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).text
        assert "Ana Ruiz suggested other words: Body" in history
        assert "Took over what Ana Ruiz suggested: Body" in history


class TestAttacks:
    def is_untouched(self, page, suggestion):
        suggestion.refresh_from_db()
        return suggestion.resolution == Resolution.OPEN and "Take 5 mg." in draft_of(page).body

    def test_twice(self, client, page, suggestion, editor):
        answer(client, editor, page, suggestion)
        revisions = Revision.objects.count()
        assert "editor has answered this suggestion already." in answer(client, editor, page, suggestion)
        assert Revision.objects.count() == revisions

    def test_by_way_of_another_page(self, client, page, suggestion, make_page, editor):
        other = make_page("Other")
        assert "belongs to another page" in answer(client, editor, other, suggestion)
        assert self.is_untouched(page, suggestion)
        assert "Take 5 mg." in draft_of(other).body

    def test_by_the_reviewer_who_would_become_an_author(self, client, page, suggestion, reviewer):
        reviewer.user.is_superuser = True
        reviewer.user.save()
        assert "Accepting is editing" in answer(client, reviewer.user, page, suggestion)
        assert self.is_untouched(page, suggestion)
        assert PageLogEntry.objects.filter(user=reviewer.user, content_changed=True).count() == 0

    def test_by_another_reviewer_who_was_asked(self, client, page, suggestion, make_person, editor):
        ben = make_person("Ben", user=editor)
        signing.request_review(page, ben, None)
        assert "Accepting is editing" in answer(client, editor, page, suggestion)
        assert self.is_untouched(page, suggestion)

    def test_by_somebody_who_may_not_edit(self, client, page, suggestion, make_person):
        ben = make_person("Ben").user
        assert "do not have permission" in answer(client, ben, page, suggestion)
        assert self.is_untouched(page, suggestion)

    def test_by_somebody_who_reviewed_and_may_not_edit_any_more(self, page, suggestion, make_user):

        with pytest.raises(SuggestionRefused, match="may not edit this page"):
            accept(suggestion.pk, page.pk, make_user("stranger"), timezone.now())

    def test_on_a_locked_page(self, client, page, suggestion, editor, admin_user):
        Page.objects.filter(pk=page.pk).update(locked=True, locked_by=admin_user)
        assert "Nothing was written" in answer(client, editor, page, suggestion)
        assert self.is_untouched(page, suggestion)

    def test_in_a_workflow_that_keeps_the_editor_out(self, client, page, suggestion, editor, site_root):
        workflow = Workflow.objects.create(name="Moderation")
        task = GroupApprovalTask.objects.create(name="Moderators")
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
        WorkflowPage.objects.create(workflow=workflow, page=site_root)
        workflow.start(page, editor)
        assert "Nothing was written" in answer(client, editor, page, suggestion)
        assert self.is_untouched(page, suggestion)

    def test_with_an_unknown_word(self, client, page, suggestion, editor):
        answer(client, editor, page, suggestion, "publish")
        assert self.is_untouched(page, suggestion)

    def test_the_reviewer_may_take_it_back(self, client, page, suggestion, reviewer):
        assert "Take back" in client.get(screen(page)).text
        answer(client, reviewer.user, page, suggestion, "decline")
        assert suggestion.resolution == Resolution.DECLINED
