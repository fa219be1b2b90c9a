"""Articles that a reader keeps: which pages a list of ids stands for, and its export."""

import re
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import parse_qs

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from wagtail.models import Page

from blog.review.querysets import only_published
from disclosures.cards import labelled_title
from disclosures.policies import policy_for

MOST_SAVED = 200


def wanted_ids(query: QueryDict) -> list[int]:
    """Return the ids of `ids=1,2&ids=3` and of another list's address in `earlier`, each once, in order."""
    earlier = parse_qs(query.get("earlier", "")[:4000].partition("?")[2]).get("ids", [])
    texts = [*earlier, *query.getlist("ids")]
    ids = [int(digits) for text in texts for digits in re.findall(r"[0-9]{1,9}", text)]
    return list(dict.fromkeys(ids))[:MOST_SAVED]


def readable_pages(ids: Sequence[int]) -> list[Page]:
    """Return the pages that every reader may see, in the order of `ids`; others are left out silently."""
    chosen = only_published(Page.objects.filter(pk__in=ids)).public()
    pages = chosen.specific().in_bulk() if ids else {}
    prefetch_related_objects(list(pages.values()), "locale")
    return [pages[pk] for pk in ids if pk in pages]


def _title(page: Page, request: HttpRequest) -> str:
    return labelled_title(page, policy_for(page, request))


def _as_json(request: HttpRequest, pages: Sequence[Page]) -> HttpResponse:
    articles = [
        {"id": page.pk, "title": _title(page, request), "url": page.get_full_url(request)} for page in pages
    ]
    response = JsonResponse({"saved_articles": articles}, json_dumps_params={"indent": 2})
    return _download(response, "saved-articles.json")


def _as_html(request: HttpRequest, pages: Sequence[Page]) -> HttpResponse:
    articles = [{"title": _title(page, request), "url": page.get_full_url(request)} for page in pages]
    response = render(request, "site_config/saved_articles_export.html", {"articles": articles})
    return _download(response, "saved-articles.html")


def _download(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


EXPORTS: dict[str, Callable[[HttpRequest, Sequence[Any]], HttpResponse]] = {
    "json": _as_json,
    "html": _as_html,
}
