"""An author changes a comment: the new text passes all checks again, as if it were sent for the first time."""

from dataclasses import replace

from django.db import transaction
from django.http import HttpRequest

from comments.care.cases import open_case
from comments.findings import Assessment, Outcome
from comments.models import Comment
from comments.posting import kept_findings
from comments.states import CareTier
from comments.submission import Submission, read_submission


def read_edit(request: HttpRequest, comment: Comment) -> Submission:
    """Return what `request` sends in place of the text of `comment`: the text is new, the rest stays.

    The author insists on a text if the fingerprint of exactly this text, as it was asked about, comes along.
    """
    submission = read_submission(request, comment.thread.page)
    submission = replace(
        submission,
        name=comment.name,
        email=comment.email,
        parent=comment.parent,
        parent_missing=False,
        replaces=comment,
    )
    if not submission.delivery.is_readable:
        return submission
    return replace(submission, insists=request.POST.get("seen", "") == submission.fingerprint)


def change(comment: Comment, submission: Submission, assessment: Assessment) -> None:
    """Store the new text. Raises ValueError where the checks refuse it, Conflict and ImpossibleMove."""
    if assessment.status is None:
        raise ValueError(f"Nothing to store: {assessment.outcome}")
    with transaction.atomic():
        comment.edit(
            submission.body,
            comment.version,
            holds=assessment.outcome != Outcome.PUBLISH,
            findings=kept_findings(assessment),
            care_tier=assessment.care_tier,
            body_digest=submission.digest,
        )
        if assessment.care_tier >= CareTier.PRESENT:
            open_case(comment, assessment.care_tier)
