"""Says in words what the gate refused where Wagtail's admin would only speak of a missing permission."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext

from blog.review import doors, gate

# Wagtail's own words, in Wagtail's own translation.
NO_PERMISSION = "Sorry, you do not have permission to access this area."


class RefusalMiddleware:
    """After a refusal in the middle of a view of the admin, such as a workflow's approval: explain, and lead on.

    Belongs below Django's `MessageMiddleware`. Without it nothing unreviewed goes live either; the editor then
    reads Wagtail's sentence on permissions.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with gate.noting_refusals() as refusals:
            response = self.get_response(request)
        if not refusals or not _speaks_of_permissions(request, response):
            return response
        page, problems = refusals[-1]
        _take_back(request)
        doors.explain(request, page, problems)
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        if _is_background(request):
            # What Wagtail's dialogue of a workflow expects.
            return JsonResponse({"step": "success", "redirect": address})
        return redirect(address)


def _speaks_of_permissions(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether this is how Wagtail's admin answers to a missing permission."""
    match = request.resolver_match
    if match is None or not match.namespaces or match.namespaces[0] != "wagtailadmin_pages":
        return False
    if _is_background(request):
        return response.status_code == 403
    return response.status_code == 302 and response.headers["Location"] == reverse("wagtailadmin_home")


def _is_background(request: HttpRequest) -> bool:
    return request.headers.get("x-requested-with") == "XMLHttpRequest"


def _take_back(request: HttpRequest) -> None:
    """Take Wagtail's sentence out of the messages and keep the others."""
    wagtails = escape(gettext(NO_PERMISSION))
    kept = [message for message in messages.get_messages(request) if wagtails not in str(message)]
    for message in kept:
        messages.add_message(request, message.level, message.message, message.extra_tags)
