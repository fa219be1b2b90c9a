"""How moderators are answered: a page for a browser, JSON for the script of the queue; the same words in both.

JSON is asked for by `Accept: application/json`. With `X-Requested-With: XMLHttpRequest` as well, a session that has
ended is answered by 403 and not by the login page.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.admin.utils import get_valid_next_url_from_request, set_query_params

from comments.models import Comment, Conflict, ImpossibleMove, ModerationEvent
from comments.moderation.rows import row_of
from comments.states import Action, Role

ROW = "reader_comments/admin/_row.html"


@dataclass(frozen=True)
class Done:
    """What was done: the sentence about it, the event, and the name of the address that takes it back (if any does)."""

    said: str
    event: ModerationEvent | None = None
    undo: str = ""
    # Whether the row still stands in the list, looking different now.
    stays: bool = True

    @property
    def undo_url(self) -> str:
        """The address that takes it back; empty where none does."""
        if not self.event or not self.undo:
            return ""
        return reverse(f"reader_comments_admin:{self.undo}", args=[self.event.pk])


def wants_json(request: HttpRequest) -> bool:
    """Return whether the script of the queue asks, and not a browser that shows a page."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def said(words: str, status: int, **more: Any) -> JsonResponse:
    """Return a sentence for the script."""
    return JsonResponse({"said": words} | more, status=status)


def back(request: HttpRequest, done: int | None = None) -> str:
    """Return the list the moderator came from, with the decision that may still be taken back."""
    address = get_valid_next_url_from_request(request) or reverse("reader_comments_admin:index")
    return set_query_params(address, {"done": done})


def answer_done(request: HttpRequest, comment: Comment, done: Done) -> HttpResponse:
    """Return the answer after `done`: back to the list, or everything the script needs."""
    if wants_json(request):
        # Others may have moved it on, and a verb may have worked on a copy.
        comment = fresh(comment)
        payload = {
            "event": done.event.pk if done.event else None,
            "undo_url": done.undo_url,
            "status": comment.status,
            "version": comment.version,
            "said": done.said,
        }
        return JsonResponse(payload | ({"html": row_html(request, comment)} if done.stays else {}))
    # The list offers to take the last thing back, and says what it was.
    if done.event and done.undo == "undo":
        return redirect(back(request, done.event.pk))
    messages.success(request, done.said)
    return redirect(back(request))


def answer_refusal(
    request: HttpRequest, comment: Comment, refusal: Exception | None = None, error: str = ""
) -> HttpResponse:
    """Return 409: what has happened in the meantime or is impossible, and the comment as it is now."""
    comment = fresh(comment)
    words = why(refusal) if refusal else error
    if wants_json(request):
        return said(words, 409, conflict=True, html=row_html(request, comment))
    event = refusal.event if isinstance(refusal, Conflict) else None
    context = {"row": row_of(comment), "event": event, "said": words, "here": back(request)}
    return render(request, "reader_comments/admin/conflict.html", context, status=409)


def why(refusal: Exception) -> str:
    """Return the sentence that tells a moderator why nothing was done."""
    if isinstance(refusal, ImpossibleMove):
        return str(refusal)
    event = refusal.event if isinstance(refusal, Conflict) else None
    if event is None or event.action == Action.EDIT:
        return gettext("The author has changed this comment since you saw it. Nothing was done.")
    return _what_came_between(event)


def _what_came_between(event: ModerationEvent) -> str:
    names = {"who": event.who, "status": event.get_new_display()}
    if event.role == Role.AUTHOR:
        return gettext("The author has acted in the meantime; the comment is now %(status)s.") % names
    if event.action == Action.REDACT:
        return gettext("%(who)s has changed the private details in it in the meantime.") % names
    if event.action == Action.CONTEXT:
        return gettext("%(who)s has changed the note to readers in the meantime.") % names
    if event.undoes_id is not None:
        return gettext("%(who)s has taken a decision back in the meantime: %(status)s.") % names
    return gettext("%(who)s has decided about this comment in the meantime: %(status)s.") % names


def fresh(comment: Comment) -> Comment:
    """Return the comment as it is stored, with what a row needs."""
    return Comment.objects.select_related("thread__page", "parent").get(pk=comment.pk)


def row_html(request: HttpRequest, comment: Comment) -> str:
    """Return the row of the comment as the lists show it."""
    return render_to_string(ROW, {"row": row_of(comment), "here": back(request), "selectable": True}, request)
