"""An emergency replaces dangerous text at once, never for longer than three days, never for good."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core import mail

from blog.review import clock, emergency, gate
from blog.review.approval import approval_of
from blog.review.digest import content_digest
from blog.review.minor_edits.publishing import Draft, WayRefused
from blog.review.models import EmergencyReplacement, MinorEditProposal, Publication
from blog.review.status import State, review_status
from tests.blog.review.conftest import live_body, root_of, sign
from tests.testapp.models import ReviewedPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(make_user):
    return make_user("chief", "Editors", "Emergency editors")


@pytest.fixture
def dangerous(published, editor, redraft, chief):
    """5 mg kills; the draft says so."""
    redraft(published, body="<p>Take none of it.</p>", user=chief)
    return published


def replace(page, user, reason="5 mg kills.", read=None, now=None):
    return emergency.replace(page, user, reason, read=read or root_of(page), now=now or clock.now())


class TestPromise:
    def test_an_editor_without_the_role_may_not(self, dangerous, editor):
        with pytest.raises(WayRefused, match="Emergency editors"):
            replace(dangerous, editor)
        assert "5 mg" in live_body(dangerous)
        assert not EmergencyReplacement.objects.exists()

    def test_the_role_alone_does_not_open_other_peoples_pages(self, dangerous, make_user):
        with pytest.raises(WayRefused, match="Emergency editors"):
            replace(dangerous, make_user("outsider", "Emergency editors"))

    def test_a_new_article_is_no_emergency(self, page, chief):
        with pytest.raises(WayRefused, match="not published"):
            replace(page, chief)

    def test_the_replaced_text_does_not_look_reviewed(self, dangerous, chief):
        replace(dangerous, chief)
        status = review_status(ReviewedPage.objects.get(pk=dangerous.pk), clock.now())
        assert (status.state, status.is_current) == (State.STALE, False)
        assert status.publication.basis == "emergency"

    def test_it_ends_after_three_days(self, dangerous, chief, days):
        replacement = replace(dangerous, chief)
        publication = Publication.objects.current(dangerous.pk)
        assert publication.until == replacement.until
        assert publication.until - replacement.replaced_at == timedelta(hours=72)
        assert not publication.permits_at(replacement.until)

    def test_a_second_one_gets_no_more_time(self, dangerous, chief, redraft):
        first = replace(dangerous, chief)
        with time_machine.travel(clock.now() + timedelta(hours=70), tick=False):
            redraft(dangerous, body="<p>Take none, really.</p>", user=chief)
            second = replace(dangerous, chief)
        assert second.until == first.until

    def test_after_a_signature_in_between_the_time_is_new(self, dangerous, chief, redraft, make_person):
        first = replace(dangerous, chief)
        with time_machine.travel(clock.now() + timedelta(hours=2), tick=False):
            sign(Draft.of(dangerous.pk).page)
            assert review_status(ReviewedPage.objects.get(pk=dangerous.pk), clock.now()).is_current
            redraft(dangerous, body="<p>Take none, really.</p>", user=chief)
            assert replace(dangerous, chief).until > first.until

    def test_the_faulty_text_does_not_come_back_on_its_old_signature(self, dangerous, chief):
        faulty = Publication.objects.current(dangerous.pk).digest
        replace(dangerous, chief)
        [problem] = approval_of(dangerous, faulty, clock.now()).problems
        assert "replaced in an emergency" in problem
        old = dangerous.revisions.order_by("pk").first()
        with pytest.raises(gate.ReviewRequired, match="replaced in an emergency"):
            old.publish()
        assert "none" in live_body(dangerous)

    def test_signed_anew_it_may(self, dangerous, chief, published):
        replace(dangerous, chief)
        old = dangerous.revisions.order_by("pk").first().as_object()
        with time_machine.travel(clock.now() + timedelta(minutes=1), tick=False):
            sign(old)
            assert approval_of(old, content_digest(old).root, clock.now()).review


class TestRefusals:
    def test_not_without_a_reason(self, dangerous, chief):
        with pytest.raises(WayRefused, match="cannot wait"):
            replace(dangerous, chief, " ")

    def test_not_without_a_change(self, published, chief):
        with pytest.raises(WayRefused, match="says the same"):
            replace(published, chief)

    def test_not_another_text_than_was_seen(self, dangerous, chief, redraft):
        read = root_of(dangerous)
        redraft(dangerous, body="<p>Take all of it.</p>", user=chief)
        with pytest.raises(WayRefused, match="changed in the meantime"):
            replace(dangerous, chief, read=read)

    def test_not_later(self, dangerous, chief, redraft):
        redraft(dangerous, body="<p>None.</p>", user=chief, go_live_at=clock.now() + timedelta(days=1))
        with pytest.raises(WayRefused, match="date to go live"):
            replace(dangerous, chief)


def test_everything_is_recorded_and_the_proposal_of_the_old_text_closed(dangerous, chief):
    MinorEditProposal.objects.create(
        page_id=dangerous.pk, page_title="x", digest="x", reason="typo", proposed_at=clock.now()
    )
    replacement = replace(dangerous, chief)
    assert (replacement.editor, replacement.reason) == (chief, "5 mg kills.")
    assert replacement.payload["content"] == Publication.objects.current(dangerous.pk).content
    assert not MinorEditProposal.objects.open().exists()


def test_reviewer_and_editors_are_mailed_at_once(
    dangerous, chief, editor, reviewer, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        replace(dangerous, chief)
    assert {message.to[0] for message in mail.outbox} == {reviewer.user.email, editor.email, chief.email}
    assert "5 mg kills." in mail.outbox[0].body


def test_the_role_stands_among_the_permissions_of_a_group():
    [permission] = emergency.permissions()
    assert permission.codename == "replace_in_emergency"
    assert Group.objects.get(name="Emergency editors").permissions.filter(pk=permission.pk).exists()


def test_the_deadline_is_said_where_the_site_is(settings):
    until = clock.now()
    assert emergency.deadline_in_words(until)
