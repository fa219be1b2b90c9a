"""What every answer of these views carries: no cache keeps it, no search engine lists it, no other site hears of it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_protect

View = Callable[..., HttpResponseBase]


def private(view: View) -> View:
    """Protect a view. CSRF is checked also on a site that has left out Django's middleware for it."""

    @wraps(view)
    def protected(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = csrf_protect(view)(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex, nofollow"
        # Other sites hear nothing, as with "no-referrer"; but under that, browsers send forms with "Origin: null",
        # which the check against forged requests must refuse.
        response["Referrer-Policy"] = "same-origin"
        return response

    return protected
