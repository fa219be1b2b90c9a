"""From which day on the review of each page counts as due soon, as the database can tell for many pages."""

from datetime import date, timedelta

from django.db.models import Case, DateField, Expression, Q, Value, When
from wagtail.models import Site

from blog.review.governed import governed_models
from blog.review.models import ReviewPolicy
from blog.review.policy import _specificity


def due_soon_until(today: date) -> Expression:
    """Return an expression over pages: a review that is due up to this day is due soon.

    The same answer as `policy_for(page).due_soon_days` for each page, in one query for all policies. A policy
    for a topic needs page types that name the way to their topics in `review_subject_lookup`.
    """
    rows = sorted(ReviewPolicy.objects.select_related("site__root_page"), key=_specificity, reverse=True)
    default = today + timedelta(days=ReviewPolicy().due_soon_days)
    days = {row.pk: today + timedelta(days=row.due_soon_days) for row in rows}
    if set(days.values()) <= {default}:
        return Value(default, output_field=DateField())
    sites = list(Site.objects.select_related("root_page")) if any(row.site_id for row in rows) else []
    cases = [When(_pages_of(row, sites), then=Value(days[row.pk])) for row in rows]
    return Case(*cases, default=Value(default), output_field=DateField())


def about(subject: str) -> Q:
    """The pages about this subject, of the types that say how their subjects are found."""
    found = Q(pk__in=[])
    for model in governed_models():
        lookup = getattr(model, "review_subject_lookup", "")
        if lookup:
            found |= Q(pk__in=model._default_manager.filter(**{lookup: subject}).values("pk"))
    return found


def _pages_of(row: ReviewPolicy, sites: list[Site]) -> Q:
    fitting = about(row.subject) if row.subject else Q(pk__isnull=False)
    if row.page_type_id is not None:
        fitting &= Q(content_type=row.page_type_id)
    return fitting & _in_site(row.site, sites) if row.site_id else fitting


def _in_site(site: Site, sites: list[Site]) -> Q:
    """The pages below the site's root, without those of a site whose root lies further down."""
    path = site.root_page.path
    inside = Q(path__startswith=path)
    for other in sites:
        if other.root_page.path != path and other.root_page.path.startswith(path):
            inside &= ~Q(path__startswith=other.root_page.path)
    return inside
