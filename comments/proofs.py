"""Answers at addresses which are themselves a proof: a receipt, a link in a mail."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse


def private(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Keep the answers of `view` from search engines, and their address from other sites: it is a proof."""

    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> HttpResponse:
        response = view(*args, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        # With "no-referrer" browsers would send our own forms as from nowhere.
        response.headers.setdefault("Referrer-Policy", "same-origin")
        return response

    return answer
