"""What search engines are told about a page, as JSON-LD (https://schema.org)."""

import json
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page, Site

from blog.models import HealthArticlePage
from blog.people.models import Credential, Person
from blog.references import citation

# The size that link previews use as well: no second rendition is made.
PICTURE_SIZE = "fill-1200x630"
# Inside a script element, these could end it or begin a comment.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def graph(page: HealthArticlePage, request: HttpRequest | None = None) -> dict[str, Any]:
    """Return everything that is told about an article: the posting and the way to it."""
    return {"@context": "https://schema.org", "@graph": [posting(page, request), breadcrumb(page, request)]}


def posting(page: HealthArticlePage, request: HttpRequest | None = None) -> dict[str, Any]:
    """Return the article as a BlogPosting; what is not known is left out."""
    address = page.get_full_url(request)
    site = Site.find_for_request(request) if request else page.get_site()
    facts = {
        "@type": "BlogPosting",
        "@id": f"{address}#article",
        "mainEntityOfPage": address,
        "url": address,
        "headline": page.title,
        "description": page.summary,
        "inLanguage": page.locale.language_code,
        "datePublished": page.first_published_at and page.first_published_at.isoformat(),
        "dateModified": page.last_published_at and page.last_published_at.isoformat(),
        "timeRequired": f"PT{page.reading_minutes}M",
        "author": [_author(person, request) for person in page.people],
        "publisher": {"@type": "Organization", "name": site.site_name} if site and site.site_name else None,
        "image": page.lead_image and page.lead_image.get_rendition(PICTURE_SIZE).full_url,
        "about": [{"@type": "Thing", "name": topic.name} for topic in page.subjects],
        "citation": [citation(block.value) for block in page.references],
        "commentCount": page.comment_count or None,
    }
    return {name: value for name, value in facts.items() if value}


def breadcrumb(page: HealthArticlePage, request: HttpRequest | None = None) -> dict[str, Any]:
    """Return the pages from the home page to this one."""
    steps: list[Page] = [*page.trail, page]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": step.title, "item": step.get_full_url(request)}
            for number, step in enumerate(steps, start=1)
        ],
    }


def profile(person: Person, credentials: list[Credential], request: HttpRequest) -> dict[str, Any]:
    """Return the page of an author or reviewer as a ProfilePage with the credentials in force."""
    return {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "mainEntity": _author(person, request)
        | {"hasCredential": [_credential(credential) for credential in credentials]},
    }


def script(facts: dict[str, Any]) -> SafeString:
    """Return the facts as a script element which nothing in a title or name can end early."""
    text = json.dumps(facts, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  escaped above


def _author(person: Person, request: HttpRequest | None) -> dict[str, Any]:
    path = person.get_absolute_url()
    return {
        "@type": "Person",
        "name": person.name,
        "url": request.build_absolute_uri(path) if request else path,
    }


def _credential(credential: Credential) -> dict[str, Any]:
    return {
        "@type": "EducationalOccupationalCredential",
        "name": credential.name,
        "recognizedBy": {"@type": "Organization", "name": credential.issuer},
    }
