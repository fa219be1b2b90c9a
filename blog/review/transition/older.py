"""Which articles came with the site: governed, never reviewed, and live or imported as published."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.dateparse import parse_datetime
from wagtail.models import AbstractPage, PageLogEntry, Site

from blog.review.governed import governed_content_type_ids, page_model
from blog.review.models import MedicalReview, Publication

HOLD = "medical_review.hold"
CHUNK = 50


@dataclass(frozen=True)
class OlderArticle:
    """A specific page, and when it was first published as far as anybody knows."""

    page: AbstractPage
    first_published_at: datetime | None


def pages_of(site: Site) -> QuerySet:
    """The pages below the site's root, and below the roots of its other languages."""
    below = Q()
    for root in site.root_page.get_translations(inclusive=True):
        below |= Q(path__startswith=root.path)
    return page_model()._default_manager.filter(below)


def older_articles(site: Site, leave_out: set[int]) -> Iterator[OlderArticle]:
    """Yield them in the order of the tree, a few at a time.

    Whatever a reviewer has decided on, and whatever was once let out or withdrawn, is no older article: it takes the
    way of every other page.
    """
    found = (
        pages_of(site)
        .filter(content_type__in=governed_content_type_ids())
        .exclude(pk__in=leave_out)
        .exclude(Exists(MedicalReview.objects.filter(page_id=OuterRef("pk"))))
        .exclude(Exists(Publication.objects.filter(page_id=OuterRef("pk"))))
        .order_by("path")
    )
    keys = list(found.values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        pages = page_model()._default_manager.filter(pk__in=keys[start : start + CHUNK]).order_by("path")
        held = _held(keys[start : start + CHUNK])
        for page in pages.specific():
            if not _belongs_to(page, site):
                continue
            if page.live:
                yield OlderArticle(page, page.first_published_at)
            elif page.pk in held and page.alias_of_id is None:
                yield OlderArticle(page, held[page.pk])


def _belongs_to(page: AbstractPage, site: Site) -> bool:
    """Another site may have its root below this one's."""
    parts = page.get_url_parts()
    return parts is not None and parts[0] == site.pk


def _held(keys: list[int]) -> dict[int, datetime]:
    """Return the drafts that arrived as published pages, with the day on which they had been published.

    The gate notes each new page that it made a draft. What somebody wrote here and tried to publish is no import: its
    note names that person, and no earlier day.
    """
    found = {}
    for entry in PageLogEntry.objects.filter(page__in=keys, action=HOLD).order_by("timestamp"):
        published = parse_datetime(entry.data.get("first_published_at") or "") or entry.timestamp
        if entry.user_id is None or published < entry.timestamp - timedelta(days=1):
            found.setdefault(entry.page_id, published)
    return found
