"""Gets an address of this site as a reader does: through all of its middleware, but in this process, without network.

Wagtail's previews are made in the same way (`wagtail.models.preview`); here the URL resolver decides who answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from urllib.parse import unquote_to_bytes, urljoin, urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import get_urlconf, set_urlconf
from django.utils import timezone, translation

REDIRECTS = frozenset({301, 302, 303, 307, 308})
MOST_REDIRECTS = 3
HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
# Says that nobody reads it: clicks and visits are counted elsewhere by such names.
USER_AGENT = "candour-audit (fetch)"


@dataclass(frozen=True, slots=True)
class Answer:
    """What an anonymous reader gets at an address; header names in lower case."""

    address: str
    status: int
    headers: Mapping[str, str]
    body: str
    request: HttpRequest

    @property
    def content_type(self) -> str:
        """The media type, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def is_page(self) -> bool:
        """Whether it is an HTML page that was found."""
        return self.status == 200 and self.content_type in HTML_TYPES


def fetch(address: str, method: str = "GET", follow: bool = True) -> Answer:
    """Return the answer at an absolute address. Redirects are followed only on the same host.

    Whatever raises while the page is made is answered as readers would get it: 500.
    """
    answer = _answer(address, method)
    for _hop in range(MOST_REDIRECTS if follow else 0):
        target = urljoin(answer.address, answer.headers.get("location", ""))
        same_host = urlsplit(target).hostname == urlsplit(address).hostname
        if answer.status not in REDIRECTS or not same_host:
            break
        answer = _answer(target, method)
    return answer


def _answer(address: str, method: str) -> Answer:
    request = WSGIRequest(_environment(address, method))
    # Middleware knows by this, as with Wagtail's previews, that nobody sent it.
    request.is_dummy = True
    around = get_urlconf()
    try:
        # A reader has neither the editor's language nor their time zone.
        with translation.override(settings.LANGUAGE_CODE), timezone.override(None):
            response = _handler(tuple(settings.MIDDLEWARE)).get_response(request)
            body = _body(response)
    finally:
        set_urlconf(around)
        request.close()
    headers = {name.lower(): value for name, value in response.items()}
    return Answer(address, response.status_code, headers, body, request)


def _body(response: HttpResponseBase) -> str:
    content = response.getvalue()
    return content.decode(response.charset or "utf-8", "replace")


@lru_cache(maxsize=2)
def _handler(middleware: tuple[str, ...]) -> BaseHandler:
    """Return a handler with this middleware loaded; loading takes longer than a page."""
    handler = BaseHandler()
    handler.load_middleware()
    return handler


def _environment(address: str, method: str) -> dict[str, object]:
    parts = urlsplit(address)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return {
        "REQUEST_METHOD": method,
        "PATH_INFO": unquote_to_bytes(parts.path or "/").decode("latin-1"),
        "QUERY_STRING": parts.query,
        "SERVER_NAME": parts.hostname or "",
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": parts.netloc.rpartition("@")[2],
        "HTTP_USER_AGENT": USER_AGENT,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.input": BytesIO(),
        "wsgi.errors": BytesIO(),
        "wsgi.url_scheme": parts.scheme,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
