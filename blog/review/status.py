"""The state of a page's medical review, computed from facts and the clock, never stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.review.clock import day_of
from blog.review.due_soon import due_soon_until
from blog.review.governed import is_governed, page_model
from blog.review.models import MedicalReview, Publication, ReviewPolicy, ReviewRequest
from blog.review.models.policies import DEFAULT_REMINDER_DAYS
from blog.review.policy import policy_for


class State(models.TextChoices):
    """Where a page stands."""

    NONE = "none", _("Not reviewed")
    REQUESTED = "requested", _("Review requested")
    CHANGES_REQUESTED = "changes_requested", _("Changes requested")
    CURRENT = "current", _("Reviewed")
    DUE_SOON = "due_soon", _("Review due soon")
    STALE = "stale", _("Changed since the review")
    OVERDUE = "overdue", _("Review overdue")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    TRANSITION = "transition", _("Older article, not reviewed")


@dataclass(frozen=True)
class Facts:
    """What is recorded about a page, as far as its state depends on it."""

    live: bool = False
    publication: Publication | None = None
    last_review: MedicalReview | None = None
    open_request: ReviewRequest | None = None
    due_soon_days: int = max(DEFAULT_REMINDER_DAYS)


@dataclass(frozen=True)
class ReviewStatus:
    """The state, the last word of a reviewer it rests on, and what let the live text out."""

    state: State
    review: MedicalReview | None = None
    request: ReviewRequest | None = None
    publication: Publication | None = None

    @property
    def is_current(self) -> bool:
        """Whether a valid signature stands under exactly the live text."""
        return self.state in (State.CURRENT, State.DUE_SOON)

    @property
    def reviewed_on(self) -> date | None:
        """The day of the signature."""
        return day_of(self.review.signed_at) if self.review else None

    @property
    def next_due(self) -> date | None:
        """The day by which the text shall be read again."""
        return self.review.next_due if self.review else None


_STATE_OF_REFUSAL = {
    MedicalReview.Decision.CHANGES_REQUESTED: State.CHANGES_REQUESTED,
    MedicalReview.Decision.WITHDRAWN: State.WITHDRAWN,
}


def status_from(facts: Facts, now: datetime) -> ReviewStatus:
    """Judge the live text; where there is none, the way towards one. Pure: the same facts, the same answer.

    Lists let the database judge, in `reports/standings.py`: a test holds both to the same answers.
    """
    publication = facts.publication
    if facts.live and publication and publication.permits_at(now):
        state = _live_state(publication, facts, now)
        return ReviewStatus(state, publication.review, facts.open_request, publication)
    review = facts.last_review
    if facts.open_request:
        return ReviewStatus(State.REQUESTED, review, facts.open_request)
    if review and not review.is_approval:
        return ReviewStatus(_STATE_OF_REFUSAL[review.decision], review, publication=publication)
    if publication and not publication.permits_at(now):
        return ReviewStatus(State.WITHDRAWN, review, publication=publication)
    if review and not facts.live:
        return ReviewStatus(_state_by_date(review, facts, now), review)
    # A text that is live without a permission is not the signed one, whoever signed another.
    return ReviewStatus(State.NONE)


def _live_state(publication: Publication, facts: Facts, now: datetime) -> State:
    review = publication.review
    if publication.basis == Publication.Basis.TRANSITION:
        return State.TRANSITION
    if publication.basis == Publication.Basis.EMERGENCY or review is None:
        return State.STALE
    if not review.is_approval:
        return State.CHANGES_REQUESTED
    return _state_by_date(review, facts, now) if _continues(publication, review) else State.STALE


def _continues(publication: Publication, review: MedicalReview) -> bool:
    """Whether the live text is the signed one, or follows it by a recorded minor edit that ends in this text."""
    if publication.digest == review.digest:
        return True
    edit = publication.minor_edit if publication.basis == Publication.Basis.MINOR_EDIT else None
    return edit is not None and edit.digest == publication.digest


def _state_by_date(review: MedicalReview, facts: Facts, now: datetime) -> State:
    today = day_of(now)
    if review.is_due_on(today):
        return State.OVERDUE
    if review.next_due - today <= timedelta(days=facts.due_soon_days):
        return State.DUE_SOON
    return State.CURRENT


def review_status(page: models.Model, now: datetime) -> ReviewStatus:
    """Return the status of a page's medical review at a moment; of an ungoverned page, NONE."""
    return status_from(load_facts(page, policy_for(page), now), now) if is_governed(type(page)) else _NOTHING


def reader_status(page: models.Model, now: datetime) -> ReviewStatus:
    """As `review_status`, in the single query that a page for readers may cost: "due soon" is our concern only."""
    return status_from(load_facts(page, ReviewPolicy(), now), now) if is_governed(type(page)) else _NOTHING


_NOTHING = ReviewStatus(State.NONE)


def load_facts(page: models.Model, policy: ReviewPolicy, now: datetime) -> Facts:
    """Read what is recorded about a page: one query for a page that is live and may be seen."""
    publication = current_publication(page)
    if page.live and publication and publication.permits_at(now):
        return Facts(live=True, publication=publication, due_soon_days=policy.due_soon_days)
    return Facts(
        live=page.live,
        publication=publication,
        last_review=MedicalReview.objects.of_page(page.pk).defer("payload").first(),
        open_request=ReviewRequest.objects.open().filter(page=page.pk).select_related("reviewer").first(),
        due_soon_days=policy.due_soon_days,
    )


def statuses_of(pages: Iterable[models.Model], now: datetime) -> dict[int, ReviewStatus]:
    """Return the status of each governed page by its key: five queries, for however many base or specific pages."""
    listed = list(pages)
    keys = [page.pk for page in listed]
    rows = page_model().objects.filter(pk__in=keys).order_by()
    newest = Publication.objects.newest_first(models.OuterRef("pk")).values("pk")[:1]
    last = MedicalReview.objects.of_page(models.OuterRef("pk")).values("pk")[:1]
    publications = Publication.objects.filter(pk__in=rows.values_list(models.Subquery(newest)))
    reviews = MedicalReview.objects.filter(pk__in=rows.values_list(models.Subquery(last))).defer("payload")
    requests = ReviewRequest.objects.open().filter(page__in=keys).select_related("reviewer")
    requests = requests.order_by("-requested_at", "-pk")  # the one that waits longest stays in the mapping
    publication_of = {row.page_id: row for row in publications.with_grounds()}
    review_of = {row.page_id: row for row in reviews}
    request_of = {row.page_id: row for row in requests}
    today = day_of(now)
    soon = dict(rows.annotate(soon=due_soon_until(today)).values_list("pk", "soon"))
    return {
        page.pk: status_from(
            Facts(
                live=page.live,
                publication=publication_of.get(page.pk),
                last_review=review_of.get(page.pk),
                open_request=request_of.get(page.pk),
                due_soon_days=(soon[page.pk] - today).days,
            ),
            now,
        )
        for page in listed
    }


def current_publication(page: models.Model) -> Publication | None:
    """Return what holds for a page; while a page is served, the row that the door already read."""
    if not hasattr(page, "_medical_publication"):
        return Publication.objects.current(page.pk)
    return page._medical_publication


def remember_publication(page: models.Model, publication: Publication | None) -> None:
    """Keep the row on the page object for the rest of one request."""
    page._medical_publication = publication
