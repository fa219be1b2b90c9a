"""Which policy holds for a page: the most specific of those that fit."""

from django.db.models import Model

from blog.review.models import ReviewPolicy


def subjects_of(page: Model) -> list[str]:
    """What the page says it is about; pages governed by the setting may have nothing to say."""
    answer = getattr(page, "get_review_subjects", None)
    return answer() if answer else []


def policy_for(page: Model) -> ReviewPolicy:
    """Return the policy of a specific page: topic before page type before site before the shipped default."""
    rows = list(ReviewPolicy.objects.all())
    if not rows:
        return ReviewPolicy()
    subjects = subjects_of(page) if any(row.subject for row in rows) else []
    site = page.get_site() if any(row.site_id for row in rows) else None
    fitting = [
        row
        for row in rows
        if row.subject in ("", *subjects)
        and row.page_type_id in (None, page.content_type_id)
        and row.site_id in (None, site and site.pk)
    ]
    return max(fitting, key=_specificity, default=ReviewPolicy())


def _specificity(row: ReviewPolicy) -> tuple[bool, bool, bool, int]:
    # Two topics of one page may both have a policy: the one that asks for more reviews wins.
    return bool(row.subject), row.page_type_id is not None, row.site_id is not None, -row.interval_months
