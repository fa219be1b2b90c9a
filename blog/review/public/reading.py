"""A page's review as one reader gets it: judged once for byline, "about this review" and search engines."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from blog.review import clock
from blog.review.approval import approval_of, latest_by_reviewer
from blog.review.clock import day_of
from blog.review.digest import content_digest
from blog.review.grounds import Outcome, ground_of
from blog.review.models import Correction, MedicalReview, Publication
from blog.review.public.badges import Badge, badge_of
from blog.review.status import Facts, ReviewStatus, reader_status, status_from
from blog.review.versions import same_text


@dataclass(frozen=True)
class Reading:
    """Status and badge of what is shown, the signatures under it, and where the reader finds more."""

    status: ReviewStatus
    badge: Badge
    signatures: tuple[MedicalReview, ...] = ()
    is_preview: bool = False
    history_address: str = ""
    payload_address: str = ""


def reading_of(page: Model, request: HttpRequest | None) -> Reading:
    """Return what a reader of this page is told; kept on the page for the rest of the request.

    No query beside that of the door, one more where several signed; a preview is judged as if it were published
    now.
    """
    if getattr(request, "is_preview", False):
        return _read(page, preview_status(page, clock.now()), is_preview=True)
    if not hasattr(page, "_medical_reading"):
        page._medical_reading = _read(page, reader_status(page, clock.now()))
    return page._medical_reading


def remember_signatures(pages: Iterable[Model], publications: Iterable[Publication]) -> None:
    """Read the signatures under several pages at once, so that a list costs one query for them, or none."""
    reviews = {row.page_id: row.review for row in publications if row.review and row.is_cosigned}
    if not reviews:
        return
    found = _signatures_where(
        page__in={review.page_id for review in reviews.values()},
        digest__in={review.digest for review in reviews.values()},
    )
    for page in pages:
        review = reviews.get(page.pk)
        page._medical_signatures = [
            row for row in found if review and (row.page_id, row.digest) == (review.page_id, review.digest)
        ]


def corrections_of(page: Model) -> list[Correction]:
    """Return the public corrections of a page, the newest first; one query, and none where there are none."""
    if not hasattr(page, "_medical_corrections"):
        publication = reading_of(page, None).status.publication
        known = getattr(publication, "is_corrected", True)
        page._medical_corrections = list(Correction.objects.of_page(page.pk)) if known else []
    return page._medical_corrections


def preview_status(page: Model, now: datetime) -> ReviewStatus:
    """Return the status that this text would have if it were published now: of an unsigned draft, none."""
    digest = content_digest(page)
    publication = Publication.objects.current(page.pk) if page.pk else None
    if page.live and publication and publication.permits_at(now) and same_text(publication, digest.root):
        return status_from(Facts(live=True, publication=publication), now)
    approval = approval_of(page, digest.root, now)
    outcome = (
        Outcome.resting_on(approval.review) if approval.review else ground_of(page, digest, publication, now)
    )
    candidate = Publication(page_id=page.pk, since=now, **vars(outcome)) if outcome else None
    return status_from(Facts(live=candidate is not None, publication=candidate), now)


def _read(page: Model, status: ReviewStatus, is_preview: bool = False) -> Reading:
    badge = badge_of(status)
    seen = status.publication is not None and badge != Badge.NONE
    return Reading(
        status,
        badge,
        tuple(_signatures(page, status, badge)),
        is_preview,
        address_of("history", page) if seen else "",
        address_of("payload", page) if seen else "",
    )


def address_of(name: str, page: Model) -> str:
    """Return the public address of a page's history or payload; empty on a site that has none.

    An alias repeats another page: what was signed was signed there.
    """
    try:
        return reverse(f"medical_review:{name}", args=[page.alias_of_id or page.pk])
    except NoReverseMatch:
        return ""


def _signatures(page: Model, status: ReviewStatus, badge: Badge) -> list[MedicalReview]:
    review: Any = status.review
    if not badge.names_reviewer:
        return []
    # What is overdue is the one signature that the dates belong to.
    if badge == Badge.OVERDUE or not getattr(status.publication, "is_cosigned", True):
        return [review]
    return signatures_under(review, day_of(clock.now()), getattr(page, "_medical_signatures", None))


def signatures_under(
    review: MedicalReview, day: date, known: list[MedicalReview] | None = None
) -> list[MedicalReview]:
    """Return this signature and all others under its text that hold on a day, in the order in which they came.

    Who took the approval back is left out.
    """
    rows = _signatures_where(page=review.page_id, digest=review.digest) if known is None else known
    latest = [row for row in latest_by_reviewer(rows, review.digest) if row.is_approval]
    in_force = [row for row in latest if row.pk == review.pk or not row.is_due_on(day)]
    return in_force[::-1] or [review]


def _signatures_where(**conditions: Any) -> list[MedicalReview]:
    rows = MedicalReview.objects.filter(**conditions).order_by("-signed_at", "-pk")
    return list(rows.select_related("reviewer").defer("payload"))
