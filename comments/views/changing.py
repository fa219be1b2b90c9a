"""Lets the author change a comment, or take it back. Who holds the receipt is the author."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments.answers import Answer, refusal_of
from comments.editing import change, read_edit
from comments.forms import EditForm
from comments.models import Comment, Conflict, ImpossibleMove
from comments.pipeline import assess
from comments.states import Role, Status
from comments.submission import Submission
from comments.views.outages import keeps_text
from comments.views.receipts import comment_of, private, receipt_context

_METHODS = ["GET", "HEAD", "POST"]


# The receipt in the address is the only authority, and no other site knows it: a forged request is impossible
# without it, and with it needless.
@csrf_exempt
@never_cache
@require_http_methods(_METHODS)
@private
@keeps_text
def edit(request: HttpRequest, receipt: str) -> HttpResponse:
    """Show the text for changing, or store a changed one."""
    comment = comment_of(receipt)
    context = receipt_context(request, comment, receipt)
    if request.method != "POST":
        form = EditForm(initial={"body": comment.body})
        return _form(request, context, form) if context["editable"] else _too_late(request, context)
    submission = read_edit(request, comment)
    form = EditForm({"body": submission.body})
    if not context["editable"]:
        return _too_late(request, context | {"comment_form": form})
    if submission.delivery.is_readable and request.POST.get("revision") != str(comment.revision):
        return _form(request, context | {"changed": True}, form, 409)
    return _store(request, context, submission, form)


@csrf_exempt
@never_cache
@require_http_methods(_METHODS)
@private
@keeps_text
def withdraw(request: HttpRequest, receipt: str) -> HttpResponse:
    """Ask once more, then take the comment back. Programs that follow links in mail change nothing."""
    comment = comment_of(receipt)
    context = receipt_context(request, comment, receipt)
    if not comment.may_be_withdrawn:
        return _to_receipt(receipt)
    if request.method != "POST":
        return render(request, "reader_comments/withdraw.html", context | {"changed": False})
    try:
        comment.transition(Status.WITHDRAWN, Role.AUTHOR, "", comment.version)
    except Conflict:
        # A moderator decided in this very moment.
        return render(request, "reader_comments/withdraw.html", context | {"changed": True}, status=409)
    return _to_receipt(receipt)


def _store(
    request: HttpRequest, context: dict[str, Any], submission: Submission, form: EditForm
) -> HttpResponse:
    comment: Comment = context["comment"]
    if submission.body and submission.body == comment.body:
        return _to_receipt(context["receipt"])
    assessment = assess(submission)
    if assessment.status is None:
        answer = refusal_of(submission, assessment)
        return _form_again(request, context, submission, form, answer)
    try:
        change(comment, submission, assessment)
    except (Conflict, ImpossibleMove):
        # A moderator decided in this very moment: show what the comment is now.
        now = receipt_context(request, comment_of(context["receipt"]), context["receipt"])
        return _form(request, now | {"changed": True}, form, 409)
    return _to_receipt(context["receipt"])


def _form_again(
    request: HttpRequest, context: dict[str, Any], submission: Submission, form: EditForm, answer: Answer
) -> HttpResponse:
    # Asked about exactly this text: sent once more unchanged, it is meant so.
    seen = submission.fingerprint if answer.name == "nudge" else ""
    form = form.with_errors(answer.field_errors if answer.name == "refused" else {})
    response = _form(request, context | {"answer": answer, "seen": seen}, form, answer.status_code)
    if answer.wait:
        response["Retry-After"] = str(answer.wait)
    return response


def _form(request: HttpRequest, context: dict[str, Any], form: EditForm, status: int = 200) -> HttpResponse:
    rest = {"comment_form": form, "changed": False, "seen": ""}
    return render(
        request, "reader_comments/edit.html", rest | context | {"comment_form": form}, status=status
    )


def _too_late(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    return render(request, "reader_comments/edit_too_late.html", context, status=403)


def _to_receipt(receipt: str) -> HttpResponse:
    response = redirect("reader_comments:receipt", receipt=receipt)
    response.status_code = 303
    return response
