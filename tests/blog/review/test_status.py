"""The state of a review follows from facts and clock alone."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from blog.review import clock, signing
from blog.review.models import MedicalReview, MinorEdit, Publication, ReviewPolicy, ReviewRequest
from blog.review.status import Facts, State, reader_status, review_status, status_from
from tests.blog.review.conftest import sign
from tests.testapp.models import PlainPage, ReviewedPage

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
Basis = Publication.Basis


def review(days_left=200, decision="approved", digest="d"):
    due = NOW.date() + timedelta(days=days_left)
    return MedicalReview(digest=digest, decision=decision, signed_at=NOW - timedelta(days=10), next_due=due)


def live(basis=Basis.SIGNED, digest="d", signature=None, edit=None, **facts):
    edit = edit and MinorEdit(digest=edit)
    publication = Publication(basis=basis, digest=digest, review=signature, minor_edit=edit)
    return Facts(live=True, publication=publication, **facts)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (Facts(), State.NONE),
        (Facts(open_request=ReviewRequest()), State.REQUESTED),
        (
            Facts(open_request=ReviewRequest(), last_review=review(decision="changes_requested")),
            State.REQUESTED,
        ),
        (Facts(last_review=review(decision="changes_requested")), State.CHANGES_REQUESTED),
        (Facts(last_review=review()), State.CURRENT),
        (Facts(last_review=review(-1)), State.OVERDUE),
        (Facts(publication=Publication(basis=Basis.WITHDRAWN), last_review=review()), State.WITHDRAWN),
        (Facts(live=True, publication=Publication(basis=Basis.WITHDRAWN)), State.WITHDRAWN),
        (Facts(live=True), State.NONE),
        (live(signature=review()), State.CURRENT),
        (live(signature=review(), open_request=ReviewRequest()), State.CURRENT),
        (live(signature=review(61)), State.CURRENT),
        (live(signature=review(60)), State.DUE_SOON),
        (live(signature=review(60), due_soon_days=30), State.CURRENT),
        (live(signature=review(0)), State.DUE_SOON),
        (live(signature=review(-1)), State.OVERDUE),
        (live(digest="other", signature=review()), State.STALE),
        (live(signature=None), State.STALE),
        (live(Basis.MINOR_EDIT, "other", review(), "other"), State.CURRENT),
        (live(Basis.MINOR_EDIT, "changed since", review(), "other"), State.STALE),
        (live(Basis.MINOR_EDIT, "changed since", review()), State.STALE),
        (live(Basis.SIGNED, "other", review(), "other"), State.STALE),
        (
            live(Basis.MINOR_EDIT, "other", review(decision="changes_requested"), "other"),
            State.CHANGES_REQUESTED,
        ),
        (live(signature=review(decision="withdrawn")), State.CHANGES_REQUESTED),
        (Facts(live=True, last_review=review()), State.NONE),
        (live(Basis.EMERGENCY, "d", review()), State.STALE),
        (live(Basis.TRANSITION), State.TRANSITION),
    ],
)
def test_the_state_follows_from_the_facts(facts, state):
    assert status_from(facts, NOW).state == state


def test_the_day_is_the_day_where_the_site_is(settings):
    settings.TIME_ZONE = "Pacific/Auckland"
    facts = live(signature=review(0))
    assert status_from(facts, NOW.replace(hour=1)).state == State.DUE_SOON
    # In Auckland the 15th is over when it is one o'clock in the afternoon in Greenwich.
    assert status_from(facts, NOW.replace(hour=13)).state == State.OVERDUE


@pytest.mark.parametrize(
    ("state", "current"), [(State.CURRENT, True), (State.DUE_SOON, True), (State.OVERDUE, False)]
)
def test_only_a_valid_signature_is_current(state, current):
    left = {State.CURRENT: 200, State.DUE_SOON: 1, State.OVERDUE: -1}[state]
    status = status_from(live(signature=review(left)), NOW)
    assert (status.state, status.is_current) == (state, current)


def test_a_status_without_a_review_has_no_dates():
    status = status_from(Facts(), NOW)
    assert (status.reviewed_on, status.next_due) == (None, None)


@pytest.mark.django_db
class TestOfPages:
    def test_a_page_on_its_way(self, page, reviewer, editor):
        def state():
            return review_status(ReviewedPage.objects.get(), clock.now()).state

        assert state() == State.NONE
        signing.request_review(page, reviewer, editor)
        assert state() == State.REQUESTED
        signing.request_changes(page, reviewer, statement="Shorter", signed_by=reviewer.user)
        assert state() == State.CHANGES_REQUESTED
        sign(page)
        page.latest_revision.publish()
        assert state() == State.CURRENT
        ReviewedPage.objects.get().unpublish()
        assert state() == State.WITHDRAWN

    def test_a_changed_draft_does_not_change_the_state_of_the_live_text(self, published):
        published.body = "<p>Other</p>"
        published.save_revision()
        assert review_status(ReviewedPage.objects.get(), clock.now()).state == State.CURRENT

    def test_the_policy_says_what_soon_means(self, published):
        ReviewPolicy.objects.create(reminder_days=[400])
        assert review_status(published, clock.now()).state == State.DUE_SOON
        assert reader_status(published, clock.now()).state == State.CURRENT

    def test_a_page_for_readers_costs_one_query(self, published, django_assert_num_queries):
        page = ReviewedPage.objects.get()
        with django_assert_num_queries(1):
            status = reader_status(page, clock.now())
            assert status.review.reviewer_name == "Ana Ruiz"

    def test_ungoverned_pages_have_none(self):
        assert review_status(PlainPage(), NOW).state == State.NONE
        assert reader_status(PlainPage(), NOW).state == State.NONE


@pytest.mark.django_db
def test_a_page_whose_day_has_passed_is_overdue_and_stays_live(page):
    with time_machine.travel(clock.now() - timedelta(days=400), tick=False):
        reviewer = page.assigned_reviewer
        reviewer.interests.update(declared_on=clock.day_of(clock.now()))
        sign(page)
        page.latest_revision.publish()
    overdue = ReviewedPage.objects.get()
    assert (overdue.live, review_status(overdue, clock.now()).state) == (True, State.OVERDUE)
