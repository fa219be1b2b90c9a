"""A reviewer takes an approval back: without enough others, the page goes at once."""

import pytest
from django.core import mail

from blog.review import clock, gate, signing
from blog.review.minor_edits import proposing
from blog.review.minor_edits.publishing import Draft
from blog.review.models import MedicalReview, MinorEditProposal, Publication, ReviewPolicy
from blog.review.status import State, review_status
from blog.review.withdrawn_approval import WithdrawalRefused, signature_of, withdraw_approval
from tests.blog.review.conftest import live_body, root_of, sign
from tests.testapp.models import ReviewedPage

pytestmark = pytest.mark.django_db


def take_back(page, person, reason="New evidence.", **options):
    return withdraw_approval(page, person, reason, **{"signed_by": person.user, "now": clock.now()} | options)


def is_live(page):
    return ReviewedPage.objects.get(pk=page.pk).live


class TestPromise:
    def test_the_page_goes_at_once_and_its_text_does_not_come_back(self, published, reviewer):
        review = take_back(published, reviewer)
        assert not is_live(published)
        publication = Publication.objects.current(published.pk)
        assert (publication.basis, publication.review) == ("withdrawn", review)
        assert "took the approval back" in publication.reason
        assert "withdrew the approval" in gate.refusal(Draft.of(published.pk).page)[0]
        with pytest.raises(gate.ReviewRequired):
            Draft.of(published.pk).revision.publish()
        page = ReviewedPage.objects.get(pk=published.pk)
        assert review_status(page, clock.now()).state == State.WITHDRAWN

    def test_the_same_reviewer_may_approve_again(self, published, reviewer):
        take_back(published, reviewer)
        sign(Draft.of(published.pk).page)
        Draft.of(published.pk).revision.publish()
        assert is_live(published)

    def test_aliases_go_too(self, published, reviewer):
        alias = published.create_alias(update_slug="twin")
        assert alias.live
        take_back(published, reviewer)
        assert not is_live(alias)
        assert Publication.objects.current(alias.pk).reason

    def test_a_text_with_minor_edits_rests_on_the_same_approval(self, slips, redraft, editor, reviewer):
        redraft(slips, ("Slep", "Sleep"))
        proposal = proposing.propose(slips, editor, "typo", "x", read=root_of(slips), now=clock.now())
        proposing.accept(proposal, reviewer.user, now=clock.now())
        take_back(slips, reviewer)
        assert not is_live(slips)
        assert gate.refusal(Draft.of(slips.pk).page)

    def test_nobody_else_takes_it_back(self, published, reviewer, make_person, editor):
        for person, account in ((reviewer, editor), (reviewer, None), (make_person("Ben"), editor)):
            with pytest.raises(WithdrawalRefused, match="Only"):
                take_back(published, person, signed_by=account)
        with pytest.raises(WithdrawalRefused, match="does not rest on an approval of yours"):
            take_back(published, make_person("Cy"))
        assert is_live(published)


@pytest.fixture
def second(published, make_person):
    person = make_person("Ben")
    sign(ReviewedPage.objects.get(pk=published.pk), person)
    return person


class TestOthers:
    def test_if_enough_others_remain_the_page_rests_on_them(self, published, reviewer, second):
        take_back(published, second)
        publication = Publication.objects.current(published.pk)
        assert is_live(published)
        assert (publication.basis, publication.review.reviewer) == ("signed", reviewer)
        assert gate.refusal(Draft.of(published.pk).page) == []

    def test_an_alias_that_was_taken_off_before_stays_off(self, published, reviewer, second):
        alias = published.create_alias(update_slug="twin")
        ReviewedPage.objects.get(pk=alias.pk).unpublish()
        rows = Publication.objects.filter(page=alias.pk).count()
        take_back(published, second)
        assert is_live(published)
        assert Publication.objects.filter(page=alias.pk).count() == rows

    def test_if_too_few_remain_it_goes(self, published, reviewer, second):
        ReviewPolicy.objects.create(minimum_reviewers=2)
        take_back(published, reviewer)
        assert not is_live(published)
        assert "withdrew the approval" in gate.refusal(Draft.of(published.pk).page)[0]

    def test_when_both_take_it_back_it_goes(self, published, reviewer, second):
        take_back(published, reviewer)
        take_back(published, second)
        assert not is_live(published)


def test_it_is_recorded_with_what_stood_behind_the_signature(published, reviewer):
    signature = MedicalReview.objects.get()
    review = take_back(published, reviewer)
    assert (review.digest, review.payload) == (signature.digest, signature.payload)
    assert (review.credentials, review.reviewer_titles) == (signature.credentials, "MD")
    assert (review.decision, review.statement, review.signed_by) == (
        "withdrawn",
        "New evidence.",
        reviewer.user,
    )


def test_a_doctor_without_an_account_takes_it_back_by_link(make_person, make_page):
    outside = make_person("Out", account=False)
    page = make_page()
    signing.sign(page, outside, signed_by=None, signed_with="link")
    page.latest_revision.publish()
    with pytest.raises(WithdrawalRefused, match="Only"):
        withdraw_approval(page, outside, "No.", signed_by=None, now=clock.now())
    review = withdraw_approval(page, outside, "No.", signed_by=None, now=clock.now(), signed_with="link")
    assert (review.signed_with, review.signed_by) == ("link", None)
    assert not is_live(page)


def test_editors_are_mailed_what_to_do(published, reviewer, editor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        take_back(published, reviewer)
    [message] = mail.outbox
    assert message.to == [editor.email]
    assert "New evidence." in message.body
    assert "taken off the site at once" in message.body


def test_editors_are_told_that_the_page_stays(published, second, editor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        take_back(published, second)
    assert "The page stays" in mail.outbox[0].body


def test_an_open_minor_edit_is_closed(slips, redraft, editor, reviewer):
    redraft(slips, ("Slep", "Sleep"))
    proposing.propose(slips, editor, "typo", "x", read=root_of(slips), now=clock.now())
    take_back(slips, reviewer)
    assert not MinorEditProposal.objects.open().exists()
    assert "Slep " in live_body(slips)


def test_not_without_a_reason(published, reviewer):
    with pytest.raises(WithdrawalRefused, match="Say why"):
        take_back(published, reviewer, " ")


def test_there_is_nothing_to_take_back_of_a_draft_or_of_unsigned_text(page, published, reviewer):
    assert signature_of(page, reviewer) is None
    publication = Publication.objects.current(published.pk)
    gate.record(published, gate.Outcome("emergency", "x", publication.review, until=clock.now()))
    assert signature_of(published, reviewer) is None
