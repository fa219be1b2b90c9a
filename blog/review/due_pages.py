"""Which live pages are due by a day, each with the signature it rests on and its policy."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery
from wagtail.models import AbstractPage

from blog.review.due_dates import consequence_day
from blog.review.governed import governed_content_type_ids, page_model
from blog.review.models import MedicalReview, Publication, ReviewPolicy
from blog.review.policy import Policies

Basis = Publication.Basis
CHUNK = 100


@dataclass(frozen=True)
class DuePage:
    """A live page, what lets it be seen, and the rules for it."""

    page: AbstractPage
    publication: Publication
    policy: ReviewPolicy

    @property
    def review(self) -> MedicalReview:
        """The approval that ends or has ended."""
        return self.publication.review

    @property
    def due(self) -> date:
        """The day by which it should be read again; only approvals with such a day are found."""
        return self.review.next_due

    @property
    def consequence_day(self) -> date:
        """From when on it is hidden or taken off the site, if its policy says so."""
        return consequence_day(self.policy, self.due)


def current_publications() -> QuerySet[Publication]:
    """The rows that hold: of each page the newest."""
    newest = Publication.objects.newest_first(OuterRef("page_id")).values("pk")[:1]
    return Publication.objects.filter(pk=Subquery(newest))


def due_by(day: date, now: datetime, policies: Policies | None = None) -> Iterator[DuePage]:
    """Yield the live governed pages whose next review is due on or before `day`; without aliases.

    A handful of queries for each hundred pages.
    """
    policies = policies or Policies.load()
    rows = (
        current_publications()
        .filter(Q(until__isnull=True) | Q(until__gt=now), basis__in=[Basis.SIGNED, Basis.MINOR_EDIT])
        .filter(review__decision=MedicalReview.Decision.APPROVED, review__next_due__lte=day)
        .filter(page__live=True, page__alias_of__isnull=True)
        .filter(page__content_type__in=governed_content_type_ids())
        .select_related("review")
        .defer("payload", "review__payload")
        .order_by("review__next_due", "page_id")
    )
    found = list(rows)
    for start in range(0, len(found), CHUNK):
        chunk = found[start : start + CHUNK]
        pages = _pages([publication.page_id for publication in chunk])
        # A page may have been deleted since the rows were read.
        for publication in [row for row in chunk if row.page_id in pages]:
            page = pages[publication.page_id]
            yield DuePage(page, publication, policies.of(page))


def _pages(page_ids: list[int]) -> dict[int, AbstractPage]:
    found = page_model()._default_manager.filter(pk__in=page_ids).defer_streamfields()
    return {page.pk: page for page in found.specific()}
