"""Each note leaves once: whatever the mail server does, and however often somebody tries."""

from datetime import date

import pytest
from django.core import mail
from django.utils import timezone

from blog.review.models import Reminder
from blog.review.reminders import sending
from blog.review.reminders.notes import Note

pytestmark = pytest.mark.django_db


def note(number=7, address="ana@example.org", kind="review"):
    return Note(address, kind, f"page {number}", date(2027, 3, 1), 30, f"Text {number}.", "https://x/")


def send(*notes):
    return sending.send(notes, timezone.now())


def broken(*args, **kwargs):
    raise OSError("No route to the mail server")


def test_forty_pages_make_one_mail(mailoutbox):
    assert send(*(note(number) for number in range(40)), note(1, "ben@example.org")) == (2, 0)
    ana, ben = sorted(mailoutbox, key=lambda message: message.to)
    assert (ana.to, ana.subject) == (["ana@example.org"], "Medical review: 40 things are due")
    assert all(f"Text {number}." in ana.body for number in range(40))
    assert ben.subject == "Medical review: one thing is due"


def test_what_is_due_stands_together(mailoutbox):
    send(
        *(note(kind=kind) for kind in ("recheck", "interests", "credential", "review", "ending", "withdrawn"))
    )
    heads = ["Taken off the site", "Ends soon", "To be read again", "Credentials", "Statements", "register"]
    positions = [mailoutbox[0].body.index(head) for head in heads]
    assert positions == sorted(positions)


def test_nothing_leaves_twice(mailoutbox):
    assert send(note(), note(address="ANA@example.org")) == (1, 0)
    assert send(note()) == (0, 0)
    assert send(note(), note(8)) == (1, 0)
    assert ["Text 7." in message.body for message in mailoutbox] == [True, False]


def test_a_failing_mail_server_loses_nothing(monkeypatch, mailoutbox):
    monkeypatch.setattr(mail.EmailMessage, "send", broken)
    assert send(note(), note(1, "ben@example.org")) == (0, 2)
    assert not Reminder.objects.exists()
    monkeypatch.undo()
    assert send(note(), note(1, "ben@example.org")) == (2, 0)
    assert Reminder.objects.count() == len(mailoutbox) == 2


def test_a_failing_queue_loses_nothing(monkeypatch):
    class Queue:
        enqueue = broken

    monkeypatch.setattr(sending, "mail_reminders", Queue)
    assert send(note()) == (0, 1)
    assert not Reminder.objects.exists()


def test_who_is_slower_sends_nothing(monkeypatch, mailoutbox):
    send(note())
    # As if the other run had written its row after this one had looked.
    monkeypatch.setattr(Reminder.objects.__class__, "filter", lambda self, **k: Reminder.objects.none())
    assert send(note()) == (0, 0)
    assert len(mailoutbox) == 1
