"""At any hour any editor alone takes wrong text off the site; readers and the reviewer are told."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from wagtail.models import GroupPagePermission

from blog.review import clock, corrections, emergency, gate
from blog.review.minor_edits import proposing
from blog.review.minor_edits.cumulative import baseline_of
from blog.review.minor_edits.deleting import delete_and_correct, details_of
from blog.review.minor_edits.publishing import Draft, WayRefused
from blog.review.models import Correction, MedicalReview, MinorEdit, MinorEditProposal, Publication
from blog.review.signing import request_changes
from blog.review.status import State, review_status
from tests.blog.review.conftest import live_body, root_of, sign
from tests.testapp.models import BlocksPage, ReviewedPage

pytestmark = pytest.mark.django_db
GONE = ("<p>Take 5 mg.</p>", "")


def delete(page, user, read=None, **words):
    words = {"wrong": "The dose was wrong.", "changed": "It was taken out."} | words
    return delete_and_correct(page, user, read=read or root_of(page), now=clock.now(), **words)


@pytest.fixture
def helper(make_user):
    """Somebody who may edit every page and publish none."""
    user = make_user("helper", "Helpers")
    group, _ = Group.objects.get_or_create(name="Helpers")
    user.groups.add(group)
    GroupPagePermission.objects.create(
        group=group,
        page=ReviewedPage.get_first_root_node(),
        permission=Permission.objects.get(codename="change_page"),
    )
    return user


class TestPromise:
    @pytest.mark.parametrize(
        "change",
        [("Take 5 mg.", "Take mg."), ("5 mg", "50 mg"), (*GONE, ("Slep", "Sleep")), ("helps. ", "")],
    )
    def test_nothing_but_whole_pieces_goes(self, slips, redraft, editor, change):
        redraft(slips, (change[0], change[1]), *change[2:])
        with pytest.raises(WayRefused, match="more than deleted blocks"):
            delete(slips, editor)
        assert live_body(slips) == slips.body
        assert not Correction.objects.exists()

    def test_not_without_both_sentences_and_then_nothing_is_published(self, slips, redraft, editor):
        redraft(slips, GONE)
        with pytest.raises(corrections.CorrectionRefused):
            delete(slips, editor, changed=" ")
        assert "5 mg" in live_body(slips)
        assert not MinorEdit.objects.exists()

    def test_not_by_somebody_who_may_not_edit(self, slips, redraft, make_user):
        redraft(slips, GONE)
        with pytest.raises(WayRefused, match="may not edit"):
            delete(slips, make_user("stranger", "Reviewers"))

    def test_nothing_else_goes_out_by_somebody_who_may_not_publish(self, slips, redraft, helper, editor):
        redraft(slips, GONE, user=helper, slug="elsewhere")
        with pytest.raises(WayRefused, match="Slug"):
            delete(slips, helper)
        delete(slips, editor)
        assert ReviewedPage.objects.get(pk=slips.pk).slug == "elsewhere"

    def test_not_another_text_than_was_seen(self, slips, redraft, editor):
        read = root_of(slips)
        redraft(slips, GONE)
        with pytest.raises(WayRefused, match="changed in the meantime"):
            delete(slips, editor, read=read)


def test_an_editor_without_the_permission_to_publish_deletes_alone(slips, redraft, helper):
    assert not slips.permissions_for_user(helper).can_publish()
    redraft(slips, GONE, user=helper)
    correction = delete(slips, helper)
    assert "5 mg" not in live_body(slips)
    publication = Publication.objects.current(slips.pk)
    edit = publication.minor_edit
    assert (publication.basis, edit.reason, edit.second, edit.editor) == (
        "minor_edit",
        "deletion",
        None,
        helper,
    )
    assert (correction.digest, correction.published_by) == (publication.digest, helper)
    assert publication.content == edit.payload["content"]
    assert review_status(ReviewedPage.objects.get(pk=slips.pk), clock.now()).state == State.CURRENT


def test_an_editor_unpublishes_alone(slips, editor, client):
    client.force_login(editor)
    client.post(f"/admin/pages/{slips.pk}/unpublish/")
    assert not ReviewedPage.objects.get(pk=slips.pk).live
    assert Publication.objects.current(slips.pk).basis == "withdrawn"


def test_the_reviewer_is_mailed_what_was_deleted_and_of_warnings_first(
    site_root, reviewer, editor, django_capture_on_commit_callbacks
):
    body = [("paragraph", "<p>Rest.</p>"), ("note", {"heading": "Stop", "text": "<p>Call.</p>"})]
    page = BlocksPage(title="Heart", live=False, assigned_reviewer=reviewer, body=body)
    site_root.add_child(instance=page)
    sign(page)
    page.save_revision().publish()
    draft = BlocksPage.objects.get(pk=page.pk)
    del draft.body[1]
    draft.save_revision(user=editor)
    with django_capture_on_commit_callbacks(execute=True):
        delete(page, editor)
    [message] = mail.outbox
    assert message.to == [reviewer.user.email]
    assert "Deleted: Note." in message.body
    assert "The dose was wrong." in message.body


@pytest.mark.parametrize("kind", ["warning", "care_card"])
def test_a_deleted_warning_is_named_first(kind):
    assert "look at the page now" in details_of(["paragraph", kind])[0]


def test_an_open_proposal_is_closed_because_its_text_is_gone(slips, redraft, editor):
    redraft(slips, ("Slep", "Sleep"))
    proposing.propose(slips, editor, "typo", "x", read=root_of(slips), now=clock.now())
    redraft(slips, ("Sleep", "Slep"), GONE)
    delete(slips, editor)
    assert not MinorEditProposal.objects.open().exists()


def test_minor_edits_go_on_after_a_deletion_and_are_still_measured_together(slips, redraft, editor, reviewer):
    redraft(slips, ("Slep", "Sleep"))
    first = proposing.propose(slips, editor, "typo", "x", read=root_of(slips), now=clock.now())
    proposing.accept(first, reviewer.user, now=clock.now())
    redraft(slips, GONE)
    delete(slips, editor)
    baseline = baseline_of(Publication.objects.current(slips.pk))
    assert "Slep" in baseline.signed["body"]["html"]
    assert "5 mg" not in baseline.signed["body"]["html"]
    redraft(slips, ("symtoms", "symptoms"))
    assert proposing.problems_of(Draft.of(slips.pk), "typo", clock.now()) == []
    assert baseline.earlier == ("typo", "deletion")


class TestStanding:
    """Deleting works wherever a text is live, and makes nothing better than it was."""

    def test_on_an_overdue_page(self, slips, redraft, editor, days):
        redraft(slips, GONE)
        delete(slips, editor)
        assert review_status(ReviewedPage.objects.get(pk=slips.pk), days(400)).state == State.OVERDUE

    def test_on_an_older_article_that_was_never_reviewed(self, slips, redraft, editor, days):
        publication = Publication.objects.current(slips.pk)
        until = days(100)
        gate.record(
            slips,
            gate.Outcome(
                "transition", publication.digest, None, payload=publication.review.payload, until=until
            ),
        )
        redraft(slips, GONE)
        delete(slips, editor)
        after = Publication.objects.current(slips.pk)
        assert (after.basis, after.until, after.review) == ("transition", until, None)
        assert "5 mg" not in after.content["body"]["html"]

    def test_on_a_text_that_was_replaced_in_an_emergency(self, slips, redraft, admin_user):
        redraft(slips, ("Slep", "Beds"))
        emergency.replace(slips, admin_user, "x", read=root_of(slips), now=clock.now())
        until = Publication.objects.current(slips.pk).until
        redraft(slips, GONE)
        delete(slips, admin_user)
        after = Publication.objects.current(slips.pk)
        assert (after.basis, after.until) == ("emergency", until)
        assert "5 mg" not in after.content["body"]["html"]
        assert "Beds" in after.content["body"]["html"]

    def test_where_a_reviewer_asked_for_changes_it_does_not_look_reviewed_afterwards(
        self, slips, redraft, editor, reviewer
    ):
        request_changes(slips, reviewer, statement="Old.", signed_by=reviewer.user)
        gate.renew(slips, MedicalReview.objects.of_page(slips.pk).first())
        redraft(slips, GONE)
        delete(slips, editor)
        page = ReviewedPage.objects.get(pk=slips.pk)
        assert review_status(page, clock.now()).state == State.CHANGES_REQUESTED

    def test_not_where_nothing_is_live_or_nothing_is_left_out(self, slips, redraft, editor):
        with pytest.raises(WayRefused, match="leaves nothing out"):
            delete(slips, editor)
        redraft(slips, GONE)
        ReviewedPage.objects.get(pk=slips.pk).unpublish()
        with pytest.raises(WayRefused, match="not published"):
            delete(slips, editor)

    def test_not_everything(self, site_root, reviewer, editor):
        page = BlocksPage(title="Heart", live=False, assigned_reviewer=reviewer, body=[("number", 2.0)])
        site_root.add_child(instance=page)
        sign(page)
        page.save_revision().publish()
        draft = BlocksPage.objects.get(pk=page.pk)
        draft.body = []
        draft.save_revision()
        with pytest.raises(WayRefused, match="Unpublish the page"):
            delete(page, editor)

    def test_not_with_a_schedule(self, slips, redraft, editor):
        redraft(slips, GONE, go_live_at=clock.now() + timedelta(days=1))
        with pytest.raises(WayRefused, match="date to go live"):
            delete(slips, editor)
