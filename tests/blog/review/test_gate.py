"""Nothing unreviewed goes live, by whatever path."""

import io
import json
from datetime import timedelta

import pytest
import time_machine
from django.core import serializers
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Page, PageLogEntry, Revision

from blog.review import gate, signing
from blog.review.digest import content_digest
from blog.review.gate import ReviewRequired
from blog.review.models import MedicalReview, Publication, ReviewPolicy
from blog.review.querysets import only_published
from tests.blog.review.conftest import sign
from tests.testapp.models import PlainPage, ReviewedPage

pytestmark = pytest.mark.django_db


def seen(page):
    """Whether readers find the page in lists."""
    return only_published(Page.objects.filter(pk=page.pk)).exists()


def edit(page, **fields):
    """A new draft of the page."""
    draft = page.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    return draft.save_revision()


class TestPublishing:
    def test_a_signed_text_is_published_and_seen(self, published):
        assert published.live
        assert seen(published)

    def test_the_publication_names_the_signature_it_rests_on(self, published):
        publication = Publication.objects.current(published.pk)
        review = MedicalReview.objects.get()
        assert (publication.basis, publication.review, publication.digest) == (
            "signed",
            review,
            review.digest,
        )

    @pytest.mark.parametrize(
        "publish",
        [
            lambda page: page.latest_revision.publish(),
            lambda page: page.publish(page.latest_revision),
            lambda page: page.publish(page.latest_revision, skip_permission_checks=True),
        ],
    )
    def test_an_unsigned_text_is_refused(self, page, publish):
        with pytest.raises(ReviewRequired, match="review is missing"):
            publish(page)
        page.refresh_from_db()
        assert not page.live

    def test_the_refusal_is_a_validation_error_and_a_missing_permission(self, page):
        with pytest.raises(ValidationError) as caught:
            page.latest_revision.publish()
        assert isinstance(caught.value, PermissionDenied)
        assert caught.value.message_dict == {"__all__": caught.value.problems}

    def test_another_text_than_the_signed_one_is_refused_and_the_live_one_stays(self, published):
        revision = edit(published, body="<p>Take 50 mg.</p>")
        with pytest.raises(ReviewRequired, match="has changed since Ana Ruiz, MD signed"):
            revision.publish()
        published.refresh_from_db()
        assert published.body == "<p>Take 5 mg.</p>"
        assert seen(published)

    def test_an_autosave_after_the_signature_is_not_covered_by_it(self, make_page):
        page = make_page(signed=True)
        revision = page.latest_revision
        page.body = "<p>Take 500 mg.</p>"
        page.save_revision(overwrite_revision=revision)
        with pytest.raises(ReviewRequired):
            Revision.objects.get(pk=revision.pk).publish()

    def test_saving_without_changes_keeps_the_signature(self, make_page):
        page = make_page(signed=True)
        page.save_revision().publish()
        assert seen(page)

    def test_bold_and_a_description_for_search_engines_need_no_new_signature(self, published):
        edit(published, body="<p>Take <b>5 mg</b>.</p>", search_description="Sleep").publish()
        assert ReviewedPage.objects.get().search_description == "Sleep"

    def test_reverting_to_an_unsigned_text_is_refused(self, published):
        first = Revision.objects.order_by("pk").first()
        first.content["body"] = "<p>Take 1 mg.</p>"
        first.save()
        with pytest.raises(ReviewRequired):
            first.publish(previous_revision=first)

    def test_ungoverned_pages_are_left_alone(self, site_root):
        page = site_root.add_child(instance=PlainPage(title="News"))
        assert page.live
        assert seen(page)


class TestSavingDirectly:
    def test_a_new_page_marked_live_becomes_a_draft_and_keeps_its_text(self, site_root, reviewer):
        page = ReviewedPage(title="New", body="<p>Text</p>", assigned_reviewer=reviewer)
        site_root.add_child(instance=page)
        page.refresh_from_db()
        assert (page.live, page.has_unpublished_changes, page.body) == (False, True, "<p>Text</p>")
        assert not seen(page)

    def test_the_history_says_that_it_arrived_as_published_and_since_when(self, site_root, reviewer, days):
        since = days(-900)
        page = ReviewedPage(title="Old", assigned_reviewer=reviewer, first_published_at=since)
        site_root.add_child(instance=page)
        entry = PageLogEntry.objects.get(action="medical_review.hold")
        assert (entry.page_id, entry.data) == (page.pk, {"first_published_at": since.isoformat()})
        assert "kept as a draft" in entry.message

    def test_a_draft_saved_as_live_is_refused(self, page):
        page.live = True
        with pytest.raises(ReviewRequired):
            page.save()

    def test_a_draft_saved_as_live_through_its_base_class_is_refused(self, page):
        base = Page.objects.get(pk=page.pk)
        base.live = True
        with pytest.raises(ReviewRequired):
            base.save()

    def test_a_draft_saved_as_live_with_one_field_is_refused(self, page):
        page.live = True
        with pytest.raises(ReviewRequired):
            page.save(update_fields=["live"])

    def test_a_draft_saved_as_live_with_deferred_fields_is_refused(self, page):
        deferred = ReviewedPage.objects.only("pk", "live", "content_type").get(pk=page.pk)
        deferred.live = True
        with pytest.raises(ReviewRequired):
            deferred.save(update_fields=["live"])

    def test_a_live_text_changed_in_place_is_refused(self, published):
        published.body = "<p>Take 50 mg.</p>"
        with pytest.raises(ReviewRequired):
            published.save()
        with pytest.raises(ReviewRequired):
            published.save(update_fields=["body"])

    def test_a_title_changed_through_the_base_class_is_refused(self, published):
        base = Page.objects.get(pk=published.pk)
        base.title = "Never sleep"
        with pytest.raises(ReviewRequired):
            base.save()

    def test_maintenance_of_a_live_page_is_allowed_also_after_expiry(self, published, days):
        with time_machine.travel(days(800)):
            published.locked = True
            published.save()
            published.slug = "other"
            published.save(update_fields=["slug"])
            Page.objects.get(pk=published.pk).save()
        assert Publication.objects.count() == 1

    def test_moving_and_unpublishing_are_allowed_after_expiry(self, published, site_root, days):
        section = site_root.add_child(instance=PlainPage(title="Section"))
        with time_machine.travel(days(800)):
            published.move(section, pos="last-child")
            ReviewedPage.objects.get().unpublish()
        assert not ReviewedPage.objects.get().live

    def test_a_page_of_another_type_marked_as_ungoverned_stays_governed(self, page, site_root):
        page.content_type = PlainPage(title="x").content_type
        page.__dict__.pop("specific_class", None)
        page.live = True
        with pytest.raises(ReviewRequired):
            page.save(clean=False, update_fields=["content_type", "live"])


class TestBehindTheGate:
    def test_live_set_by_an_update_shows_nothing(self, page):
        ReviewedPage.objects.filter(pk=page.pk).update(live=True)
        assert not seen(page)

    def test_live_set_by_an_update_after_unpublishing_shows_nothing(self, published):
        published.unpublish()
        ReviewedPage.objects.filter(pk=published.pk).update(live=True)
        assert not seen(published)

    def test_publishing_again_after_unpublishing_needs_no_new_signature(self, published):
        published.unpublish()
        ReviewedPage.objects.get().save_revision().publish()
        assert seen(published)

    def test_a_fixture_shows_nothing(self, page):
        data = io.StringIO()
        call_command("dumpdata", "wagtailcore.page", "testapp.reviewedpage", stdout=data)
        rows = json.loads(data.getvalue())
        for row in rows:
            if row["pk"] == page.pk and "live" in row["fields"]:
                row["fields"]["live"] = True
        for loaded in serializers.deserialize("json", json.dumps(rows)):
            loaded.save()
        page.refresh_from_db()
        assert page.live
        assert not seen(page)


class TestCopies:
    def test_a_copy_of_a_published_page_is_a_draft(self, published):
        copy = CopyPageAction(published, update_attrs={"slug": "copy"}, keep_live=True).execute()
        copy.refresh_from_db()
        assert (copy.live, copy.has_unpublished_changes, copy.body) == (False, True, published.body)
        assert not seen(copy)

    def test_copies_of_a_section_are_drafts(self, published, site_root, make_page):
        section = site_root.add_child(instance=PlainPage(title="Section"))
        inside = make_page("Inside", published=True, parent=section)
        copy = CopyPageAction(section, recursive=True, update_attrs={"slug": "copy"}).execute()
        assert copy.live
        child = copy.get_children().get()
        assert (child.title, child.live) == (inside.title, False)

    def test_a_copy_has_no_signature_of_its_own(self, published):
        copy = CopyPageAction(published, update_attrs={"slug": "copy"}).execute()
        with pytest.raises(ReviewRequired):
            copy.get_latest_revision().publish()


class TestAliases:
    @pytest.fixture
    def alias(self, published):
        return CreatePageAliasAction(published, update_slug="alias").execute()

    def test_an_alias_of_a_published_page_is_published(self, alias):
        alias.refresh_from_db()
        assert alias.live
        assert seen(alias)

    def test_an_alias_of_a_draft_is_a_draft(self, page):
        assert not CreatePageAliasAction(page, update_slug="alias").execute().live

    def test_a_forged_alias_with_another_text_becomes_a_draft(self, published, site_root, reviewer):
        forged = ReviewedPage(
            title="Sleep",
            body="<p>Drink bleach.</p>",
            alias_of=published,
            assigned_reviewer=reviewer,
            slug="x",
        )
        site_root.add_child(instance=forged)
        assert not forged.live

    def test_an_existing_alias_with_another_text_is_refused(self, alias):
        alias = ReviewedPage.objects.get(pk=alias.pk)
        alias.body = "<p>Drink bleach.</p>"
        with pytest.raises(ReviewRequired, match="alias"):
            alias.save(clean=False)

    def test_an_alias_follows_a_signed_change(self, alias, published):
        draft = edit(published, body="<p>Take 10 mg.</p>").as_object()
        sign(draft)
        draft.latest_revision.publish()
        alias = ReviewedPage.objects.get(pk=alias.pk)
        assert alias.body == "<p>Take 10 mg.</p>"
        assert seen(alias)

    def test_a_live_alias_cannot_become_a_page(self, alias):
        with pytest.raises(ReviewRequired, match="Unpublish it"):
            ConvertAliasPageAction(ReviewedPage.objects.get(pk=alias.pk)).execute()
        alias.refresh_from_db()
        assert alias.alias_of_id is not None

    def test_an_unpublished_alias_becomes_a_draft(self, alias):
        alias = ReviewedPage.objects.get(pk=alias.pk)
        alias.unpublish()
        ConvertAliasPageAction(alias).execute()
        assert not ReviewedPage.objects.get(pk=alias.pk).live

    def test_an_alias_goes_off_the_site_with_its_original(self, alias, published):
        published.delete()
        alias = ReviewedPage.objects.get(pk=alias.pk)
        assert (alias.alias_of_id, alias.live) == (None, False)


class TestSchedules:
    def test_a_signed_text_may_be_scheduled(self, make_page, days):
        page = make_page(signed=True, go_live_at=days(30))
        page.latest_revision.publish()
        assert Revision.objects.filter(approved_go_live_at__isnull=False).exists()
        assert not seen(page)

    def test_an_unsigned_text_cannot_be_scheduled(self, make_page, days):
        page = make_page(go_live_at=days(30))
        with pytest.raises(ReviewRequired):
            page.latest_revision.publish()

    def test_the_signature_must_still_be_valid_when_it_goes_live(self, make_page, days):
        page = make_page(signed=True, go_live_at=days(400))
        with pytest.raises(ReviewRequired, match="valid until"):
            page.latest_revision.publish()

    def test_the_live_text_may_be_scheduled_again(self, published, days):
        draft = ReviewedPage.objects.get(pk=published.pk)
        draft.go_live_at = days(1000)
        draft.save_revision().publish()

    def test_other_changes_of_a_revision_are_not_judged(self, page, django_assert_num_queries):
        revision = Revision.objects.get(pk=page.latest_revision_id)
        revision.object_str = "Other"
        with django_assert_num_queries(1):
            revision.save(update_fields=["object_str"])

    def test_a_scheduled_revision_of_an_ungoverned_page_is_left_alone(self, site_root, days):
        page = PlainPage(title="News", live=False, go_live_at=days(3))
        site_root.add_child(instance=page)
        page.save_revision().publish()

    def test_one_refused_page_does_not_stop_the_others(
        self, make_page, days, mailoutbox, editor, site_root, django_capture_on_commit_callbacks
    ):
        good = make_page("Good", signed=True, go_live_at=days(3))
        good.latest_revision.publish()
        bad = make_page("Bad", signed=True, go_live_at=days(2))
        revision = bad.save_revision(user=editor)
        revision.publish()
        signing.request_changes(
            bad, bad.assigned_reviewer, statement="No", signed_by=bad.assigned_reviewer.user
        )
        errors = io.StringIO()
        plain = PlainPage(title="Plain", live=False, go_live_at=days(2))
        site_root.add_child(instance=plain)
        plain.save_revision().publish()
        with time_machine.travel(days(4)), django_capture_on_commit_callbacks(execute=True):
            call_command("publish_scheduled", stderr=errors)
        assert seen(good)
        assert seen(plain)
        assert not seen(bad)
        assert "Bad" in errors.getvalue()
        assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()
        assert any(mail.to == ["editor@example.org"] and "Bad" in mail.subject for mail in mailoutbox)

    def test_a_dry_run_changes_nothing(self, make_page, days):
        page = make_page(signed=True, go_live_at=days(3))
        page.latest_revision.publish()
        with time_machine.travel(days(4)):
            call_command("publish_scheduled", dryrun=True, stdout=io.StringIO())
        assert Revision.objects.filter(approved_go_live_at__isnull=False).exists()

    def test_a_lapsed_signature_is_taken_out_of_the_schedule(self, make_page, days):
        page = make_page(signed=True, go_live_at=days(3))
        page.latest_revision.publish()
        with time_machine.travel(days(500)):
            call_command("publish_scheduled", stderr=io.StringIO())
        page.refresh_from_db()
        assert not page.live


class TestEligibilityAtPublishing:
    def test_a_suspended_reviewer_does_not_count(self, make_page):
        page = make_page(signed=True)
        reviewer = page.assigned_reviewer
        reviewer.active = False
        reviewer.save()
        with pytest.raises(ReviewRequired, match="no longer works"):
            page.latest_revision.publish()

    def test_a_lapsed_licence_does_not_count(self, make_page):
        page = make_page(signed=True)
        page.assigned_reviewer.credentials.update(valid_until=timezone.localdate() - timedelta(days=1))
        with pytest.raises(ReviewRequired, match="no credential"):
            page.latest_revision.publish()

    def test_a_reviewer_who_was_removed_does_not_count(self, make_page):
        page = make_page(signed=True)
        page.assigned_reviewer.delete()
        draft = Revision.objects.get(pk=page.latest_revision_id)
        with pytest.raises((ReviewRequired, ValidationError)):
            draft.publish()
        assert gate.refusal(draft.as_object()) == [
            "Ana Ruiz, MD, who signed, is no longer among the people of this site."
        ]

    def test_a_reviewer_added_to_the_byline_later_does_not_count(self, make_page, monkeypatch):
        page = make_page(signed=True)
        monkeypatch.setattr(ReviewedPage, "get_review_authors", lambda self: [self.assigned_reviewer])
        with pytest.raises(ReviewRequired, match="named as an author"):
            page.latest_revision.publish()

    def test_a_reviewer_added_to_the_byline_of_a_live_page_is_refused(self, published, monkeypatch):
        monkeypatch.setattr(ReviewedPage, "get_review_authors", lambda self: [self.assigned_reviewer])
        with pytest.raises(ReviewRequired, match="cannot be named as its author"):
            published.save_revision().publish()

    def test_two_signatures_where_the_policy_asks_for_two(self, page, make_person):
        ReviewPolicy.objects.create(minimum_reviewers=2)
        sign(page)
        with pytest.raises(ReviewRequired, match="1 more signature is needed"):
            page.latest_revision.publish()
        sign(page, make_person("Ben Okafor"))
        page.latest_revision.publish()
        assert seen(page)

    def test_a_reviewer_who_takes_the_approval_back_blocks(self, make_page):
        page = make_page(signed=True)
        reviewer = page.assigned_reviewer
        signing.request_changes(page, reviewer, statement="Wrong dose", signed_by=reviewer.user)
        with pytest.raises(ReviewRequired, match="asked for changes"):
            page.latest_revision.publish()


def test_a_page_in_transition_stays_live_with_its_text_and_no_other(page):
    ReviewedPage.objects.filter(pk=page.pk).update(live=True)
    page = ReviewedPage.objects.get()
    gate.record(page, gate.Outcome("transition", content_digest(page).root, None))
    page.save_revision().publish()
    assert seen(page)
    with pytest.raises(ReviewRequired):
        edit(page, body="<p>Take 50 mg.</p>").publish()


class TestObserving:
    @pytest.fixture(autouse=True)
    def _observe(self, settings):
        settings.MEDICAL_REVIEW_MODE = "observe"

    def test_what_would_be_refused_goes_live_and_is_reported(self, page, caplog):
        page.latest_revision.publish()
        page.refresh_from_db()
        assert page.live
        assert seen(page)
        assert "Would refuse" in caplog.text

    def test_a_new_page_stays_live(self, site_root, reviewer):
        page = ReviewedPage(title="New", assigned_reviewer=reviewer)
        site_root.add_child(instance=page)
        assert page.live

    def test_what_went_live_unsigned_is_not_seen_once_the_gate_closes(self, make_page, settings):
        settings.MEDICAL_REVIEW_MODE = "enforce"
        page = make_page(published=True)
        settings.MEDICAL_REVIEW_MODE = "observe"
        edit(page, body="<p>Take 50 mg.</p>").publish()
        settings.MEDICAL_REVIEW_MODE = "enforce"
        assert not seen(page)


def test_any_other_mode_enforces(settings, page):
    settings.MEDICAL_REVIEW_MODE = "observ"
    with pytest.raises(ReviewRequired):
        page.latest_revision.publish()


def test_a_page_type_named_in_the_setting_is_governed(settings, site_root, reviewer):
    settings.MEDICAL_REVIEW_PAGE_TYPES = {"testapp.PlainPage": {"clinical": ["body"]}}
    page = PlainPage(title="Listed", body="<p>5 mg</p>")
    site_root.add_child(instance=page)
    assert not page.live
    with pytest.raises(ReviewRequired):
        page.save_revision().publish()
    signing.request_review(page, reviewer, None)
    sign(page, reviewer)
    page.latest_revision.publish()
    assert seen(page)


def test_deleting_a_reviewed_page_and_its_section_works_and_keeps_the_evidence(make_page, site_root):
    section = site_root.add_child(instance=PlainPage(title="Section"))
    make_page(published=True, parent=section)
    Page.objects.get(pk=section.pk).delete()
    assert MedicalReview.objects.get().page_title == "Sleep"
    assert Publication.objects.exists()


def test_a_page_under_the_key_of_a_deleted_one_inherits_no_permission(published, site_root, reviewer):
    key = published.pk
    ReviewedPage.objects.get(pk=key).delete()
    assert (Publication.objects.current(key).basis, Publication.objects.current(key).reason) == (
        "withdrawn",
        "The page was deleted.",
    )
    site_root.refresh_from_db()
    site_root.add_child(
        instance=ReviewedPage(pk=key, title="Other", body="<p>50 mg</p>", assigned_reviewer=reviewer)
    )
    ReviewedPage.objects.filter(pk=key).update(live=True)
    assert not seen(ReviewedPage.objects.get(pk=key))


def test_the_gate_adds_at_most_eight_queries_to_a_publish(make_page, monkeypatch):
    def count(page):
        revision = Revision.objects.get(pk=page.latest_revision_id)
        with CaptureQueriesContext(connection) as captured:
            revision.publish()
        return len(captured)

    first, second, open_gate = (
        make_page("One", signed=True),
        make_page("Two", signed=True),
        make_page("Three"),
    )
    count(first)  # fills Django's cache of content types
    with monkeypatch.context() as patched:
        patched.setattr(gate, "before_save", lambda page, update_fields: None)
        without = count(open_gate)
    added = count(second) - without
    assert added <= 8
