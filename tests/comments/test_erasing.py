"""What is erased is in no table any more."""

from datetime import timedelta

import pytest
import time_machine
from django.db import models
from django.urls import reverse
from django.utils import timezone

from comments.models import (
    CareAction,
    CareCase,
    Comment,
    CommentNote,
    CommentRevision,
    CommentThread,
    Correspondent,
    ModerationEvent,
    Report,
    ReportReason,
)
from comments.models.correspondents import address_key
from comments.privacy import forgetting
from comments.privacy.belongings import Belongings
from comments.privacy.erasing import erase
from comments.states import Status
from comments.tokens import BadToken, FormToken, receipt_for
from tests.comments.dumping import dump

pytestmark = pytest.mark.django_db

EMAIL = "quillon@example.org"
# What must be nowhere afterwards: each word stands in one place alone.
TRACES = (
    "quillon",
    "text-of-the-comment",
    "peculiar-name",
    "text-of-the-answer",
    "earlier-text",
    "note-about-it",
    "finding-about-it",
    "report-about-it",
    "reporter-of-it",
    "context-of-it",
    "care-about-it",
    "report-by-the-person",
    "name-in-the-report",
    "network-key",
    address_key(EMAIL),
)


@pytest.fixture
def everything(write, moderator):
    """A published comment with all that can hang on one, a comment in each state, and a report of somebody else's."""
    root = write("Text-of-the-comment", name="Peculiar-Name", email=EMAIL, network_key="network-key")
    CommentRevision.objects.create(comment=root, number=1, body="Earlier-text")
    CommentNote.objects.create(comment=root, text="Note-about-it", author_label="Mo")
    case = CareCase.objects.create(comment=root, tier=2, due_at=timezone.now())
    CareAction.objects.create(case=case, kind="note", note="Care-about-it")
    Report.objects.create(
        comment=root, reason=ReportReason.OTHER, explanation="report-about-it", name="Reporter-of-it"
    )
    Comment.objects.filter(pk=root.pk).update(
        findings=[{"kind": "hold", "code": "x", "message": "finding-about-it"}],
        context_note="context-of-it",
        open_reports=1,
        care_open=True,
    )
    CommentThread.objects.update(pinned=root)
    for status in (Status.PENDING, Status.HIDDEN, Status.REJECTED, Status.SPAM, Status.WITHDRAWN):
        write("text-of-the-comment too", status, name="Peculiar-Name", email=EMAIL)
    other = write("Somebody else's")
    Report.objects.create(
        comment=other,
        reason=ReportReason.ABOUT_ME,
        email=EMAIL.upper(),
        name="name-in-the-report",
        explanation="report-by-the-person",
        network_key="network-key",
    )
    Correspondent.objects.create(address_key=address_key(EMAIL), confirmed_at=timezone.now())
    return root


def traces() -> set[str]:
    content = dump()
    return {trace for trace in TRACES if trace in content}


def counts_are_right() -> bool:
    threads = CommentThread.objects.recounted()
    return all(
        (thread.published_count, thread.pending_count) == (thread.published_recount, thread.pending_recount)
        for thread in threads
    )


def test_nothing_of_a_person_is_left_anywhere(everything, write):
    write("text-of-the-answer", parent=everything, email=EMAIL)
    assert traces() == set(TRACES)
    Belongings(address=EMAIL).erase()
    assert traces() == set()
    assert Comment.objects.get().body == "Somebody else's"
    assert counts_are_right()


def test_a_place_without_words_stays_only_where_others_answered(everything, write):
    reply = write("An answer by somebody else", parent=everything)
    Belongings(address=EMAIL).erase()
    assert traces() == set()
    place = Comment.objects.get(pk=everything.pk)
    assert (place.status, place.body, place.html, place.attention, place.shown) == ("erased", "", "", 0, True)
    assert Comment.objects.filter(status=Status.ERASED).count() == 1
    assert CommentThread.objects.get().pinned is None
    assert counts_are_right()
    # The answer goes as well, and the place that was kept for it.
    erase(reply.pk)
    assert not Comment.objects.filter(pk__in=[place.pk, reply.pk]).exists()
    assert counts_are_right()


def test_a_chain_of_answers_goes_when_its_last_is_erased(write):
    root = write("root")
    first = write("first", parent=root)
    second = write("second", parent=first)
    for comment in (root, first):
        erase(comment.pk)
    assert Comment.objects.filter(status=Status.ERASED).count() == 2
    erase(second.pk)
    assert not Comment.objects.exists()


def test_erasing_twice_is_harmless(write):
    root = write("root")
    write("reply", parent=root)
    erase(root.pk)
    erase(root.pk)
    assert root.events.filter(new=Status.ERASED).count() == 1
    erase(0)


def test_the_log_says_that_and_when_but_not_who(everything):
    Belongings(address=EMAIL).erase()
    events = ModerationEvent.objects.filter(new=Status.ERASED)
    assert events.count() == 6
    assert {(event.role, event.actor_id) for event in events} == {("system", None)}


def test_readers_see_a_removed_comment_above_the_answers(client, everything, write, page):
    write("An answer by somebody else", parent=everything)
    Belongings(address=EMAIL).erase()
    answer = client.get(reverse("reader_comments:comment", args=[everything.public_id])).content.decode()
    assert "This comment was removed." in answer
    assert "An answer by somebody else" in answer


def test_a_receipt_erases_its_one_comment_alone(write):
    mine, other = write("mine", email=EMAIL), write("other", email=EMAIL)
    Belongings.of_proof(receipt_for(mine.public_id)).erase()
    assert list(Comment.objects.all()) == [other]


def test_a_link_opens_an_address_for_a_day_and_does_not_tell_it(write):
    comment = write("mine", email=EMAIL)
    proof = Belongings(address=EMAIL).proof()
    assert Belongings.of_proof(proof).address == EMAIL
    with time_machine.travel(timezone.now() + timedelta(hours=23)):
        assert Belongings.of_proof(proof).address == EMAIL
    with time_machine.travel(timezone.now() + timedelta(hours=25)), pytest.raises(BadToken):
        Belongings.of_proof(proof)
    assert "quillon" not in proof
    # Written under another address since: the link does not open that one.
    Comment.objects.filter(pk=comment.pk).update(email="other@example.org")
    with pytest.raises(BadToken):
        Belongings.of_proof(proof)
    with pytest.raises(BadToken):
        Belongings.of_proof("forged")
    assert Belongings(address=EMAIL).proof() == ""


def test_a_report_alone_opens_its_address(write):
    Report.objects.create(comment=write(), reason=ReportReason.OTHER, email="Rita@Example.org", name="Rita")
    mine = Belongings.of_proof(Belongings(address="rita@example.org").proof())
    assert (mine.address, mine.reports.count(), mine.comments.count()) == ("rita@example.org", 1, 0)
    assert Belongings(public_id="x").reports.count() == 0
    mine.erase()
    assert "rita" not in dump()


def test_who_wants_no_mail_still_gets_none_afterwards(write):
    write("mine", email=EMAIL)
    Correspondent.objects.create(
        address_key=address_key(EMAIL), confirmed_at=timezone.now(), stopped_at=timezone.now()
    )
    Belongings(address=EMAIL).erase()
    kept = Correspondent.objects.get()
    assert (kept.confirmed_at, kept.stopped_at is None) == (None, False)


def test_neither_address_nor_browser_is_ever_stored(client, address, open_thread, page):
    sent = {"body": "How long does it take?", "token": FormToken.issue(page.pk).signed()}
    response = client.post(
        address,
        sent,
        headers={"Accept": "application/json", "User-Agent": "Peculiar/7.3 (Browser)"},
        REMOTE_ADDR="203.0.113.77",
    )
    assert response.status_code in {201, 202}
    content = dump()
    assert "how long does it take?" in content
    for trace in ("peculiar/7.3", "203.0.113", "sessionid"):
        assert trace not in content


def test_no_column_and_no_table_about_a_comment_is_forgotten():
    """Whoever adds one decides here what becomes of it."""
    harmless = {"public_id", "status"}
    texts = models.CharField | models.TextField | models.JSONField | models.BinaryField
    fields = {field.name for field in Comment._meta.concrete_fields if isinstance(field, texts)}
    assert fields - harmless == fields & set(forgetting.FORGOTTEN)
    # Answers and decisions stay; they hold nothing of it. A pin is taken off.
    stay = {Comment, ModerationEvent, CommentThread}
    others = {relation.related_model for relation in Comment._meta.related_objects} - stay
    assert others == set(forgetting.ABOUT_A_COMMENT)
