"""Where the database cannot be reached, or a reader's connection breaks: what was typed is not lost with it."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.template.loader import render_to_string

from comments.answers import Answer, as_json
from comments.checks.crisis import sounds_distressed
from comments.submission import Delivery, clean

logger = logging.getLogger(__name__)

RETRY_SECONDS = 30
# Where readers write their text: a comment, or a report.
_TEXT_FIELDS = ("body", "explanation")


def keeps_text(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 503 with the text typed where `view` does not reach the database, and 400 where nobody listens."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except UnreadablePostError:
            # The browser has gone in the middle of sending, or sends more slowly than the server waits.
            return HttpResponse(status=400)
        except (OperationalError, InterfaceError):
            logger.exception("The database cannot be reached; a reader is asked to try again.")
            return _unavailable(request)

    return answer


def _unavailable(request: HttpRequest) -> HttpResponse:
    """Say so. Neither context processors nor settings help here: they would ask the database."""
    sent = request.POST.dict() if request.method == "POST" and Delivery.of(request).is_readable else {}
    field = next((name for name in _TEXT_FIELDS if name in sent), _TEXT_FIELDS[0])
    body = clean(sent.pop(field, ""))
    helps = sounds_distressed(body)
    if "application/json" in request.headers.get("Accept", ""):
        response: HttpResponse = as_json(Answer("unavailable", 503, helps=helps), {"request": request})
    else:
        context = {
            "body": body,
            "field": field,
            "fields": list(sent.items()),
            "address": request.path,
            "helps": helps,
            "request": request,
        }
        html = render_to_string("reader_comments/unavailable.html", context)
        response = HttpResponse(html, status=503)
    response["Retry-After"] = str(RETRY_SECONDS)
    return response
