"""Private previews: a signed address that ends, under which a draft can be read without an account."""

import re
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from wagtail.models import AbstractPage

from blog.review.digest import content_digest
from blog.review.governed import is_governed, page_model
from blog.review.models import Account, MedicalReview

SALT = "medical_review.private_preview"
DAYS = 14
HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow",
    # The address is the key: no site that the text links to may learn it.
    "Referrer-Policy": "no-referrer",
}
BODY = re.compile(rb"<body[^>]*>", re.I)


@dataclass(frozen=True)
class Shared:
    """A draft that somebody may see, and who showed it."""

    page: AbstractPage
    by: Account


def address_of(page: AbstractPage, user: Account) -> str:
    """Return the full address under which this page's draft can be read for `DAYS` days; empty where there is none.

    It ends earlier when the user may no longer edit the page.
    """
    token = signing.dumps({"page": page.pk, "user": str(user.pk)}, salt=SALT)
    site = page.get_site()
    try:
        path = reverse("medical_review:private_preview", args=[token])
    except NoReverseMatch:
        return ""
    return (site.root_url if site else "") + path


def read(token: str) -> Shared:
    """Return what an address shows. Raises PermissionDenied if it has ended, Http404 if there never was one."""
    try:
        named = signing.loads(token, salt=SALT, max_age=DAYS * 24 * 60 * 60)
    except signing.SignatureExpired:
        raise PermissionDenied from None
    except signing.BadSignature:
        raise Http404 from None
    page = page_model()._default_manager.filter(pk=named["page"]).first()
    user = get_user_model()._default_manager.filter(pk=named["user"], is_active=True).first()
    if page is None or user is None or not is_governed(page.specific_class):
        raise PermissionDenied
    if not page.permissions_for_user(user).can_edit():
        raise PermissionDenied
    return Shared(page.get_latest_revision_as_object(), user)


def private_preview(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show a draft as readers would see it, under a line that says what it is; an address that ended says so."""
    try:
        shared = read(token)
    except PermissionDenied:
        response: HttpResponseBase = HttpResponse(
            render_to_string("medical_review/preview_ended.html", {"days": DAYS}, request), status=410
        )
    else:
        page = shared.page
        if not page.is_previewable():
            raise Http404
        response = page.make_preview_request(request, page.default_preview_mode)
        _put_line(response, render_to_string("medical_review/preview_line.html", _facts(page)))
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response


def _facts(page: AbstractPage) -> dict[str, bool]:
    signed = MedicalReview.objects.of_page(page.pk).approved().of_text(content_digest(page).root)
    return {"is_signed": signed.exists()}


def _put_line(response: HttpResponseBase, line: str) -> None:
    """Write the line at the beginning of the page that readers see, whatever its template is."""
    if not isinstance(response, HttpResponse) or "html" not in response.get("Content-Type", ""):
        return
    found = BODY.search(response.content)
    at = found.end() if found else 0
    response.content = response.content[:at] + line.encode() + response.content[at:]
    if response.has_header("Content-Length"):
        response.headers["Content-Length"] = str(len(response.content))
