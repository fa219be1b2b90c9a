"""A minor edit is published only after the rules and a second person agreed to exactly this text."""

from datetime import timedelta

import pytest
from django.core import mail

from blog.people.models import Person
from blog.review import clock, gate
from blog.review.approval import approval_of
from blog.review.eligibility import signing_problems
from blog.review.minor_edits import proposing
from blog.review.minor_edits.cumulative import baseline_of, edits_since_signature
from blog.review.minor_edits.publishing import Draft, WayRefused
from blog.review.models import MedicalReview, MinorEdit, MinorEditProposal, Publication, ReviewPolicy
from blog.review.policy import policy_for
from blog.review.signing import request_changes
from blog.review.status import State, review_status
from tests.blog.review.conftest import live_body, root_of, sign
from tests.testapp.models import ReviewedPage

pytestmark = pytest.mark.django_db
SLEEP = ("Slep", "Sleep")


def propose(page, user, reason="typo", read=None, now=None):
    return proposing.propose(
        page, user, reason, "Mended.", read=read or root_of(page), now=now or clock.now()
    )


def accept(proposal, user):
    return proposing.accept(proposal, user, now=clock.now())


@pytest.fixture
def second(make_user):
    return make_user("second", "Editors")


@pytest.fixture
def proposal(slips, redraft, editor):
    redraft(slips, SLEEP)
    return propose(slips, editor)


class TestPromise:
    @pytest.mark.parametrize(
        "change", [("5 mg", "50 mg"), ("Rest", "Rests"), ("here", "there"), ("stay", "go")]
    )
    def test_a_medical_change_is_not_even_proposed(self, slips, redraft, editor, change):
        redraft(slips, change)
        with pytest.raises(WayRefused):
            propose(slips, editor)
        assert not MinorEditProposal.objects.exists()
        assert live_body(slips) == slips.body

    def test_nothing_is_published_by_proposing(self, slips, proposal):
        assert live_body(slips) == slips.body
        assert not MinorEdit.objects.exists()

    def test_autosave_after_the_proposal_does_not_slip_through(self, slips, proposal, redraft, second):
        redraft(slips, ("symtoms", "symptoms"))
        with pytest.raises(WayRefused, match="changed in the meantime"):
            accept(proposal, second)
        assert live_body(slips) == slips.body
        assert MinorEditProposal.objects.open().exists()

    def test_a_change_after_reading_is_not_proposed(self, slips, redraft, editor):
        redraft(slips, SLEEP)
        read = root_of(slips)
        redraft(slips, ("symtoms", "symptoms"))
        with pytest.raises(WayRefused, match="changed in the meantime"):
            propose(slips, editor, read=read)

    def test_a_dangerous_change_split_over_two_minor_edits_is_found(self, slips, redraft, editor, second):
        redraft(slips, ("symtoms", "symptoms"))
        accept(propose(slips, editor), second)
        redraft(slips, ("symptoms", "symptomses"))
        with pytest.raises(WayRefused, match="symtoms"):
            propose(slips, editor)

    def test_only_the_gate_lets_it_out_and_only_once(self, slips, proposal, second, redraft):
        accept(proposal, second)
        redraft(slips, ("5 mg", "50 mg"))
        assert gate.refusal(Draft.of(slips.pk).page)


class TestSecondPerson:
    def test_not_the_proposer(self, proposal, editor):
        with pytest.raises(WayRefused, match="somebody else"):
            accept(proposal, editor)

    def test_not_the_same_person_under_another_account(self, proposal, editor, second):
        person = Person.objects.create(name="Ed", slug="ed", user=editor)
        person.user = second
        person.save()
        with pytest.raises(WayRefused, match="same person"):
            accept(proposal, second)

    def test_not_with_the_same_mailbox(self, proposal, editor, second):
        second.email = editor.email.upper()
        second.save()
        with pytest.raises(WayRefused, match="same person"):
            accept(proposal, second)

    def test_not_a_reviewer_whose_credential_has_ended(self, proposal, reviewer):
        reviewer.credentials.all().delete()
        with pytest.raises(WayRefused, match="Only a reviewer"):
            accept(proposal, reviewer.user)

    def test_not_somebody_who_may_neither_publish_nor_review(self, proposal, make_user):
        with pytest.raises(WayRefused, match="Only a reviewer"):
            accept(proposal, make_user("stranger", "Reviewers"))

    def test_not_a_reviewer_of_other_pages_or_one_who_left(self, proposal, make_person, reviewer):
        with pytest.raises(WayRefused, match="Only a reviewer"):
            accept(proposal, make_person("Ben").user)
        Person.objects.filter(pk=reviewer.pk).update(active=False)
        with pytest.raises(WayRefused, match="Only a reviewer"):
            accept(proposal, reviewer.user)

    def test_not_for_a_proposal_of_nobody(self, proposal, second, editor):
        MinorEditProposal.objects.update(proposed_by=None)
        with pytest.raises(WayRefused, match="no longer has an account"):
            accept(proposal, second)
        proposing.close(proposal, editor, "Gone", now=clock.now())
        assert not MinorEditProposal.objects.open().exists()

    def test_not_twice(self, proposal, second):
        accept(proposal, second)
        for answer in (accept, lambda row, user: proposing.close(row, user, "", now=clock.now())):
            with pytest.raises(WayRefused, match="answered already"):
                answer(proposal, second)

    def test_the_reviewer_may_and_does_not_become_an_author_by_it(self, slips, proposal, reviewer):
        accept(proposal, reviewer.user)
        assert "Sleep" in live_body(slips)
        page = Draft.of(slips.pk).page
        assert signing_problems(reviewer, page, policy_for(page), clock.now()) == []
        sign(page)


class TestWholeDraft:
    """What no reviewer signs does not slip out with a minor edit or a deletion."""

    def test_the_reviewer_does_not_become_the_author(self, slips, proposal, second, reviewer, monkeypatch):
        monkeypatch.setattr(ReviewedPage, "get_review_authors", lambda page: [reviewer])
        with pytest.raises(WayRefused, match="cannot be named as its author"):
            accept(proposal, second)
        assert "Slep " in live_body(slips)

    def test_an_address_is_changed_only_by_somebody_who_may_publish(
        self, slips, redraft, make_user, reviewer
    ):
        helper = make_user("helper", "Reviewers")
        redraft(slips, SLEEP, slug="elsewhere")
        proposal = propose(slips, helper)
        with pytest.raises(WayRefused, match="also changes “Slug”"):
            accept(proposal, reviewer.user)
        helper.is_superuser = True
        helper.save()
        accept(MinorEditProposal.objects.get(), reviewer.user)
        assert ReviewedPage.objects.get(pk=slips.pk).slug == "elsewhere"


class TestAcceptance:
    def test_the_page_is_still_reviewed_and_everything_is_recorded(self, slips, proposal, second, editor):
        before = Publication.objects.current(slips.pk)
        edit = accept(proposal, second)
        after = Publication.objects.current(slips.pk)
        assert (after.basis, after.review, after.minor_edit) == ("minor_edit", before.review, edit)
        assert (edit.before, edit.digest) == (before.digest, after.digest)
        assert (edit.editor, edit.second, edit.reason, edit.explanation) == (
            editor,
            second,
            "typo",
            "Mended.",
        )
        assert edit.payload["content"] == after.content
        page = ReviewedPage.objects.get(pk=slips.pk)
        assert review_status(page, clock.now()).state == State.CURRENT
        assert not page.has_unpublished_changes
        assert not MinorEditProposal.objects.open().exists()

    def test_several_in_a_row_are_measured_together(self, slips, proposal, second, redraft, editor):
        first = accept(proposal, second)
        redraft(slips, ("symtoms", "symptoms"))
        last = accept(propose(slips, editor), second)
        publication = Publication.objects.current(slips.pk)
        assert edits_since_signature(publication) == [first, last]
        assert baseline_of(publication).earlier == ("typo", "typo")

    def test_all_together_may_not_exceed_the_policy(self, slips, proposal, second, redraft, editor):
        accept(proposal, second)
        ReviewPolicy.objects.create(minor_edit_characters=1)
        redraft(slips, ("symtoms", "symptoms"))
        with pytest.raises(WayRefused, match="all minor edits together"):
            propose(slips, editor)

    def test_a_new_signature_begins_anew(self, slips, proposal, second):
        accept(proposal, second)
        sign(Draft.of(slips.pk).page)
        assert edits_since_signature(Publication.objects.current(slips.pk)) == []

    def test_a_text_can_come_back_and_leave_again(self, slips, proposal, second, editor, redraft):
        accept(proposal, second)
        redraft(slips, ("Sleep", "Slep"))
        Draft.of(slips.pk).revision.publish()
        assert Publication.objects.current(slips.pk).basis == "signed"
        redraft(slips, SLEEP)
        assert "needs no minor edit" in proposing.problems_of(Draft.of(slips.pk), "typo", clock.now())[0]

    def test_mail_goes_to_the_reviewer_and_then_to_the_proposer(
        self, slips, redraft, editor, second, reviewer, django_capture_on_commit_callbacks
    ):
        redraft(slips, SLEEP)
        with django_capture_on_commit_callbacks(execute=True):
            proposal = propose(slips, editor)
            accept(proposal, second)
        assert [message.to for message in mail.outbox] == [[reviewer.user.email], [editor.email]]
        assert "Minor edit to agree to: Sleep" in mail.outbox[0].subject
        assert "the signature still holds" in mail.outbox[1].body


class TestClosing:
    def test_declined_with_a_reason(
        self, slips, proposal, second, editor, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            proposing.close(proposal, second, "The old word was right.", now=clock.now())
        assert mail.outbox[0].to == [editor.email]
        assert "The old word was right." in mail.outbox[0].body
        assert "Sleep" in Draft.of(slips.pk).page.body

    def test_taken_back_without_mail(self, proposal, editor, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            proposing.close(proposal, editor, "Never mind", now=clock.now())
        assert not mail.outbox
        assert not MinorEditProposal.objects.open().exists()

    def test_not_by_anybody(self, proposal, make_user):
        with pytest.raises(WayRefused, match="can decline"):
            proposing.close(proposal, make_user("stranger"), "", now=clock.now())

    def test_one_at_a_time(self, slips, proposal, editor):
        with pytest.raises(WayRefused, match="waits for an answer"):
            propose(slips, editor)


class TestStanding:
    """Where nobody vouches for the published text, it is not corrected."""

    def refusal(self, page, now=None):
        return proposing.problems_of(Draft.of(page.pk), "typo", now or clock.now())[0]

    def test_overdue(self, slips, redraft, days):
        redraft(slips, SLEEP)
        assert "overdue" in self.refusal(slips, days(400))

    def test_changes_requested(self, slips, redraft, reviewer):
        request_changes(slips, reviewer, statement="Old.", signed_by=reviewer.user)
        gate.renew(slips, slips_review(slips))
        redraft(slips, SLEEP)
        assert "asked for changes" in self.refusal(slips)

    def test_not_published(self, slips, redraft):
        redraft(slips, SLEEP)
        ReviewedPage.objects.get(pk=slips.pk).unpublish()
        assert "not published" in self.refusal(slips)
        with pytest.raises(WayRefused, match="not published"):
            _ = Draft.of(slips.pk).ground

    def test_never_reviewed(self, slips, redraft):
        publication = Publication.objects.current(slips.pk)
        gate.record(
            slips, gate.Outcome("transition", publication.digest, None, payload=publication.review.payload)
        )
        redraft(slips, SLEEP)
        assert "never reviewed" in self.refusal(slips)

    def test_changed_behind_the_gate(self, slips, redraft):
        publication = Publication.objects.current(slips.pk)
        gate.record(slips, gate.Outcome("signed", "0" * 64, publication.review))
        redraft(slips, SLEEP)
        assert "not what a reviewer signed" in self.refusal(slips)
        assert edits_since_signature(Publication.objects.current(slips.pk)) == []

    @pytest.mark.parametrize(("field", "days_on"), [("go_live_at", 1), ("expire_at", -1)])
    def test_a_draft_with_dates_waits(self, slips, redraft, editor, field, days_on):
        redraft(slips, SLEEP, **{field: clock.now() + timedelta(days=days_on)})
        with pytest.raises(WayRefused, match=r"Take .* out"):
            propose(slips, editor)

    def test_an_alias_has_none_of_its_own(self, slips):
        alias = slips.create_alias(update_slug="twin")
        with pytest.raises(WayRefused, match="repeats another one"):
            Draft.of(alias.pk)

    def test_a_page_without_a_revision_gets_one(self, slips):
        slips.revisions.all().delete()
        ReviewedPage.objects.update(latest_revision=None)
        assert Draft.of(slips.pk).digest.root == Publication.objects.current(slips.pk).digest


def slips_review(page):
    return MedicalReview.objects.of_page(page.pk).first()


class TestArchivedLink:
    COPY = (
        "https://who.int/sleep?a=1",
        "https://web.archive.org/web/20240102030405/https://who.int/sleep?a=1",
    )

    @pytest.fixture
    def archived(self, slips, redraft):
        redraft(slips, self.COPY)
        return slips

    def test_of_a_link_that_pays_nobody_one_editor_is_enough(self, archived, editor, settings):
        settings.MEDICAL_REVIEW_IS_PAID_LINK = f"{__name__}.pays_nobody"
        edit = propose(archived, editor, "archived_link")
        assert (edit.second, edit.editor, edit.reason) == (None, editor, "archived_link")
        assert "web.archive.org" in live_body(archived)

    @pytest.mark.parametrize("answer", ["", f"{__name__}.pays"])
    def test_of_one_that_may_pay_it_needs_two(self, archived, editor, settings, answer):
        settings.MEDICAL_REVIEW_IS_PAID_LINK = answer
        assert isinstance(propose(archived, editor, "archived_link"), MinorEditProposal)

    def test_the_question_is_asked_with_the_whole_address(self, archived, editor, settings):
        settings.MEDICAL_REVIEW_IS_PAID_LINK = f"{__name__}.pays_if_tracked"
        assert isinstance(propose(archived, editor, "archived_link"), MinorEditProposal)

    def test_who_may_not_publish_needs_a_second_person(self, archived, make_user, settings):
        settings.MEDICAL_REVIEW_IS_PAID_LINK = f"{__name__}.pays_nobody"
        proposal = propose(archived, make_user("helper", "Reviewers"), "archived_link")
        assert isinstance(proposal, MinorEditProposal)

    def test_another_page_is_no_copy(self, slips, redraft, editor, settings):
        settings.MEDICAL_REVIEW_IS_PAID_LINK = f"{__name__}.pays_nobody"
        redraft(slips, (self.COPY[0], self.COPY[1].replace("who.int", "evil.example")))
        with pytest.raises(WayRefused, match=r"web\.archive\.org"):
            propose(slips, editor, "archived_link")


def pays_nobody(address, page):
    return False


def pays(address, page):
    return True


def pays_if_tracked(address, page):
    return "a=1" in address


def test_an_approval_is_still_an_approval(slips):
    assert approval_of(slips, root_of(slips), clock.now()).review
