"""Tells its author what became of a comment."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from comments.fragments import form_context
from comments.models import Comment
from comments.states import Status
from comments.tokens import BadToken, public_id_of

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
def receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """Show a comment and its state to whoever holds its receipt: its author."""
    try:
        public_id = public_id_of(receipt)
    except BadToken as error:
        raise Http404 from error
    comment = get_object_or_404(Comment.objects.select_related("thread__page"), public_id=public_id)
    context = _context(request, comment)
    if "application/json" in request.headers.get("Accept", ""):
        html = render_to_string("reader_comments/_own_comment.html", context, request)
        response: HttpResponse = JsonResponse(
            {"state": context["state"], "html": html, "id": comment.public_id}
        )
    else:
        response = render(request, "reader_comments/receipt.html", context)
    response["X-Robots-Tag"] = "noindex"
    # The address is the author's proof: no other site learns it from a link.
    response["Referrer-Policy"] = "no-referrer"
    return response


def _context(request: HttpRequest, comment: Comment) -> dict[str, Any]:
    return form_context(comment.thread, request) | {
        "comment": comment,
        "state": STATES[Status(comment.status)],
        "helps": comment.care_tier > 1 and comment.status == Status.PENDING,
    }
