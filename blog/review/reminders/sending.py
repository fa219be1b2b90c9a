"""Sends each note once: the row is the lock; what the mail server refuses is given back."""

import logging
from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from django.db import IntegrityError, transaction
from django_tasks import TaskResultStatus

from blog.review.models import Reminder
from blog.review.reminders.notes import Note
from blog.review.reminders.tasks import mail_reminders

logger = logging.getLogger("medical_review")


def send(notes: Iterable[Note], now: datetime) -> tuple[int, int]:
    """Mail what nobody has mailed yet, one mail for each address; return how many left and how many failed."""
    sent = failed = 0
    in_order = sorted(notes, key=lambda note: (note.address.lower(), note.due_on, note.kind, note.subject))
    for _key, group in groupby(in_order, key=lambda note: note.address.lower()):
        claimed = claim(list(group), now)
        if not claimed:
            continue
        if _mail(claimed):
            sent += 1
        else:
            failed += 1
    return sent, failed


def claim(notes: list[Note], now: datetime) -> dict[int, Note]:
    """Write the rows of those that nobody claimed yet; return them by the key of their row."""
    subjects = {note.lock["subject"] for note in notes}
    names = ("kind", "subject", "due_on", "days_before")
    known = set(Reminder.objects.filter(subject__in=subjects).values_list(*names))
    fresh = {}
    for note in notes:
        fresh.setdefault(tuple(note.lock[name] for name in names), note)
    claimed = {}
    for lock, note in fresh.items():
        if lock not in known and (row := _claim_one(note, now)):
            claimed[row.pk] = note
    return claimed


def _claim_one(note: Note, now: datetime) -> Reminder | None:
    """Return the new row; None if somebody who runs at the same moment was faster."""
    try:
        with transaction.atomic():
            return Reminder.objects.create(**note.lock, sent_at=now)
    except IntegrityError:
        return None


def _mail(claimed: dict[int, Note]) -> bool:
    address = next(iter(claimed.values())).address
    lines = [note.line for note in claimed.values()]
    try:
        result = mail_reminders.enqueue(list(claimed), address, lines)
    except Exception:
        # The queue itself is down: the task, which gives back what it could not send, never ran.
        Reminder.objects.filter(pk__in=list(claimed)).delete()
        logger.exception("Reminders could not be handed over.")
        return False
    return result.status != TaskResultStatus.FAILED
