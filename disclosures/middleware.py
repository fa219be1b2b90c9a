"""The guard behind everything: no HTML page leaves with a paid link that its readers were not told about."""

import codecs
from collections.abc import Callable
from dataclasses import replace

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import NoReverseMatch, reverse
from wagtail.models import AbstractPage

from disclosures.injection import disclose_page
from disclosures.policies import policy_for

HTML_TYPES = ("text/html", "application/xhtml+xml")
BYTES_OR_REFERENCES = "disclosures.bytes_or_references"
ADMINS = ("wagtailadmin_home", "admin:index")


class DisclosureMiddleware:
    """Looks at every finished HTML page. Place it below middleware that compresses or hashes responses."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the response, with what was missing told at the start of its main part."""
        response = self.get_response(request)
        if not _is_readable_html(response) or _is_admin(request):
            return response
        if isinstance(response, StreamingHttpResponse):
            response = _collected(response)
        # A redirect has nothing to read.
        if not (isinstance(response, HttpResponse) and response.content):
            return response
        try:
            return self.guarded(request, response)
        except (OperationalError, InterfaceError):
            # An answer which says that the database is away shows nothing from it, and must reach the reader.
            if response.status_code < 500:
                raise
            return response

    def guarded(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Write into the response what its readers were not told yet."""
        charset, html = _read(response)
        policy = replace(policy_for(_page_of(response), request), placement="when_paid")
        told = disclose_page(html, policy).html
        if told is not html:
            response.content = told.encode(charset, BYTES_OR_REFERENCES)
            if response.has_header("Content-Length"):
                response["Content-Length"] = str(len(response.content))
            del response["ETag"]
        return response


def _bytes_or_references(error: UnicodeError) -> tuple[str | bytes, int]:
    """Write bytes that are no text as they were, and what a charset has no byte for as "&#...;"."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    one = UnicodeEncodeError(error.encoding, error.object, error.start, error.start + 1, error.reason)
    is_byte = "\udc80" <= error.object[error.start] <= "\udcff"
    return codecs.lookup_error("surrogateescape" if is_byte else "xmlcharrefreplace")(one)


codecs.register_error(BYTES_OR_REFERENCES, _bytes_or_references)


def _read(response: HttpResponse) -> tuple[str, str]:
    """Return charset and HTML of a response. Bytes that are no text are kept as surrogates."""
    charset = response.charset or "utf-8"
    try:
        return charset, response.content.decode(charset, "surrogateescape")
    except (LookupError, UnicodeError):
        # Nobody knows this charset, but every letter of an address is ASCII in nearly all of them.
        return "latin-1", response.content.decode("latin-1")


def _is_readable_html(response: HttpResponseBase) -> bool:
    content_type = response.get("Content-Type", "").partition(";")[0].strip().lower()
    return content_type in HTML_TYPES and not response.get("Content-Encoding")


def _page_of(response: HttpResponse) -> AbstractPage | None:
    """Return the page that a view of Wagtail's rendered, so that what an editor decided on it holds here too."""
    page = (getattr(response, "context_data", None) or {}).get("self")
    return page if isinstance(page, AbstractPage) else None


def _is_admin(request: HttpRequest) -> bool:
    return any(request.path.startswith(address) for address in _admin_addresses())


def _admin_addresses() -> list[str]:
    addresses = []
    for name in ADMINS:
        try:
            addresses.append(reverse(name))
        except NoReverseMatch:
            continue
    return addresses


def _collected(response: StreamingHttpResponse) -> HttpResponse:
    """Return a streamed page as a whole: a notice cannot be put before what has left already."""
    whole = HttpResponse(response.getvalue(), status=response.status_code, charset=response.charset)
    whole.headers = response.headers
    whole.cookies = response.cookies
    return whole
