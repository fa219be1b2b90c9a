"""Where many pages stand, as the database can tell: the same states as `status.status_from`, for lists."""

from datetime import date, datetime

from django.db.models import (
    Case,
    CharField,
    DateField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, TruncDate

from blog.review.clock import day_of
from blog.review.due_soon import due_soon_until
from blog.review.governed import governed_content_type_ids, governed_models, page_model
from blog.review.models import MedicallyReviewedMixin, MedicalReview, Publication, ReviewRequest
from blog.review.status import State

Basis = Publication.Basis
APPROVED = MedicalReview.Decision.APPROVED
# What a publication says that permits nothing any more; a page without one has NULL.
NOT_PERMITTED = ""


def governed_pages() -> QuerySet:
    """All governed pages, as base pages: one query for every type."""
    return page_model().objects.filter(content_type__in=governed_content_type_ids())


def with_standing(pages: QuerySet, now: datetime) -> QuerySet:
    """Add to base pages `review_state`, `_due` and `_basis`, `is_requested`, `assigned_id` and `responsible_id`.

    `responsible_id` is the key of the person who reads the page: assigned, else asked, else the last to sign.
    A page listed in the setting has nobody assigned.
    """
    today = day_of(now)
    newest = Publication.objects.newest_first(OuterRef("pk"))
    last = MedicalReview.objects.of_page(OuterRef("pk"))
    requests = ReviewRequest.objects.open().filter(page=OuterRef("pk"))
    asked, assigned = requests.order_by("requested_at"), _assigned()
    pages = pages.alias(soon=due_soon_until(today)).alias(
        of_live=Subquery(newest.annotate(state=_state_of_live(today, now)).values("state")[:1]),
        of_text=Subquery(last.annotate(state=_state_of_text(today)).values("state")[:1]),
    )
    is_live = Q(live=True, of_live__gt=NOT_PERMITTED)
    live_due = Subquery(newest.annotate(due=_deadline()).values("due")[:1])
    return pages.annotate(
        is_requested=Exists(requests),
        review_state=Case(
            When(is_live, then=F("of_live")),
            When(Exists(requests), then=Value(State.REQUESTED)),
            When(of_text=State.CHANGES_REQUESTED, then=F("of_text")),
            When(of_live=NOT_PERMITTED, then=Value(State.WITHDRAWN)),
            When(live=False, of_text__isnull=False, then=F("of_text")),
            default=Value(State.NONE),
            output_field=CharField(),
        ),
        review_due=Case(When(is_live, then=live_due), default=Subquery(last.values("next_due")[:1])),
        review_basis=Subquery(newest.values("basis")[:1]),
        assigned_id=Coalesce(*assigned, Value(None), Value(None), output_field=IntegerField()),
        responsible_id=Coalesce(
            *assigned,
            Subquery(asked.values("reviewer_id")[:1]),
            Subquery(last.values("reviewer_id")[:1]),
            output_field=IntegerField(),
        ),
    )


def _by_date(due: str, today: date) -> list[When]:
    late = Q(**{f"{due}__isnull": True}) | Q(**{f"{due}__lt": today})
    return [
        When(late, then=Value(State.OVERDUE)),
        When(**{f"{due}__lte": OuterRef("soon")}, then=Value(State.DUE_SOON)),
    ]


def _state_of_live(today: date, now: datetime) -> Case:
    """What the newest publication says of the live text."""
    same = Q(review__digest=F("digest"))
    edited = Q(basis=Basis.MINOR_EDIT, minor_edit__digest=F("digest"))
    return Case(
        When(Q(basis=Basis.WITHDRAWN) | Q(until__lte=now), then=Value(NOT_PERMITTED)),
        When(basis=Basis.TRANSITION, then=Value(State.TRANSITION)),
        When(Q(basis=Basis.EMERGENCY) | Q(review__pk__isnull=True), then=Value(State.STALE)),
        When(~Q(review__decision=APPROVED), then=Value(State.CHANGES_REQUESTED)),
        When(~(same | edited), then=Value(State.STALE)),
        *_by_date("review__next_due", today),
        default=Value(State.CURRENT),
        output_field=CharField(),
    )


def _state_of_text(today: date) -> Case:
    """What the last word of a reviewer says of a text that is not live."""
    return Case(
        When(~Q(decision=APPROVED), then=Value(State.CHANGES_REQUESTED)),
        *_by_date("next_due", today),
        default=Value(State.CURRENT),
        output_field=CharField(),
    )


def _deadline() -> Case:
    """The day by which somebody must read what is live; of unsigned text, the last day it may be seen."""
    signed = Q(basis__in=[Basis.SIGNED, Basis.MINOR_EDIT])
    return Case(
        When(signed, then=F("review__next_due")), default=TruncDate("until"), output_field=DateField()
    )


def _assigned() -> list[Subquery]:
    """One expression for each page type with a field for its reviewer."""
    return [
        Subquery(model._default_manager.filter(pk=OuterRef("pk")).values("assigned_reviewer")[:1])
        for model in governed_models()
        if issubclass(model, MedicallyReviewedMixin)
    ]
