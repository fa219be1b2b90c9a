"""Which policy holds for a page: the most specific of those that fit."""

from typing import Any

from django.core.cache import cache
from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from blog.review.models import ReviewPolicy


def subjects_of(page: Model) -> list[str]:
    """What the page says it is about; pages governed by the setting may have nothing to say."""
    answer = getattr(page, "get_review_subjects", None)
    return answer() if answer else []


class Policies:
    """All policies of the site, read once: for whoever judges many pages."""

    def __init__(self, rows: list[ReviewPolicy]) -> None:
        self.rows = rows

    @classmethod
    def load(cls) -> "Policies":
        """Read them, in one query."""
        return cls(list(ReviewPolicy.objects.all()))

    def of(self, page: Model) -> ReviewPolicy:
        """Return the policy of a specific page: topic before page type before site before the shipped default."""
        if not self.rows:
            return ReviewPolicy()
        subjects = subjects_of(page) if any(row.subject for row in self.rows) else []
        site_id = _site_of(page) if any(row.site_id for row in self.rows) else None
        fitting = [
            row
            for row in self.rows
            if row.subject in ("", *subjects)
            and row.page_type_id in (None, page.content_type_id)
            and row.site_id in (None, site_id)
        ]
        return max(fitting, key=_specificity, default=ReviewPolicy())

    @property
    def most_reminder_days(self) -> int:
        """The earliest reminder of any policy, in days before the due date."""
        return max(row.due_soon_days for row in [*self.rows, ReviewPolicy()])


# Pages for readers may cost one query, and that one is needed for the signature. A change forgets what was remembered;
# the time is for servers that share no cache.
REMEMBERED = "medical_review.policies"
SECONDS = 60


def remembered_policies() -> Policies:
    """Return all policies, for readers: from the cache, at most a minute old."""
    rows = cache.get(REMEMBERED)
    if rows is None:
        rows = list(ReviewPolicy.objects.values())
        cache.set(REMEMBERED, rows, SECONDS)
    return Policies([ReviewPolicy(**row) for row in rows])


def forget_policies(**kwargs: Any) -> None:
    """After a policy was saved or deleted."""
    cache.delete(REMEMBERED)


def connect() -> None:
    """Let each change of a policy forget what was remembered."""
    for signal in (post_save, post_delete):
        signal.connect(forget_policies, sender=ReviewPolicy, dispatch_uid="medical_review.forget_policies")


def policy_for(page: Model) -> ReviewPolicy:
    """Return the policy of one specific page; two queries at most."""
    return Policies.load().of(page)


def _site_of(page: Model) -> int | None:
    # Wagtail keeps the roots of all sites in the cache; `get_site` would read the site's row for each page.
    parts = page.get_url_parts()
    return parts[0] if parts else None


def _specificity(row: ReviewPolicy) -> tuple[bool, bool, bool, int, int]:
    # Two topics of one page may both have a policy: the one that asks for more reviews wins.
    months = 12 if row.due_month else row.interval_months
    return (
        bool(row.subject),
        row.page_type_id is not None,
        row.site_id is not None,
        -months,
        row.minimum_reviewers,
    )
