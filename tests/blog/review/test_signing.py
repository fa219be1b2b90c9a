"""Asking, signing, sending back: one row each, with everything an auditor wants to see."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Site

from blog.people.models import Specialty
from blog.people.querysets import months_after
from blog.review import signing
from blog.review.digest import content_digest
from blog.review.models import AppendOnlyError, MedicalReview, Publication, ReviewPolicy, ReviewRequest
from blog.review.policy import policy_for
from blog.review.signals import review_status_changed
from blog.review.signing import SigningRefused, request_changes, request_review
from tests.blog.review.conftest import sign
from tests.testapp.models import BlocksPage, PlainPage, ReviewedPage

pytestmark = pytest.mark.django_db


class TestRequest:
    def test_it_reaches_the_reviewer(
        self, page, reviewer, editor, mailoutbox, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            request = request_review(page, reviewer, editor)
        assert ReviewRequest.objects.waiting_for(reviewer.user).get() == request
        [mail] = mailoutbox
        assert mail.to == [reviewer.user.email]
        assert "Sleep" in mail.subject
        assert f"/admin/medical-review/{page.pk}/" in mail.body
        assert "comes from editor" in mail.body

    def test_the_address_on_file_comes_before_that_of_the_account(
        self, page, reviewer, mailoutbox, django_capture_on_commit_callbacks
    ):
        reviewer.email = "practice@example.org"
        reviewer.save()
        with django_capture_on_commit_callbacks(execute=True):
            request_review(page, reviewer, None)
        assert mailoutbox[0].to == ["practice@example.org"]

    def test_a_reviewer_without_an_address_gets_no_mail(
        self, page, make_person, mailoutbox, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            request_review(page, make_person("Ben", account=False), None)
        assert mailoutbox == []

    def test_asking_twice_is_asking_once(self, page, reviewer, editor):
        assert request_review(page, reviewer, editor) == request_review(page, reviewer, editor)

    def test_somebody_who_could_not_sign_is_not_asked(self, page, make_person, editor):
        with pytest.raises(SigningRefused, match="no credential"):
            request_review(page, make_person("Ben", qualified=False), editor)

    def test_somebody_who_is_away_is_not_asked(self, page, reviewer, make_person, editor):
        reviewer.away_until = timezone.localdate() + timedelta(days=3)
        with pytest.raises(SigningRefused, match="or wait until then"):
            request_review(page, reviewer, editor)
        reviewer.deputy = make_person("Ben Okafor")
        with pytest.raises(SigningRefused, match="Ask Ben Okafor instead"):
            request_review(page, reviewer, editor)

    def test_a_deleted_page_waits_for_nobody(self, page, reviewer, editor):
        request_review(page, reviewer, editor)
        page.delete()
        assert not ReviewRequest.objects.waiting_for(reviewer.user).exists()

    def test_ungoverned_pages_are_not_reviewed(self, site_root, reviewer):
        page = site_root.add_child(instance=PlainPage(title="x"))
        with pytest.raises(ValueError, match="PlainPage is not governed"):
            request_review(page, reviewer, None)


class TestSignature:
    def test_it_keeps_everything_an_auditor_wants_to_see(self, page, reviewer):
        review = sign(page, statement="Clear.", checklist={"facts": True})
        today = timezone.localdate()
        assert review.digest == content_digest(page).root
        assert review.payload == content_digest(page).payload
        assert review.content["title"] == "Sleep"
        assert (review.page_title, review.locale, review.byline) == ("Sleep", "en", "Ana Ruiz, MD")
        assert (review.signed_by_name, review.statement, review.checklist) == (
            reviewer.user.username,
            "Clear.",
            {"facts": True},
        )
        assert review.credentials[0]["issuer"] == "University"
        assert review.interests == {"statement": "None", "declared_on": today.isoformat()}
        assert review.interests_declared_on == today
        assert review.next_due == months_after(today, 12)
        assert str(review) == "Sleep: Ana Ruiz, MD"
        assert review.page_address.startswith("http")

    def test_a_page_outside_any_site_has_no_address(self, site_root, reviewer):
        root = site_root.get_parent()
        page = ReviewedPage(title="Elsewhere", live=False, assigned_reviewer=reviewer)
        root.add_child(instance=page)
        assert sign(page).page_address == ""

    def test_later_changes_of_the_person_do_not_reach_it(self, page, reviewer):
        review = sign(page)
        reviewer.credentials.update(title="PhD")
        reviewer.name = "Ana Smith"
        reviewer.save()
        review.refresh_from_db()
        assert review.byline == "Ana Ruiz, MD"
        reviewer.delete()
        assert MedicalReview.objects.get().reviewer_address == ""

    def test_a_number_is_kept_only_if_it_may_be_shown(self, page, reviewer):
        reviewer.credentials.update(number="123")
        assert sign(page).credentials[0]["number"] == ""
        reviewer.credentials.update(
            number_is_public=True, register_url="https://r.example", checked_on="2026-01-02"
        )
        review = sign(page)
        assert review.credentials[0]["number"] == "123"
        assert review.shown_credentials[0]["checked_on"].isoformat() == "2026-01-02"

    def test_it_answers_the_requests(self, page, reviewer, make_person, editor):
        request_review(page, reviewer, editor)
        request_review(page, make_person("Ben Okafor"), editor)
        sign(page)
        assert not ReviewRequest.objects.open().exists()

    def test_where_two_must_sign_it_answers_its_own_request(self, page, reviewer, make_person, editor):
        ReviewPolicy.objects.create(minimum_reviewers=2)
        other = make_person("Ben Okafor")
        request_review(page, reviewer, editor)
        request_review(page, other, editor)
        sign(page)
        assert ReviewRequest.objects.open().get().reviewer == other

    def test_a_copy_is_mailed_to_the_signer_and_to_who_asked(
        self, page, reviewer, editor, mailoutbox, django_capture_on_commit_callbacks
    ):
        request_review(page, reviewer, editor)
        with django_capture_on_commit_callbacks(execute=True):
            review = sign(page, statement="Clear & true.")
        assert {mail.to[0] for mail in mailoutbox} == {reviewer.user.email, editor.email}
        assert review.digest in mailoutbox[0].body
        assert "Clear & true." in mailoutbox[0].body

    @pytest.mark.parametrize("days", [0, -1, 400])
    def test_the_due_date_lies_within_the_policy(self, page, days):
        with pytest.raises(SigningRefused, match="due after today and by"):
            sign(page, next_due=timezone.localdate() + timedelta(days=days))

    def test_a_shorter_time_is_allowed(self, page):
        due = timezone.localdate() + timedelta(days=30)
        assert sign(page, next_due=due).next_due == due

    def test_nobody_signs_for_somebody_else(self, page, reviewer, editor):
        for user in (editor, None):
            with pytest.raises(SigningRefused, match="Only Ana Ruiz can sign as Ana Ruiz"):
                signing.sign(page, reviewer, signed_by=user)
            with pytest.raises(SigningRefused, match="Only Ana Ruiz"):
                request_changes(page, reviewer, statement="x", signed_by=user)

    def test_the_text_that_was_read_is_the_text_that_is_signed(self, page):
        with pytest.raises(SigningRefused, match="changed while you were reading"):
            sign(page, read="another digest")
        assert sign(page, read=content_digest(page).root)

    def test_an_unchanged_page_is_signed_again_and_stays_live(self, published):
        again = sign(published)
        publication = Publication.objects.current(published.pk)
        assert (publication.review, publication.digest) == (again, again.digest)

    def test_a_signature_under_a_draft_does_not_touch_what_is_live(self, published):
        draft = ReviewedPage.objects.get()
        draft.body = "<p>Other</p>"
        draft.save_revision()
        first = Publication.objects.current(published.pk)
        sign(draft)
        assert Publication.objects.current(published.pk) == first

    def test_the_apps_above_hear_of_it(self, page, django_capture_on_commit_callbacks):
        heard = []

        def listen(page, **kwargs):
            heard.append(page.pk)

        review_status_changed.connect(listen)
        with django_capture_on_commit_callbacks(execute=True):
            sign(page)
            page.latest_revision.publish()
        assert heard == [page.pk, page.pk]


class TestChanges:
    def test_the_reason_reaches_who_asked(
        self, page, reviewer, editor, mailoutbox, django_capture_on_commit_callbacks
    ):
        request_review(page, reviewer, editor)
        with django_capture_on_commit_callbacks(execute=True):
            review = request_changes(page, reviewer, statement="The dose is wrong.", signed_by=reviewer.user)
        assert (review.is_approval, review.next_due) == (False, None)
        assert any(mail.to == [editor.email] and "The dose is wrong." in mail.body for mail in mailoutbox)
        assert not ReviewRequest.objects.open().exists()

    def test_no_declaration_of_interests_is_needed_to_send_a_text_back(self, page, reviewer):
        reviewer.interests.all().delete()
        review = request_changes(page, reviewer, statement="Shorter", signed_by=reviewer.user)
        assert (review.interests, review.interests_declared_on) == ({}, None)

    def test_a_reason_is_needed(self, page, reviewer):
        with pytest.raises(SigningRefused, match="Say what should be changed"):
            request_changes(page, reviewer, statement=" ", signed_by=reviewer.user)


class TestEvidence:
    @pytest.mark.parametrize(
        "tamper",
        [
            lambda row: row.save(),
            lambda row: row.delete(),
            lambda row: type(row).objects.all().delete(),
            lambda row: type(row).objects.update(page_title="x"),
            lambda row: type(row).objects.bulk_update([row], ["page_title"]),
            lambda row: type(row).objects.bulk_create([row], update_conflicts=True),
            lambda row: type(row)._base_manager.filter(pk=row.pk).delete(),
            lambda row: type(row).objects.update_or_create(pk=row.pk, defaults={"page_title": "x"}),
        ],
    )
    def test_rows_refuse_change_and_deletion(self, published, tamper):
        for model in (MedicalReview, Publication):
            with pytest.raises(AppendOnlyError, match="never changed or deleted"):
                tamper(model.objects.get())

    def test_an_existing_row_is_not_overwritten_by_a_new_object_with_its_key(self, published):
        row = Publication.objects.get()
        with pytest.raises(Exception, match=r"(?i)unique|duplicate"):
            Publication(pk=row.pk, page_id=1, basis="signed", since=row.since).save()

    def test_rows_can_be_added_in_bulk(self, published):
        row = Publication.objects.get()
        Publication.objects.bulk_create([Publication(page_id=9, basis="signed", since=row.since)])
        assert Publication.objects.count() == 2
        assert str(row) == "Sleep: Signed"


class TestPolicies:
    def test_the_shipped_default(self, page):
        assert (policy_for(page).interval_months, policy_for(page).minimum_reviewers) == (12, 1)

    def test_the_most_specific_wins(self, site_root):
        page = BlocksPage(title="Heart", live=False)
        page.subjects = [Specialty.objects.create(name="Heart", slug="heart")]
        site_root.add_child(instance=page)
        other = site_root.add_child(instance=ReviewedPage(title="Plain", live=False))
        for months, scope in enumerate(
            [
                {},
                {"site": Site.objects.get()},
                {"page_type": ContentType.objects.get_for_model(BlocksPage)},
                {"subject": "lung"},
                {"subject": "heart"},
            ],
            start=1,
        ):
            ReviewPolicy.objects.create(interval_months=months, **scope)
            expected = months if scope.get("subject") != "lung" else 3
            assert policy_for(page).interval_months == expected
        assert policy_for(other).interval_months == 2

    def test_one_policy_for_each_scope(self):
        ReviewPolicy.objects.create()
        with pytest.raises(Exception, match=r"(?i)unique|duplicate"):
            ReviewPolicy.objects.create()

    def test_a_policy_says_where_it_holds(self):
        assert str(ReviewPolicy()) == "Everywhere"
        assert str(ReviewPolicy(subject="heart")) == "heart"
        assert ReviewPolicy(reminder_days=[]).due_soon_days == 0


def test_requests_say_what_they_are_about(page, reviewer, editor):
    assert str(request_review(page, reviewer, editor)) == "Sleep: Ana Ruiz"
