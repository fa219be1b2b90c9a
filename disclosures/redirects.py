"""Leads readers on from the site's own links, or tells them why not."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Site

from disclosures import clicks
from disclosures.models import LinkTarget, ManagedLink
from disclosures.referrers import as_link, language_at, referring_path

HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    # What Amazon demands; the page's path stays here.
    "Referrer-Policy": "strict-origin-when-cross-origin",
}
# Gone for good is 410. Paused and broken links may come back: 404, and not 503, with which hosters and their caches
# show pages of their own and raise an alarm.
STATUS: dict[str, int] = {ManagedLink.Status.ENDED: 410}


@require_safe
def go(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer 302 to the target that editors chose, and nothing else: no part of the request changes where it leads."""
    link = ManagedLink.objects.served_at(slug).first()
    if link is None:
        return _told(request, "unknown", None)
    state, target = link.state(), target_for(link, request)
    if state != ManagedLink.Status.ACTIVE:
        return _told(request, state, link)
    if target is None or target.is_broken:
        return _told(request, "broken", link)
    clicks.count(link, request)
    return HttpResponseRedirect(target.url, headers=HEADERS)


def target_for(link: ManagedLink, request: HttpRequest) -> LinkTarget | None:
    """Return the link's target in the language of the page on which it stands. At most one query."""
    several = len(link.targets.all()) > 1
    site = Site.find_for_request(request) if several else None
    return link.target_for(language_at(site, referring_path(request)) if several else settings.LANGUAGE_CODE)


def _told(request: HttpRequest, reason: str, link: ManagedLink | None) -> HttpResponse:
    """Answer a page that says why the link leads nowhere, to whom it led, and how to go back."""
    context = {"reason": reason, "link": link, "back": as_link(referring_path(request))}
    response = render(request, "disclosures/link_stopped.html", context, status=STATUS.get(reason, 404))
    for name, value in HEADERS.items():
        response[name] = value
    return response
