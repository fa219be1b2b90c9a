"""Comments that count only once the owner of their address has said so."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet

from comments.closing import settings_for
from comments.findings import Assessment, Finding, Kind
from comments.models import Comment, Conflict, Correspondent, ImpossibleMove
from comments.models.correspondents import address_key
from comments.remote import ask_later
from comments.states import CareTier, Role, Status
from comments.submission import Submission

_WAITS = {Status.PENDING, Status.PUBLISHED}


def first_status(submission: Submission, assessment: Assessment) -> Status | None:
    """Return the status in which a submission is stored: that of its assessment, or UNCONFIRMED before it.

    Nobody in distress waits for a mail, and what is spam sends none. An address that wants no mail cannot be asked, so
    a person reads what is written under it.
    """
    status, thread = assessment.status, submission.thread
    waits = status in _WAITS and submission.email and assessment.care_tier < CareTier.PRESENT
    if not waits or thread is None or not settings_for(thread).requires_confirmed_address:
        return status
    if Correspondent.of(submission.email).stopped_at is not None:
        return Status.PENDING
    return Status.UNCONFIRMED


def waiting_under(key: str) -> QuerySet:
    """Return the comments that wait for the owner of the address with this key."""
    waiting = Comment.objects.filter(status=Status.UNCONFIRMED)
    emails = waiting.order_by("email").values_list("email", flat=True).distinct()
    theirs = [email for email in emails if address_key(email) == key]
    return waiting.filter(email__in=theirs).select_related("thread__page").order_by("pk")


def confirm(key: str, public_ids: Collection[str], now: datetime) -> list[Comment]:
    """Take down that the owner of the address with this key wrote the comments with these ids.

    Return them: they are published now, or wait for a moderator.
    """
    row, _created = Correspondent.objects.get_or_create(address_key=key)
    Correspondent.objects.filter(pk=row.pk, confirmed_at=None).update(confirmed_at=now)
    confirmed = [comment for comment in waiting_under(key) if comment.public_id in public_ids]
    for comment in confirmed:
        _go_on(comment)
        ask_later(comment)
    return confirmed


def _go_on(comment: Comment) -> None:
    try:
        comment.transition(_following(comment), Role.AUTHOR, "", comment.version)
    except ImpossibleMove:
        # What it answers is not there any more: a person decides.
        comment.transition(Status.PENDING, Role.AUTHOR, "", comment.version)
    except Conflict:
        # A second click at the same moment: the first one did it.
        return


def _following(comment: Comment) -> Status:
    """Return what the checks made of the text, and the page of today: readers saw the nudges when they sent it."""
    findings = (Finding(**(kept | {"kind": Kind(kept["kind"])})) for kept in comment.findings)
    assessment = Assessment(tuple(findings), insists=True)
    free = assessment.status == Status.PUBLISHED and not comment.thread.is_pre_moderated
    return Status.PUBLISHED if free else Status.PENDING
