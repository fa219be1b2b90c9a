"""What remains of a transition: how many older articles nobody has reviewed yet, and which come first."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.db.models import QuerySet
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from wagtail.models import AbstractPage, Site

from blog.review.due_pages import current_publications
from blog.review.governed import page_model
from blog.review.grounds import Basis
from blog.review.models import Publication, ReviewRequest, TransitionPeriod
from blog.review.transition.older import pages_of
from blog.review.transition.risk import Risk, risk_of

# The text of an older article does not change, so its score is kept; only the age in years moves it.
SECONDS_KEPT = 24 * 60 * 60
CHUNK = 50


@dataclass(frozen=True)
class Remaining:
    """An older article that waits: its page, its risk, how often it is read, and who was asked."""

    page: AbstractPage
    risk: Risk
    visits: int | None
    asked: tuple[str, ...]


@dataclass(frozen=True)
class Progress:
    """How far a site has come: articles at the beginning, and those that remain."""

    period: TransitionPeriod
    remaining: int

    @property
    def done(self) -> int:
        """How many were reviewed or taken off the site."""
        return max(0, self.period.page_count - self.remaining)


def older_publications(site: Site | None, now: datetime) -> QuerySet[Publication]:
    """The permissions of older articles that are live and wait, of one site or of all."""
    rows = current_publications().filter(basis=Basis.TRANSITION, until__gt=now, page__live=True)
    return rows if site is None else rows.filter(page__in=pages_of(site).order_by().values("pk"))


def progress_of(site: Site, now: datetime) -> Progress | None:
    """Return how far the transition of a site has come; None if there was none."""
    period = TransitionPeriod.objects.filter(site=site.pk).first()
    return Progress(period, older_publications(site, now).count()) if period else None


def remaining(now: datetime) -> list[Remaining]:
    """Return all older articles that wait, the riskiest first, and of the same risk the most read first.

    A handful of queries for each fifty articles whose score is not kept yet, and a constant number for the others.
    """
    found = dict(older_publications(None, now).values_list("page_id", "digest"))
    pages = {page.pk: page for page in page_model()._default_manager.filter(pk__in=list(found))}
    risks, visits, asked = _risks(found, pages, now), visits_of(list(found)), _asked(list(found))
    rows = [
        Remaining(page, risks[key], visits.get(key), tuple(asked.get(key, ()))) for key, page in pages.items()
    ]
    return sorted(rows, key=lambda row: (-row.risk.score, -(row.visits or 0), row.page.title.lower()))


def visits_of(page_ids: list[int]) -> dict[int, int]:
    """Return how often pages were read, as far as the site says it.

    Setting `MEDICAL_REVIEW_VISITS`: the dotted path of a function that takes keys of pages and returns {key: visits}.
    """
    path = getattr(settings, "MEDICAL_REVIEW_VISITS", None)
    return import_string(path)(page_ids) if path else {}


def _asked(keys: list[int]) -> dict[int, list[str]]:
    asked: dict[int, list[str]] = {}
    requests = ReviewRequest.objects.open().filter(page__in=keys)
    for page_id, name in requests.values_list("page_id", "reviewer__name"):
        asked.setdefault(page_id, []).append(name)
    return asked


def _risks(digests: dict[int, str], pages: dict[int, AbstractPage], now: datetime) -> dict[int, Risk]:
    stem = f"medical_review.risk.{get_language()}.{now.year}.{now.month}"
    names = {key: f"{stem}.{digest}" for key, digest in digests.items()}
    kept = cache.get_many(names.values())
    risks = {key: Risk(*kept[name]) for key, name in names.items() if name in kept}
    missing = [key for key in pages if key not in risks]
    for start in range(0, len(missing), CHUNK):
        rows = current_publications().filter(page__in=missing[start : start + CHUNK])
        for row in rows.select_related("minor_edit"):
            published = pages[row.page_id].first_published_at
            risks[row.page_id] = risk_of(row.content, published, now)
    fresh = {names[key]: (risks[key].score, risks[key].reasons) for key in missing}
    cache.set_many(fresh, SECONDS_KEPT)
    return risks
