"""Authors who asked are told why their comment is not shown: once, kindly, and nobody who is in distress."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from comments.models import Comment, CommentSettings, Correspondent
from comments.models.correspondents import address_key
from comments.notifications import tasks
from comments.notifications.refusals import due, tell_refusals
from comments.states import Reason, Role, Status

pytestmark = pytest.mark.django_db

EMAIL = "ann@example.org"


@pytest.fixture
def confirmed(db):
    return Correspondent.objects.create(address_key=address_key(EMAIL), confirmed_at=timezone.now())


def later(minutes=16):
    return timezone.now() + timedelta(minutes=minutes)


def asked(write, status=Status.REJECTED, **fields):
    return write("My secret words", status, **{"email": EMAIL, "notify_decision": True} | fields)


def test_a_rejection_is_told_after_a_pause_with_its_reason_and_how_to_appeal(
    write, confirmed, moderator, page
):
    CommentSettings.objects.create(site=page.get_site(), contact="editors@example.org")
    comment = asked(write, Status.PENDING)
    comment.transition(Status.REJECTED, moderator, Reason.ADVERTISING, comment.version)
    assert tell_refusals(later(14)) == (0, [])
    assert tell_refusals(later()) == (1, [])
    (message,) = mail.outbox
    for expected in (
        "reads like an advertisement",
        "editors@example.org",
        "/receipt/",
        "A person of our team",
    ):
        assert expected in message.body
    for secret in ("secret", "Ann", str(moderator)):
        assert secret not in message.subject + message.body
    assert "is never a reason" in message.body
    # Once.
    assert tell_refusals(later(60)) == (0, [])
    assert len(mail.outbox) == 1


def test_what_was_taken_back_in_time_is_not_told(write, confirmed, moderator):
    comment = asked(write, Status.PENDING)
    event = comment.transition(Status.REJECTED, moderator, "", comment.version)
    comment.undo(event, moderator, comment.version)
    assert tell_refusals(later(60)) == (0, [])
    assert mail.outbox == []


def test_who_is_not_told(write, confirmed):
    """Each of these lacks one thing, or has one too many."""
    cases = (
        {"notify_decision": False},
        {"email": ""},
        {"email": "unconfirmed@example.org"},
        {"status": Status.SPAM},
        {"status": Status.PENDING},
        {"status": Status.WITHDRAWN},
    )
    told = []
    for fields in cases:
        asked(write, **fields)
        if tell_refusals(later())[0]:
            told.append(fields)
    comment = Comment.objects.filter(pk=asked(write).pk)
    for worry in ({"care_open": True, "care_tier": 2}, {"care_open": False, "care_tier": 2}):
        comment.update(**worry)
        if tell_refusals(later())[0]:
            told.append(worry)
    assert (told, mail.outbox) == ([], [])


def test_a_hidden_comment_says_who_hid_it(write, confirmed):
    asked(write, Status.HIDDEN)
    by_reports = asked(write, Status.PUBLISHED)
    by_reports.transition(Status.HIDDEN, Role.SYSTEM, "", by_reports.version)
    assert tell_refusals(later()) == (2, [])
    assert "A person of our team" in mail.outbox[0].body
    assert "Several readers have reported" in mail.outbox[1].body
    assert "You can simply answer this mail" in mail.outbox[1].body
    assert "not shown any more" in mail.outbox[1].subject


def test_a_refused_mail_keeps_no_other_back_and_is_tried_again(write, confirmed, monkeypatch):
    asked(write)
    asked(write)
    real, calls = tasks.send, []

    def fail_once(*args, **kwargs):
        calls.append(args)
        if len(calls) == 1:
            raise OSError("refused")
        real(*args, **kwargs)

    monkeypatch.setattr(tasks, "send", fail_once)
    told, failures = tell_refusals(later())
    assert (told, len(failures)) == (1, 1)
    assert tell_refusals(later()) == (1, [])
    assert len(mail.outbox) == 2


def test_what_another_process_tells_is_left_to_it(write, confirmed, monkeypatch):
    asked(write)
    keys = list(due(later()).values_list("pk", flat=True))
    tell_refusals(later())
    monkeypatch.setattr("comments.notifications.refusals._keys_due", lambda now: keys)
    assert tell_refusals(later()) == (0, [])
    assert len(mail.outbox) == 1


def test_the_command_names_what_failed(write, confirmed, monkeypatch, capsys):
    asked(write)
    Comment.objects.update(status_since=timezone.now() - timedelta(hours=1))
    with monkeypatch.context() as broken:
        broken.setattr(tasks, "send", lambda *args, **kwargs: 1 / 0)
        with pytest.raises(CommandError, match="division"):
            call_command("tell_authors")
    call_command("tell_authors")
    assert "1 authors told" in capsys.readouterr().out
