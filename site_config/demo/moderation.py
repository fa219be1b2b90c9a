"""What moderators find beside the demonstration's comments: reports, notes, care, earlier texts, pins."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.utils import timezone
from wagtail.models import Site

from comments.models import (
    CareAction,
    CareCase,
    CareState,
    Comment,
    CommentNote,
    CommentRevision,
    CommentSettings,
    Correspondent,
    Report,
)
from comments.models.correspondents import address_key
from site_config.demo.records import remember_new


def add_correspondents(data: dict[str, Any]) -> None:
    """Make the addresses that followed the link in our mail, and those whose comments are always read first."""
    confirmed, read_first = data["confirmed"], data["always_read_first"]
    for email in [*confirmed, *read_first]:
        correspondent = Correspondent(
            address_key=address_key(email),
            confirmed_at=timezone.now() if email in confirmed else None,
            always_read_first=email in read_first,
        )
        correspondent.save()
        remember_new(correspondent)


def name_who_cares(accounts: dict[str, AbstractUser]) -> None:
    """Say who looks after people in distress, and who if nobody acts."""
    words = CommentSettings(
        site=Site.objects.get(is_default_site=True),
        care_owner=accounts["moderator"],
        care_deputy=accounts["admin"],
        contact="Write to desk@example.org.",
    )
    words.save()
    remember_new(words)


def surround(comment: Comment, entry: dict[str, Any], accounts: dict[str, AbstractUser]) -> None:
    """Add what the data file says about the comment, and give it its place in the queue."""
    moderator = accounts["moderator"]
    for number, body in enumerate(entry.get("earlier", []), start=1):
        CommentRevision(comment=comment, number=number, body=body, replaced_at=timezone.now()).save()
    for text in entry.get("notes", []):
        note = CommentNote(comment=comment, text=text, author=moderator, author_label=str(moderator))
        note.at = timezone.now()
        note.save()
    if entry.get("pinned"):
        comment.thread.pinned = comment
        comment.thread.save(update_fields=["pinned"])
    _report(comment, entry.get("reports", []))
    _care(comment, entry, moderator)
    comment.set_attention()
    comment.save()


def _report(comment: Comment, reports: list[dict[str, Any]]) -> None:
    for number, report in enumerate(reports):
        network = f"demonstration-{number}"
        Report(comment=comment, network_key=network, good_faith=True, sent_at=timezone.now(), **report).save()
    comment.open_reports = len(reports)


def _care(comment: Comment, entry: dict[str, Any], moderator: AbstractUser) -> None:
    if not comment.care_open:
        return
    now, closed = timezone.now(), entry.get("care_closed", False)
    case = CareCase(
        comment=comment,
        tier=comment.care_tier,
        state=CareState.CLOSED if closed else CareState.OPEN,
        owner=moderator if closed else None,
        opened_at=comment.submitted_at,
        due_at=comment.submitted_at + timedelta(minutes=entry.get("due_in_minutes", 240)),
        closed_at=now if closed else None,
    )
    case.save()
    comment.care_open = not closed
    if closed:
        _act(case, "answered", "A reply by our reviewer stands below the comment.", moderator)
        _act(case, "closed", "She wrote again on Tuesday and is in treatment.", moderator)


def _act(case: CareCase, kind: str, note: str, moderator: AbstractUser) -> None:
    CareAction(
        case=case, kind=kind, note=note, actor=moderator, actor_label=str(moderator), at=timezone.now()
    ).save()
