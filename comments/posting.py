"""Stores an assessed submission, once."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import translation

from comments.care.cases import open_case
from comments.findings import Assessment
from comments.models import Comment, CommentThread
from comments.notifications.confirming import first_status
from comments.remote import ask_later
from comments.states import CareTier
from comments.submission import Submission


class AlreadyUsed(Exception):  # noqa: N818  named for the state, as Django names DoesNotExist
    """The form was already used for other words."""


def earlier_use(key: str, submission: Submission) -> Comment | None:
    """Return the comment that came from the same use of the form. Raises AlreadyUsed if it says other things."""
    earlier = Comment.objects.select_related("thread").filter(submission_key=key).first()
    if earlier is not None and earlier.body_digest != submission.digest:
        raise AlreadyUsed
    return earlier


def store(submission: Submission, assessment: Assessment, key: str) -> Comment:
    """Store what `submission` says with the status of its assessment; return the comment.

    `key` is the use of the form: of two requests with the same key, also at the same moment, one comment comes.
    Raises ValueError where nothing is to be stored, and AlreadyUsed.
    """
    status = first_status(submission, assessment)
    if status is None or submission.page is None:
        raise ValueError(f"Nothing to store: {assessment.outcome}")
    try:
        with transaction.atomic():
            comment = _comment(submission, assessment, key)
            comment.submit(status)
            if assessment.care_tier >= CareTier.PRESENT:
                open_case(comment, assessment.care_tier)
            ask_later(comment)
    except IntegrityError:
        earlier = earlier_use(key, submission)
        if earlier is None:
            raise
        return earlier
    return comment


def kept_findings(assessment: Assessment) -> list[dict]:
    """Return the findings as they are stored: moderators read them, so in the language of the site."""
    with translation.override(settings.LANGUAGE_CODE):
        return [finding.as_dict() for finding in assessment.findings]


def _comment(submission: Submission, assessment: Assessment, key: str) -> Comment:
    comment = Comment(
        thread=_thread(submission),
        parent=submission.parent,
        name=submission.name,
        email=submission.email.lower(),
        notify_replies=submission.notify_replies and bool(submission.email),
        notify_decision=submission.notify_decision and bool(submission.email),
        network_key=submission.network,
        body_digest=submission.digest,
        submission_key=key,
        findings=kept_findings(assessment),
        care_tier=assessment.care_tier,
    )
    comment.write(submission.body)
    return comment


def _thread(submission: Submission) -> CommentThread:
    """Return the thread of the page, which comes with its first comment."""
    if submission.thread is not None and submission.thread.pk is not None:
        return submission.thread
    thread, _created = CommentThread.objects.get_or_create(page_id=submission.page_id)
    return thread
