"""Pages and data that anybody can read: the history of a page, its earlier texts, the signed text as JSON."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import override
from django.views.decorators.http import conditional_page, require_safe

from blog.review.public.access import PublicPage, behind_the_same_doors, public_page
from blog.review.public.history import Version, history_of, publications_of, versions_of, with_changes
from blog.review.public.notices import notice_before
from blog.review.public.payload import public_payload, withdrawn_payload
from blog.review.public.rendering import article
from blog.review.public.texts import payloads_of, with_names

ENTRIES_ON_A_PAGE = 20
SECONDS_IN_A_CACHE = 300

Answer = Callable[[PublicPage], HttpResponse]


@require_safe
@conditional_page
def history(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show what happened to a page's text; of a page that readers do not see any more, without the text."""

    def answer(found: PublicPage) -> HttpResponse:
        shown = Paginator(history_of(found.page.pk), ENTRIES_ON_A_PAGE).get_page(request.GET.get("page"))
        entries, contents = list(shown.object_list), []
        if found.is_shown:
            entries, contents = with_changes(entries, type(found.page))
        context = {
            "entries": entries,
            "listed": shown,
            "notice": notice_before(contents, found.page, request),
        }
        return _render(request, "history", found, context)

    return _answered(request, "history", [page_id], answer)


@require_safe
@conditional_page
def version(request: HttpRequest, page_id: int, publication_id: int) -> HttpResponse:
    """Show one text that readers saw, for good; no search engine lists it."""

    def answer(found: PublicPage) -> HttpResponse:
        if not found.is_shown:
            return redirect("medical_review:history", page_id)
        chosen, newest = _version(found, publication_id)
        payload = payloads_of([chosen.publication]).get(chosen.publication.pk)
        content = with_names(type(found.page), payload["content"]) if payload else {}
        context = {
            "version": chosen,
            "is_newest": chosen.publication.digest == newest.publication.digest,
            "title": content.get("title", chosen.publication.page_title),
            "text": article(type(found.page), content),
            "notice": notice_before([content], found.page, request),
        }
        return _render(request, "version", found, context)

    response = _answered(request, "version", [page_id, publication_id], answer)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@conditional_page
def payload(request: HttpRequest, page_id: int, publication_id: int | None = None) -> HttpResponse:
    """Return the text that readers see now, or saw once, as it was signed, with its digest."""

    def answer(found: PublicPage) -> HttpResponse:
        if not found.is_shown:
            return JsonResponse(withdrawn_payload(found.page, found.current, request), status=410)
        chosen = found.current if publication_id is None else _version(found, publication_id)[0].publication
        return JsonResponse(public_payload(found.page, chosen, request), json_dumps_params={"indent": 1})

    name = "payload" if publication_id is None else "version_payload"
    given = [page_id] if publication_id is None else [page_id, publication_id]
    response = _answered(request, name, given, answer, _refusal)
    if not response.has_header("Cache-Control"):
        patch_cache_control(response, public=True, max_age=SECONDS_IN_A_CACHE)
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Robots-Tag"] = "noindex"
    return response


def _refusal() -> HttpResponse:
    """A program has no use for the form that asks a reader for a password."""
    return JsonResponse(
        {"error": "This page is not public."}, status=403, headers={"Cache-Control": "no-store"}
    )


def _answered(
    request: HttpRequest,
    name: str,
    given: list[int],
    answer: Answer,
    refuse: Callable[[], HttpResponse] | None = None,
) -> HttpResponse:
    """Answer in the page's own language, at the one address in it, behind the page's own doors."""
    found = public_page(given[0])
    if source := found.page.alias_of_id:
        return redirect(f"medical_review:{name if len(given) == 1 else 'history'}", source)
    with override(found.page.locale.language_code):
        address = reverse(f"medical_review:{name}", args=given)
        if request.path != address:
            return redirect(address, permanent=True)
        return behind_the_same_doors(found.page, request, lambda: answer(found), refuse)


def _version(found: PublicPage, publication_id: int) -> tuple[Version, Version]:
    """Return the version that this publication began, and the newest one. Raises Http404."""
    versions = versions_of(publications_of(found.page.pk))
    chosen = next((each for each in versions if each.publication.pk == publication_id), None)
    if chosen is None:
        raise Http404
    return chosen, versions[-1]


def _render(request: HttpRequest, name: str, found: PublicPage, context: dict[str, Any]) -> HttpResponse:
    return render(request, f"medical_review/{name}.html", {"found": found, **context})
