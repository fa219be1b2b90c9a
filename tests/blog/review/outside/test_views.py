"""The sitting: what waits, what changed, one button; and every way to sign what one should not."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Workflow, WorkflowPage, WorkflowTask

from blog.review import signing
from blog.review.digest import content_digest
from blog.review.models import MedicalReview, MedicalReviewTask, ReviewPolicy, ReviewRequest, SigningCode
from blog.review.outside.sittings import COOKIE
from blog.review.signing import request_review
from tests.blog.review.conftest import sign
from tests.blog.review.outside.conftest import address
from tests.testapp.models import ReviewedPage

pytestmark = pytest.mark.django_db

CHECKS = ["facts", "numbers", "risks", "complete"]


def signature(page, **changes):
    data = {
        "action": "sign",
        "read": content_digest(page).root,
        "renew": "on",
        "confirmed": CHECKS,
        "next_due": (timezone.localdate() + timedelta(days=200)).isoformat(),
    }
    return {name: value for name, value in (data | changes).items() if value is not None}


def text_of(answer):
    return " ".join(answer.content.decode().split())


@pytest.fixture
def seated(enter, doctor):
    return enter(doctor)


class TestList:
    def test_it_shows_what_waits_the_oldest_first(self, seated, doctor, make_page, editor, asked):
        changed = make_page("Coffee")
        sign(changed)
        changed.body = "<p>Take 6 mg.</p>"
        changed.save_revision()
        request_review(changed, doctor, editor, timezone.now() - timedelta(seconds=1))
        request_review(make_page("Of somebody else"), changed.assigned_reviewer, editor)
        shown = text_of(seated.get(address()))
        assert shown.index("Coffee") < shown.index("Sleep")
        assert "One block changed since" in shown
        assert "Due by" in shown
        assert "New, 2 blocks." in shown
        assert "Of somebody else" not in shown

    def test_a_text_to_be_read_again_says_so(self, seated, doctor, published, editor):
        request_review(published, doctor, editor)
        assert "Unchanged since" in text_of(seated.get(address()))
        assert "it is the same text" in text_of(seated.get(address(published)))

    def test_a_deleted_page_is_gone(self, seated, asked):
        asked.delete()
        assert "Nothing waits for you" in text_of(seated.get(address()))
        assert seated.get(address(asked)).status_code == 404


class TestText:
    def test_what_changed_comes_first(self, seated, doctor, page, editor):
        sign(page)
        page.body = "<p>Take 50 mg.</p>"
        page.save_revision()
        request_review(page, doctor, editor)
        shown = text_of(seated.get(address(page)))
        assert "<del>5</del><ins>50</ins>" in shown
        first, _details, whole = shown.partition("The whole text")
        assert ">Sleep</div>" not in first
        assert ">Sleep</div>" in whole

    def test_only_a_text_that_was_asked_for_opens(self, seated, asked, make_page):
        other = make_page("Secret plans")
        for name in ("text", "preview"):
            assert seated.get(reverse(f"medical_review:{name}", args=[other.pk])).status_code == 404
            assert seated.get(reverse(f"medical_review:{name}", args=[99999])).status_code == 404
        assert seated.post(address(other), signature(other)).status_code == 404
        preview = seated.get(reverse("medical_review:preview", args=[asked.pk]))
        assert preview.status_code == 200
        assert preview["Cache-Control"] == "no-store, private"

    def test_a_page_without_a_preview_has_none(self, seated, asked, monkeypatch):
        monkeypatch.setattr(type(asked), "preview_modes", [])
        assert seated.get(reverse("medical_review:preview", args=[asked.pk])).status_code == 404
        assert "See it as readers will" not in text_of(seated.get(address(asked)))

    def test_who_cannot_sign_is_told_why(self, seated, asked, doctor):
        doctor.credentials.all().delete()
        shown = text_of(seated.get(address(asked)))
        assert "no credential that is valid" in shown
        assert "Sign this text" not in shown
        assert "Ask for changes instead" in shown


class TestSigning:
    def test_one_button_signs_and_the_next_text_opens(self, seated, asked, doctor, make_page, editor):
        doctor.interests.update(declared_on=timezone.localdate() - timedelta(days=300))
        following = make_page("Coffee")
        request_review(following, doctor, editor)
        assert "Anything to declare since" in text_of(seated.get(address(asked)))
        answer = seated.post(address(asked), signature(asked, statement="Clear."), follow=True)
        assert answer.redirect_chain == [(f"{address(following)}?done=signed", 302)]
        assert "Signed. A copy is on its way" in text_of(answer)
        assert "You declared your interests today" in text_of(answer)
        review = MedicalReview.objects.get(page_id=asked.pk)
        assert (review.signed_with, review.signed_by_id, review.statement) == ("link", None, "Clear.")
        assert review.checklist == dict.fromkeys(CHECKS, True)
        answer = seated.post(address(following), signature(following, renew=None), follow=True)
        assert answer.redirect_chain == [(f"{address()}?done=signed", 302)]
        assert doctor.interests.count() == 2

    def test_reading_never_signs(self, seated, asked):
        seated.get(address(asked), signature(asked))
        seated.head(address(asked))
        assert not MedicalReview.objects.exists()
        assert seated.put(address(asked)).status_code == 405

    def test_a_text_changed_meanwhile_is_shown_anew_and_nothing_typed_is_lost(self, seated, asked):
        sent = signature(asked, statement="Very clear.")
        asked.body = "<p>Take 5000 mg.</p>"
        asked.save_revision()
        answer = seated.post(address(asked), sent)
        shown = text_of(answer)
        assert answer.status_code == 422
        assert "changed while you were reading" in shown
        assert "5000 mg" in shown
        assert "Very clear." in shown
        assert f'value="{content_digest(asked).root}"' in shown
        assert not MedicalReview.objects.exists()

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"confirmed": CHECKS[1:]}, "ask for changes"),
            ({"confirmed": None}, "ask for changes"),
            ({"next_due": "2199-01-01"}, "at the latest"),
            ({"next_due": "x"}, "valid date"),
            ({"read": "0" * 64}, "changed while you were reading"),
        ],
    )
    def test_what_is_missing_is_said(self, seated, asked, changes, sentence):
        answer = seated.post(address(asked), signature(asked, statement="Typed.", **changes))
        assert answer.status_code == 422
        assert sentence in text_of(answer)
        assert "Typed." in text_of(answer)
        assert not MedicalReview.objects.exists()

    @pytest.mark.parametrize("old", [True, False], ids=["an old statement", "no statement"])
    def test_the_question_on_interests_needs_an_answer(self, seated, asked, doctor, old):
        if old:
            doctor.interests.update(declared_on=timezone.localdate() - timedelta(days=500))
        else:
            doctor.interests.all().delete()
        answer = seated.post(address(asked), signature(asked, renew=None if old else "on"))
        assert answer.status_code == 422
        assert "Nothing was signed yet" in text_of(answer)
        assert ("Tick that nothing has changed" if old else "Write “None”") in text_of(answer)
        seated.post(address(asked), signature(asked, declaration="Shares in a pharmacy."))
        assert MedicalReview.objects.get().interests["statement"] == "Shares in a pharmacy."

    def test_a_request_closed_meanwhile_is_said_and_what_was_typed_is_handed_back(
        self, seated, asked, reviewer
    ):
        sign(asked)
        answer = seated.post(address(asked), signature(asked, statement="Very clear."))
        assert answer.status_code == 409
        assert "no longer waits for you" in text_of(answer)
        assert "Very clear." in text_of(answer)
        assert MedicalReview.objects.count() == 1

    def test_who_once_wrote_the_text_signs_no_longer_than_anothers_signature(
        self, enter, page, doctor, make_person, make_user, editor
    ):
        doctor.user = make_user("dana")
        doctor.save()
        page.save_revision(user=doctor.user)
        doctor.user = None
        doctor.save()
        sign(page, make_person("Zoe"), next_due=timezone.localdate() + timedelta(days=50))
        page.body = "<p>Take 6 mg.</p>"
        page.save_revision()
        request_review(page, doctor, editor)
        seated = enter(doctor)
        due = timezone.localdate() + timedelta(days=50)
        assert f'value="{due.isoformat()}"' in text_of(seated.get(address(page)))
        seated.post(address(page), signature(page, next_due=due.isoformat()))
        assert MedicalReview.objects.of_page(page.pk).first().next_due == due

    def test_a_text_is_sent_back_with_a_reason(self, seated, asked):
        answer = seated.post(address(asked), {"action": "changes", "reason": " "})
        assert answer.status_code == 422
        answer = seated.post(address(asked), {"action": "changes", "reason": "The dose."}, follow=True)
        assert "Sent back to the editors" in text_of(answer)
        review = MedicalReview.objects.get()
        assert (review.decision, review.signed_with) == ("changes_requested", "link")


class TestSitting:
    def test_it_ends_after_two_hours_and_hands_back_what_was_typed(self, seated, asked):
        later = timezone.now() + timedelta(hours=2, minutes=1)
        with time_machine.travel(later):
            answer = seated.post(address(asked), signature(asked, statement="Very clear."))
        assert answer.status_code == 403
        assert "This sitting has ended" in text_of(answer)
        assert "Very clear." in text_of(answer)
        assert not MedicalReview.objects.exists()

    def test_finish_closes_it_for_good(self, seated, asked):
        cookie = seated.cookies[COOKIE].value
        assert "Your sitting is closed" in text_of(seated.post(reverse("medical_review:finish")))
        seated.cookies[COOKIE] = cookie
        assert seated.get(address()).status_code == 403

    @pytest.mark.parametrize(
        "change",
        [
            lambda doctor: setattr(doctor, "active", False),
            lambda doctor: setattr(doctor, "email", "new@practice.example"),
        ],
        ids=["suspended", "another address"],
    )
    def test_it_ends_when_the_editors_change_the_entry(self, seated, asked, doctor, change):
        change(doctor)
        doctor.save()
        answer = seated.post(address(asked), signature(asked))
        assert "the editors have changed your entry" in text_of(answer)
        assert not MedicalReview.objects.exists()

    def test_a_cookie_serves_only_its_person(self, seated, asked, make_person):
        other = make_person("Ben", account=False, email="ben@practice.example")
        key, rest = seated.cookies[COOKIE].value.split(":", 1)
        for forged in (f"{other.pk}:{rest}", f"{key}:{rest[:-1]}", f"99999:{rest}", rest, "", "²:x"):
            seated.cookies[COOKIE] = forged
            assert seated.get(address()).status_code == 403
        seated.cookies[COOKIE] = f"{key}:{rest}"
        assert seated.get(address()).status_code == 200
        SigningCode.objects.update(reviewer=other)
        assert seated.get(address()).status_code == 403

    def test_without_one_nothing_is_shown(self, client, asked):
        for name, args in (("sitting", []), ("text", [asked.pk]), ("preview", [asked.pk])):
            answer = client.get(reverse(f"medical_review:{name}", args=args))
            assert answer.status_code == 403
            assert b"Sleep" not in answer.content
        assert client.get(reverse("medical_review:finish")).status_code == 403


def test_who_has_an_account_does_not_sign_through_a_link(page, reviewer, doctor):
    for person, how in ((reviewer, "link"), (doctor, "account")):
        with pytest.raises(signing.SigningRefused, match=f"Only {person.name} can sign"):
            signing.sign(page, person, signed_by=person.user, signed_with=how)


def test_where_two_must_sign_the_request_of_the_other_stays(seated, asked, reviewer, editor):
    ReviewPolicy.objects.create(minimum_reviewers=2)
    request_review(asked, reviewer, editor)
    seated.post(address(asked), signature(asked))
    assert ReviewRequest.objects.open().get().reviewer == reviewer


def test_in_a_workflow_the_signature_publishes_the_text(enter, page, doctor, editor, site_root):
    """The task asks whoever is chosen on the page, with or without an account."""
    page.assigned_reviewer = doctor
    page.save_revision()
    task = MedicalReviewTask.objects.create(name="Medical review")
    workflow = Workflow.objects.create(name="Medical review")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    WorkflowPage.objects.create(workflow=workflow, page=site_root)
    workflow.start(page, editor)
    enter(doctor).post(address(page), signature(page))
    assert ReviewedPage.objects.get(pk=page.pk).live
