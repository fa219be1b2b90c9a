"""What is purged, when, and what must stay."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from comments.models import (
    Comment,
    CommentNote,
    CommentRevision,
    Correspondent,
    ImpossibleMove,
    Report,
    ReportReason,
)
from comments.models.correspondents import address_key
from comments.privacy import retention
from comments.privacy.retention import purge
from comments.states import Status

pytestmark = pytest.mark.django_db


def days(number):
    return timezone.now() + timedelta(days=number)


def make(write, status=Status.PUBLISHED, **fields):
    details = {"email": "ann@example.org", "findings": [{"code": "x", "message": "y"}], "network_key": "k"}
    return write("A text", status, **details | fields)


@pytest.mark.parametrize(
    ("status", "after"), [(Status.REJECTED, 30), (Status.SPAM, 15), (Status.WITHDRAWN, 0)]
)
def test_a_text_nobody_sees_goes_after_its_time(write, status, after):
    comment = make(write, status)
    CommentRevision.objects.create(comment=comment, number=1, body="before")
    CommentNote.objects.create(comment=comment, text="note", author_label="Mo")
    if after:
        purge(days(after - 1))
        comment.refresh_from_db()
        assert (comment.body, comment.email) == ("A text", "ann@example.org")
    assert purge(days(after + 1))["texts of comments nobody sees"] == 1
    comment.refresh_from_db()
    assert (comment.body, comment.html, comment.name, comment.email, comment.findings) == ("", "", "", "", [])
    assert comment.status == status
    assert (CommentRevision.objects.count(), CommentNote.objects.count()) == (0, 0)
    assert comment.events.exists()
    assert set(purge(days(after + 2)).values()) == {0}


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.PENDING, Status.HIDDEN])
def test_what_is_read_or_may_still_be_is_never_purged(write, status):
    comment = make(write, status)
    purge(days(4000))
    comment.refresh_from_db()
    assert (comment.body, comment.name, comment.email) == ("A text", "Ann", "ann@example.org")


def test_a_text_stays_while_somebody_looks_after_its_author(write):
    comment = make(write, Status.REJECTED)
    Comment.objects.update(care_open=True)
    purge(days(400))
    comment.refresh_from_db()
    assert comment.body
    Comment.objects.update(care_open=False)
    purge(days(400))
    comment.refresh_from_db()
    assert not comment.body


def test_what_has_no_text_any_more_can_be_neither_published_nor_taken_back(write, moderator):
    comment = write("text", Status.PENDING)
    event = comment.transition(Status.REJECTED, moderator, "", comment.version)
    purge(days(31))
    with pytest.raises(ImpossibleMove, match="no longer kept"):
        comment.transition(Status.PUBLISHED, moderator, "", comment.version)
    with pytest.raises(ImpossibleMove, match="no longer kept"):
        comment.undo(event, moderator, comment.version)


def test_keys_go_after_thirty_days(write):
    comment = make(write, submission_key="use")
    report = Report.objects.create(comment=comment, reason=ReportReason.OTHER, network_key="k")
    purge(days(29))
    comment.refresh_from_db()
    report.refresh_from_db()
    assert (comment.network_key, comment.submission_key, report.network_key) == ("k", "use", "k")
    purge(days(31))
    comment.refresh_from_db()
    report.refresh_from_db()
    assert (comment.network_key, comment.submission_key, report.network_key) == ("", None, "")


def test_what_was_never_confirmed_goes_after_a_week(write):
    make(write, Status.PENDING)
    Comment.objects.update(status=Status.UNCONFIRMED)
    purge(days(6))
    assert Comment.objects.exists()
    assert purge(days(8))["comments never confirmed"] == 1
    assert not Comment.objects.exists()


def test_earlier_texts_go_after_thirty_days(write):
    CommentRevision.objects.create(comment=make(write), number=1, body="before")
    purge(days(29))
    assert CommentRevision.objects.exists()
    purge(days(31))
    assert not CommentRevision.objects.exists()


def test_who_reported_is_forgotten_half_a_year_after_the_answer(write):
    report = Report.objects.create(
        comment=make(write),
        reason=ReportReason.OTHER,
        name="Cy",
        email="cy@example.org",
        explanation="Because",
    )
    purge(days(400))
    report.refresh_from_db()
    assert report.name == "Cy"
    Report.objects.update(closed_at=timezone.now())
    purge(days(179))
    report.refresh_from_db()
    assert report.name == "Cy"
    purge(days(181))
    report.refresh_from_db()
    assert (report.name, report.email, report.explanation) == ("", "", "")


def test_an_address_without_comments_is_forgotten_unless_it_must_be_remembered(write):
    kept = [make(write).email, "stopped@example.org", "first@example.org", "reporter@example.org"]
    Report.objects.create(comment=Comment.objects.get(), reason=ReportReason.OTHER, email=kept[3])
    marks = {kept[1]: {"stopped_at": timezone.now()}, kept[2]: {"always_read_first": True}}
    for email in (*kept, "gone@example.org"):
        Correspondent.objects.create(
            address_key=address_key(email), confirmed_at=timezone.now(), **marks.get(email, {})
        )
    assert purge(days(29))["addresses without comments"] == 0
    assert purge(days(31))["addresses without comments"] == 1
    assert set(Correspondent.objects.values_list("address_key", flat=True)) == set(map(address_key, kept))


def test_more_than_a_batch_is_purged_to_the_end(write, monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    for _ in range(5):
        write("text", Status.SPAM)
    assert purge(days(16))["texts of comments nobody sees"] == 5
    assert not Comment.objects.exclude(body="").exists()


def test_the_command_says_what_it_did(write, capsys):
    call_command("purge_comments")
    assert capsys.readouterr().out == "Nothing is old enough to be removed.\n"
    make(write, Status.WITHDRAWN)
    call_command("purge_comments")
    assert capsys.readouterr().out == "Removed texts of comments nobody sees: 1\n"
