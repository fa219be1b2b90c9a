"""What a reader is told: the same words for a page, and for the script that shows them in place."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string

from comments.checks.shape import first_sending
from comments.findings import Assessment, Finding, Kind, Outcome
from comments.models import Comment
from comments.states import Status
from comments.submission import Submission
from comments.tokens import receipt_for
from comments.waiting_time import usual_wait

# What each refusal is in HTTP; everything else is a form to correct (422).
STATUS_CODES = {
    "method": 405,
    "size": 413,
    "content_type": 415,
    "cross_site": 403,
    "closed": 403,
    "too_fast": 429,
    "duplicate": 409,
    "form_used": 409,
}
# Refusals which have an answer of their own; the others are said at the field.
_OWN_ANSWERS = {"closed", "too_fast", "duplicate", "form_used"}


@dataclass(frozen=True)
class Answer:
    """One of: published, held, unconfirmed, care, nudge, refused, closed, too_fast, duplicate, form_used, unavailable.

    `helps` asks for the words of care before anything else, also where nothing was stored.
    """

    name: str
    status_code: int
    findings: tuple[Finding, ...] = ()
    comment: Comment | None = None
    first: Comment | None = None
    helps: bool = False

    @property
    def receipt(self) -> str:
        """The proof for the author, once a comment is stored."""
        return receipt_for(self.comment.public_id) if self.comment else ""

    @property
    def wait(self) -> int:
        """Seconds until sending again makes sense."""
        return max((finding.wait for finding in self.findings), default=0)

    @property
    def usual_wait(self) -> str:
        """How long others have waited lately, in words; empty where nobody knows."""
        return usual_wait()

    @property
    def field_errors(self) -> dict[str, list[str]]:
        """The messages by form field; those that belong to none under an empty name."""
        errors: dict[str, list[str]] = {}
        for finding in self.findings:
            errors.setdefault(finding.field, []).append(str(finding.message))
        return errors


def answer_to(assessment: Assessment) -> Answer:
    """Return the answer where nothing was stored."""
    helps = assessment.care_tier > 1
    if assessment.outcome == Outcome.NUDGE:
        return Answer("nudge", 422, assessment.of(Kind.NUDGE), helps=helps)
    refusals = assessment.refusals
    code = next((finding.code for finding in refusals if finding.code in STATUS_CODES), "")
    name = code if code in _OWN_ANSWERS else "refused"
    return Answer(name, STATUS_CODES.get(code, 422), refusals, helps=helps)


def refusal_of(submission: Submission, assessment: Assessment) -> Answer:
    """Return the answer where nothing was stored, with what `submission` repeats, if it does."""
    answer = answer_to(assessment)
    return replace(answer, first=first_sending(submission)) if answer.name == "duplicate" else answer


def answer_about(comment: Comment) -> Answer:
    """Return the answer about a comment just stored. What was taken for spam is told nothing of it."""
    if comment.is_published:
        return Answer("published", 201, comment=comment)
    if comment.care_tier > 1:
        return Answer("care", 202, comment=comment, helps=True)
    name = "unconfirmed" if comment.status == Status.UNCONFIRMED else "held"
    return Answer(name, 202, comment=comment)


def as_json(answer: Answer, context: dict[str, Any], request: HttpRequest | None = None) -> JsonResponse:
    """Return `answer` for the script: its name, the words as HTML, and what to do with the form."""
    html = render_to_string("reader_comments/_answer.html", context | {"answer": answer}, request)
    payload = {
        "outcome": answer.name,
        "html": html,
        "errors": answer.field_errors if answer.name == "refused" else {},
        "receipt": answer.receipt,
        "wait": answer.wait,
    }
    return JsonResponse(payload, status=answer.status_code)
