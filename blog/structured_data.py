"""What search engines are told about a page, as JSON-LD (https://schema.org)."""

import json
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page, Site

from blog.models import HealthArticlePage
from blog.people.models import Credential, Person
from blog.references import citation
from blog.review.public.reading import reading_of
from blog.review.structured_data import corrections, credential, medical_web_page

# The size that link previews use as well: no second rendition is made.
PICTURE_SIZE = "fill-1200x630"
# Inside a script element, these could end it or begin a comment.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def graph(page: HealthArticlePage, request: HttpRequest | None = None) -> dict[str, Any]:
    """Return everything that is told about an article: the posting, who reviewed the page, and the way to it."""
    article, trail = posting(page, request), breadcrumb(page, request)
    subjects = [topic.slug for topic in page.subjects]
    reviewed = medical_web_page(page, reading_of(page, request).status, request, subjects)
    if reviewed:
        article |= {"mainEntityOfPage": _node(reviewed), "isPartOf": _node(reviewed)}
        reviewed |= {
            "mainEntity": _node(article),
            "breadcrumb": _node(trail),
            "about": article.get("about", []),
        }
    nodes = [article, reviewed, trail]
    return {"@context": "https://schema.org", "@graph": [node for node in nodes if node]}


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
        "correction": corrections(page),
        "commentCount": page.comment_count or None,
    }
    return {name: value for name, value in facts.items() if value}


def breadcrumb(page: HealthArticlePage, request: HttpRequest | None = None) -> dict[str, Any]:
    """Return the pages from the home page to this one."""
    steps: list[Page] = [*page.trail, page]
    return {
        "@type": "BreadcrumbList",
        "@id": f"{page.get_full_url(request)}#breadcrumb",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": step.title, "item": step.get_full_url(request)}
            for number, step in enumerate(steps, start=1)
        ],
    }


def profile(person: Person, credentials: list[Credential], request: HttpRequest) -> dict[str, Any]:
    """Return the page of an author or reviewer as a ProfilePage with the credentials in force."""
    about = _author(person, request)
    if credentials:
        about["honorificSuffix"] = ", ".join(held.title for held in credentials)
        about["hasCredential"] = [_credential(held) for held in credentials]
    return {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "url": about["url"],
        "name": person.name,
        "mainEntity": about,
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


def _credential(held: Credential) -> dict[str, Any]:
    names = ("title", "name", "issuer", "jurisdiction", "register_url", "checked_on")
    return credential({name: getattr(held, name) for name in names})


def _node(node: dict[str, Any]) -> dict[str, str]:
    """Return what points at a node of the same graph."""
    return {"@id": node["@id"]}
