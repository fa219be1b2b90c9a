"""Tells its author what became of a comment."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from comments.fragments import form_context
from comments.models import Comment
from comments.proofs import private
from comments.states import Status
from comments.tokens import BadToken, public_id_of
from comments.waiting_time import usual_wait

# What an author is told.
STATES = {
    Status.PENDING: "waiting",
    Status.UNCONFIRMED: "waiting",
    Status.PUBLISHED: "published",
    Status.HIDDEN: "not_published",
    Status.REJECTED: "not_published",
    # Taken for spam by a machine: a moderator may still find it and publish it.
    Status.SPAM: "waiting",
    Status.WITHDRAWN: "withdrawn",
    Status.ERASED: "withdrawn",
}


@never_cache
@require_safe
@private
def receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """Show a comment and its state to whoever holds its receipt: its author."""
    comment = comment_of(receipt)
    context = receipt_context(request, comment, receipt)
    if "application/json" in request.headers.get("Accept", ""):
        html = render_to_string("reader_comments/_own_comment.html", context, request)
        return JsonResponse({"state": context["state"], "html": html, "id": comment.public_id})
    response = render(request, "reader_comments/receipt.html", context)
    response["Referrer-Policy"] = "no-referrer"
    return response


def comment_of(receipt: str) -> Comment:
    """Return the comment whose author holds `receipt`. Raises Http404."""
    try:
        public_id = public_id_of(receipt)
    except BadToken as error:
        raise Http404 from error
    comments = Comment.objects.select_related("thread__page", "parent")
    return get_object_or_404(comments, public_id=public_id)


def state_of(comment: Comment) -> str:
    """Return what its author is told; a text that is no longer kept waits for nobody."""
    state = STATES[Status(comment.status)]
    return state if comment.body or state == "withdrawn" else "expired"


def receipt_context(request: HttpRequest, comment: Comment, receipt: str) -> dict[str, Any]:
    """Return what the pages for an author need: the comment, its state, and what may be done with it."""
    context = form_context(comment.thread, request)
    minutes, now = context["comment_settings"].edit_minutes, timezone.now()
    return context | {
        "comment": comment,
        "receipt": receipt,
        # For spam as well: an author is not told of that, neither by words nor by their absence.
        "usual_wait": usual_wait() if comment.status in {Status.PENDING, Status.SPAM} else "",
        "state": state_of(comment),
        "helps": comment.care_tier > 1 and (comment.care_open or comment.status != Status.PUBLISHED),
        "editable": comment.may_be_edited(now, minutes),
        "minutes_left": -(-(comment.editable_until(minutes) - now) // timedelta(minutes=1)),
    }
