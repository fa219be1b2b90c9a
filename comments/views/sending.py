"""Takes comments, with and without the script. Knows no login and sets no cookie."""

from dataclasses import replace
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from wagtail.models import AbstractPage

from comments.answers import Answer, answer_about, answer_to, as_json, refusal_of
from comments.closing import settings_for
from comments.findings import Kind
from comments.forms import CommentForm
from comments.fragments import form_context
from comments.models import Comment, CommentThread, ImpossibleMove
from comments.pages import page_of_key, public_page
from comments.pipeline import assess
from comments.posting import AlreadyUsed, earlier_use, store
from comments.submission import Submission, answered_comment, read_submission
from comments.tokens import BadToken, FormToken
from comments.views.outages import keeps_text


# A forged request gains nothing here: the view never looks at who is logged in, so it holds no authority that
# another site could borrow, and the page around the form stays free of cookies. Foreign origins are refused by
# the checks all the same.
@csrf_exempt
@never_cache
@keeps_text
def post(request: HttpRequest, page_key: str) -> HttpResponse:
    """Show the form on a page of its own, or take what it sends."""
    page = page_of_key(page_key)
    if request.method in {"GET", "HEAD"}:
        return _unlisted(_empty_form(request, public_page(page.pk)))
    submission = read_submission(request, page)
    if "application/json" in request.headers.get("Accept", ""):
        return _unlisted(_in_place(request, submission))
    return _unlisted(_by_pages(request, submission))


@never_cache
def token(request: HttpRequest, page_key: str) -> HttpResponse:
    """Give the script what makes its next submission a single one, and knows when the reader began."""
    page = page_of_key(page_key)
    return JsonResponse({"token": FormToken.issue(page.pk, opened=timezone.now().timestamp()).signed()})


def _empty_form(request: HttpRequest, page: AbstractPage) -> HttpResponse:
    submission = read_submission(request, page)
    thread = cast("CommentThread", submission.thread)
    parent = answered_comment(page, thread, request.GET.get("parent", ""))
    return render(request, "reader_comments/form.html", _context(request, submission, parent=parent))


def _in_place(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Answer the script."""
    context = _context(request, submission)
    if not submission.delivery.is_readable:
        return as_json(answer_to(assess(submission)), context, request)
    used = _token(request, submission)
    if used is None:
        # Old, foreign or missing: the script sends the same words again with this one.
        return JsonResponse({"outcome": "again", "token": _fresh(submission)}, status=409)
    age = timezone.now().timestamp() - used.opened if used.opened else None
    insists = request.POST.get("insists") == "1"
    submission = replace(submission, form_age=age, insists=insists, form_key=used.key)
    try:
        answer, _comment = _send(submission, used.key)
    except AlreadyUsed:
        return JsonResponse({"outcome": "again", "token": _fresh(submission)}, status=409)
    return as_json(answer, context, request)


def _by_pages(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Answer a browser without the script: preview, then confirm, then the receipt."""
    used = _token(request, submission) if submission.delivery.is_readable else None
    submission = replace(submission, form_key=used.key if used else "")
    if used is None or used.seen != submission.fingerprint:
        return _preview(request, submission)
    submission = replace(submission, insists=True)
    try:
        answer, comment = _send(submission, used.key)
    except AlreadyUsed:
        return _preview(request, submission)
    if comment is None:
        return _form_again(request, submission, answer)
    response = redirect("reader_comments:receipt", receipt=answer.receipt)
    response.status_code = 303
    return response


def _preview(request: HttpRequest, submission: Submission) -> HttpResponse:
    assessment = assess(submission)
    if assessment.refusals:
        return _form_again(request, submission, refusal_of(submission, assessment))
    comment = Comment(name=submission.name)
    comment.write(submission.body)
    seen = FormToken.issue(submission.page_id, seen=submission.fingerprint)
    context = _context(request, submission, _filled(submission), submission.parent) | {
        "comment": comment,
        "changes": True,
        "nudges": assessment.of(Kind.NUDGE),
        "helps": assessment.care_tier > 1,
        "token": seen.signed(),
        "honeypot_value": submission.honeypot,
    }
    return render(request, "reader_comments/preview.html", context)


def _send(submission: Submission, key: str) -> tuple[Answer, Comment | None]:
    """Store the submission unless a check refuses it or it is stored already. Raises AlreadyUsed."""
    comment = earlier_use(key, submission)
    if comment is None:
        assessment = assess(submission)
        if assessment.status is None:
            return refusal_of(submission, assessment), None
        try:
            comment = store(submission, assessment, key)
        except ImpossibleMove:
            # The comment it answers was taken away in this very moment.
            orphan = replace(submission, parent=None, parent_missing=True)
            return refusal_of(orphan, assess(orphan)), None
    return answer_about(comment), comment


def _form_again(request: HttpRequest, submission: Submission, answer: Answer) -> HttpResponse:
    form = _filled(submission).with_errors(answer.field_errors if answer.name == "refused" else {})
    # What is not published, or not any more, is neither shown nor answered at the second attempt.
    parent = None if "parent" in answer.field_errors else submission.parent
    context = _context(request, submission, form, parent) | {"answer": answer}
    response = render(request, "reader_comments/form.html", context, status=answer.status_code)
    if answer.wait:
        response["Retry-After"] = str(answer.wait)
    return response


def _context(
    request: HttpRequest,
    submission: Submission,
    form: CommentForm | None = None,
    parent: Comment | None = None,
) -> dict[str, Any]:
    # A submission that came by an address of ours has a thread.
    context = form_context(cast("CommentThread", submission.thread), request, form, parent)
    # These pages are kept by no cache, so the form in them can show that it is ours.
    return context | {"form_token": _fresh(submission)}


def _filled(submission: Submission) -> CommentForm:
    """Return the form with what was typed."""
    thread = cast("CommentThread", submission.thread)
    names = ("name", "email", "body", "notify_replies", "notify_decision")
    return CommentForm(
        {name: getattr(submission, name) for name in names},
        needs_address=settings_for(thread).requires_confirmed_address,
    )


def _token(request: HttpRequest, submission: Submission) -> FormToken | None:
    try:
        return FormToken.read(request.POST.get("token", ""), submission.page_id)
    except BadToken:
        return None


def _fresh(submission: Submission) -> str:
    return FormToken.issue(submission.page_id).signed()


def _unlisted(response: HttpResponse) -> HttpResponse:
    """No search engine keeps what stands between a reader and the page."""
    response["X-Robots-Tag"] = "noindex"
    return response
