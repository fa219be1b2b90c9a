"""The review screen: editors ask, reviewers read, sign and send back, everybody else is shown the door."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from blog.people.models import DeclaredInterest, Specialty
from blog.review import clock
from blog.review.desk import Desk
from blog.review.digest import content_digest
from blog.review.models import MedicalReview, ReviewRequest
from blog.review.signing import request_changes, request_review
from tests.blog.review.conftest import sign
from tests.testapp.models import BlocksPage, PlainPage, ReviewedPage

pytestmark = pytest.mark.django_db


def address(page):
    return reverse("medical_review_admin:review", args=[page.pk])


@pytest.fixture
def doctor(client, reviewer):
    client.force_login(reviewer.user)
    return client


@pytest.fixture
def asked(page, reviewer, editor):
    request_review(page, reviewer, editor)
    return page


def signature(page, **changes):
    checks = {f"check_{name}": "on" for name in ("facts", "numbers", "risks", "complete")}
    due = timezone.localdate() + timedelta(days=300)
    data = {"action": "sign", "read": content_digest(page).root, "renew": "on", "next_due": due.isoformat()}
    return {name: value for name, value in (data | checks | changes).items() if value is not None}


class TestDoor:
    def test_a_stranger_is_sent_away(self, client, page, make_user):
        client.force_login(make_user("stranger", "Reviewers"))
        assert client.get(address(page)).status_code == 302

    def test_another_reviewer_is_sent_away(self, client, asked, make_person):
        client.force_login(make_person("Ben").user)
        assert client.get(address(asked)).status_code == 302

    def test_ungoverned_and_missing_pages_are_not_found(self, client, admin_user, site_root):
        client.force_login(admin_user)
        plain = site_root.add_child(instance=PlainPage(title="x"))
        assert client.get(address(plain)).status_code == 404
        assert client.get(reverse("medical_review_admin:review", args=[9999])).status_code == 404

    def test_the_asked_reviewer_reads_the_draft_without_any_permission(self, doctor, asked):
        response = doctor.get(address(asked))
        assert "Take 5 mg." in response.text
        assert "Sign this text" in response.text
        assert "Ask a reviewer" not in response.text

    def test_the_preview_is_for_the_same_people(self, doctor, asked, client, make_user, settings):
        preview = reverse("medical_review_admin:preview", args=[asked.pk])
        assert doctor.get(preview).status_code == 200
        client.force_login(make_user("stranger", "Reviewers"))
        assert client.get(preview).status_code == 302

    def test_a_page_without_a_preview_has_none(self, doctor, asked, monkeypatch):
        monkeypatch.setattr(ReviewedPage, "preview_modes", [])
        assert doctor.get(reverse("medical_review_admin:preview", args=[asked.pk])).status_code == 404
        assert "as readers will see it" not in doctor.get(address(asked)).text


def test_somebody_who_was_not_asked_has_nothing_to_sign(page, editor):
    assert Desk(page, editor, clock.now()).signing_problems == []


def test_topics_are_shown_by_name(site_root, reviewer, editor):
    page = BlocksPage(title="Heart", live=False, assigned_reviewer=reviewer)
    page.subjects = [Specialty.objects.create(name=name, slug=name) for name in ("Cardiology", "Gone")]
    site_root.add_child(instance=page)
    sign(page)
    gone = Specialty.objects.get(name="Gone").pk
    Specialty.objects.get(name="Gone").delete()
    page.subjects = [Specialty.objects.get()]
    texts = {block.path: block.text for block in Desk(page, editor, clock.now()).blocks}
    assert texts["subjects"] == f"• Cardiology<del>\n• {gone}</del>"


class TestDashboard:
    def test_the_text_waits_on_the_dashboard(self, doctor, asked):
        response = doctor.get(reverse("wagtailadmin_home"))
        assert "Waiting for your review" in response.text
        assert address(asked) in response.text

    def test_without_anything_waiting_there_is_no_panel(self, doctor, page):
        assert "Waiting for your review" not in doctor.get(reverse("wagtailadmin_home")).text


class TestSigning:
    def test_a_signature(self, doctor, asked, reviewer):
        response = doctor.post(address(asked), signature(asked, statement="Clear."), follow=True)
        assert "Signed." in response.text
        review = MedicalReview.objects.get()
        assert (review.digest, review.statement, review.signed_by_id) == (
            content_digest(asked).root,
            "Clear.",
            reviewer.user.pk,
        )
        assert review.checklist == {"facts": True, "numbers": True, "risks": True, "complete": True}
        assert review.next_due == timezone.localdate() + timedelta(days=300)
        assert not ReviewRequest.objects.open().exists()

    @pytest.mark.parametrize(
        "missing", ["check_facts", "check_numbers", "check_risks", "check_complete", "next_due"]
    )
    def test_everything_must_be_confirmed(self, doctor, asked, missing):
        response = doctor.post(address(asked), signature(asked, statement="Typed text", **{missing: None}))
        assert "Typed text" in response.text
        assert not MedicalReview.objects.exists()

    def test_a_text_changed_meanwhile_is_not_signed_and_nothing_typed_is_lost(self, doctor, asked):
        data = signature(asked, statement="Typed text")
        asked.body = "<p>Take 50 mg.</p>"
        asked.save_revision()
        response = doctor.post(address(asked), data)
        assert "changed while you were reading" in response.text
        assert "Typed text" in response.text
        assert not MedicalReview.objects.exists()
        assert content_digest(asked).root in response.text

    def test_the_renewal_of_interests_is_a_new_statement(self, doctor, asked, reviewer):
        reviewer.interests.update(statement="Shares", declared_on=timezone.localdate() - timedelta(days=100))
        doctor.post(address(asked), signature(asked))
        assert list(DeclaredInterest.objects.values_list("statement", flat=True)) == ["Shares", "Shares"]
        assert MedicalReview.objects.get().interests["declared_on"] == timezone.localdate().isoformat()

    def test_new_interests_count_instead_of_the_old(self, doctor, asked):
        doctor.post(address(asked), signature(asked, declaration="A fee", renew=None))
        assert MedicalReview.objects.get().interests["statement"] == "A fee"

    def test_silence_on_interests_is_no_answer(self, doctor, asked):
        response = doctor.post(address(asked), signature(asked, renew=None))
        assert "Tick that nothing has changed, or write what has." in response.text
        assert not MedicalReview.objects.exists()

    def test_the_first_declaration_must_be_written(self, doctor, asked, reviewer):
        reviewer.interests.all().delete()
        response = doctor.post(address(asked), signature(asked))
        assert "This field is required." in response.text
        doctor.post(address(asked), signature(asked, declaration="None"))
        assert MedicalReview.objects.get().interests["statement"] == "None"

    def test_a_statement_that_ran_out_is_renewed_by_signing(self, doctor, asked, reviewer):
        reviewer.interests.update(declared_on=timezone.localdate() - timedelta(days=500))
        doctor.post(address(asked), signature(asked))
        assert MedicalReview.objects.exists()

    def test_a_refused_signature_declares_nothing(self, doctor, asked, reviewer):
        reviewer.credentials.all().delete()
        response = doctor.post(address(asked), signature(asked, declaration="A fee"))
        assert "no credential that is valid" in response.text
        assert DeclaredInterest.objects.count() == 1

    def test_who_cannot_sign_reads_why(self, doctor, asked, reviewer):
        reviewer.credentials.all().delete()
        response = doctor.get(address(asked))
        assert "You cannot sign this text." in response.text
        assert "Sign this text" not in response.text

    def test_an_editor_cannot_sign(self, client, asked, editor):
        client.force_login(editor)
        client.post(address(asked), signature(asked))
        client.post(address(asked), {"action": "changes", "reason": "x"})
        assert not MedicalReview.objects.exists()

    def test_a_due_date_beyond_the_policy_is_refused(self, doctor, asked):
        late = (timezone.localdate() + timedelta(days=900)).isoformat()
        assert "at the latest" in doctor.post(address(asked), signature(asked, next_due=late)).text
        assert not MedicalReview.objects.exists()

    def test_the_form_says_who_is_paid_and_the_signature_keeps_it(self, doctor, asked, reviewer):
        assert "does not pay you for reviews" in doctor.get(address(asked)).text
        reviewer.is_paid = True
        reviewer.save()
        assert "It says that this site pays you for reviews." in doctor.get(address(asked)).text
        doctor.post(address(asked), signature(asked))
        assert MedicalReview.objects.get().paid is True

    def test_an_overdue_page_is_signed_again_unchanged(self, client, published, reviewer):
        with time_machine.travel(timezone.now() + timedelta(days=400), tick=False):
            client.force_login(reviewer.user)
            doctor = client
            response = doctor.get(address(published))
            assert "unchanged" in response.text
            assert "Still correct: sign" in response.text
            doctor.post(address(published), signature(published))
        assert MedicalReview.objects.count() == 2


class TestChanges:
    def test_a_reason_is_sent_back(self, doctor, asked):
        doctor.post(address(asked), {"action": "changes", "reason": "Name the risks."})
        assert MedicalReview.objects.get().statement == "Name the risks."

    def test_without_a_reason_nothing_is_sent(self, doctor, asked):
        assert "This field is required." in doctor.post(address(asked), {"action": "changes"}).text
        assert not MedicalReview.objects.exists()

    def test_the_editor_reads_the_reason(self, client, asked, editor, reviewer):
        request_changes(asked, reviewer, statement="Name the risks.", signed_by=reviewer.user)
        client.force_login(editor)
        for screen in (address(asked), reverse("wagtailadmin_pages:edit", args=[asked.pk])):
            text = client.get(screen).text
            assert "Ana Ruiz, MD asks for changes:" in " ".join(text.split())
            assert "Name the risks." in text


class TestAsking:
    @pytest.fixture
    def office(self, client, editor):
        client.force_login(editor)
        return client

    def test_an_editor_asks(self, office, page, reviewer):
        response = office.post(address(page), {"action": "request", "reviewer": reviewer.pk}, follow=True)
        assert "Ana Ruiz was asked" in response.text
        assert ReviewRequest.objects.get().reviewer == reviewer

    def test_nobody_chosen_and_somebody_unknown(self, office, page):
        for data in ({}, {"reviewer": 9999}):
            assert "review-error" in office.post(address(page), {"action": "request"} | data).text
        assert not ReviewRequest.objects.exists()

    def test_who_cannot_review_is_shown_but_cannot_be_chosen(self, office, page, make_person):
        ben = make_person("Ben Okafor")
        ben.credentials.update(valid_until=timezone.localdate() - timedelta(days=1))
        text = office.get(address(page)).text
        assert "Ben Okafor has no credential that is valid" in text
        response = office.post(address(page), {"action": "request", "reviewer": ben.pk})
        assert "no credential that is valid" in response.text
        assert not ReviewRequest.objects.exists()

    def test_a_site_without_reviewers_reads_what_to_do(self, office, page, reviewer):
        reviewer.delete()
        assert "Add a person with a valid credential" in office.get(address(page)).text

    def test_a_reviewer_cannot_ask(self, doctor, asked, reviewer):
        doctor.post(address(asked), {"action": "request", "reviewer": reviewer.pk})
        assert ReviewRequest.objects.count() == 1

    def test_an_unknown_action_does_nothing(self, office, page):
        assert office.post(address(page), {"action": "publish"}).status_code == 200

    def test_an_editor_who_reviews_comes_back_to_the_screen(self, client, asked, reviewer):
        reviewer.user.is_superuser = True
        reviewer.user.save()
        client.force_login(reviewer.user)
        response = client.post(address(asked), signature(asked))
        assert response.url == address(asked)

    def test_a_signed_text_is_said_to_be_signed(self, office, published):
        assert "is signed and can be published" in office.get(address(published)).text

    def test_what_changed_is_shown_block_by_block(self, office, published):
        draft = ReviewedPage.objects.get()
        draft.body = "<p>Take 50 mg.</p>"
        draft.save_revision()
        text = office.get(address(published)).text
        assert "<del>5</del><ins>50</ins>" in text
        sign(draft)
        assert "<ins>" not in office.get(address(published)).text

    def test_the_editor_sees_the_words_around_the_change(self, office, make_page):
        long = make_page(body=f"<p>{'word ' * 50}Take 5 mg.</p>", published=True)
        draft = ReviewedPage.objects.get(pk=long.pk)
        draft.body = draft.body.replace("5 mg", "50 mg")
        draft.save_revision()
        text = office.get(reverse("wagtailadmin_pages:edit", args=[long.pk])).text
        assert f"> … {'word ' * 11}Take <del>5</del><ins>50</ins> mg." in text
