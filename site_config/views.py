"""Pages of the site that are no editor's pages: its own stylesheet, saved articles, robots.txt, health."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from disclosures.mount import robots_lines
from site_config.models import BrandSettings
from site_config.saved_articles import EXPORTS, readable_pages, wanted_ids


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def theme_stylesheet(request: HttpRequest, fingerprint: str) -> HttpResponse:
    """Answer the CSS of this site's own look; the fingerprint in the address changes with it."""
    return HttpResponse(BrandSettings.for_request(request).own_css, content_type="text/css; charset=utf-8")


@require_safe
@cache_control(no_store=True)
def saved_articles(request: HttpRequest) -> HttpResponse:
    """Show or export the articles whose ids the address names, as far as readers may see them."""
    pages = readable_pages(wanted_ids(request.GET))
    export = EXPORTS.get(request.GET.get("format", ""))
    if export:
        return export(request, pages)
    return render(
        request, "site_config/saved_articles.html", {"pages": pages, "ids": [page.pk for page in pages]}
    )


@require_safe
@cache_control(public=True, max_age=3600)
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Answer what crawlers may leave alone, and where the list of pages is."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        f"Disallow: {reverse('saved_articles')}",
        *robots_lines(),
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that this process is alive; asks neither database nor cache."""
    return HttpResponse("ok", content_type="text/plain")
