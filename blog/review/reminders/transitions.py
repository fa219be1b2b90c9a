"""Tells the office that a transition ends soon, and how many older articles nobody has reviewed yet."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import ngettext
from wagtail.admin.utils import get_admin_base_url
from wagtail.models import Site

from blog.review.clock import day_of
from blog.review.models import TransitionPeriod
from blog.review.offices import office
from blog.review.reminders.notes import Note, applicable
from blog.review.transition.remaining import progress_of

DAYS = (60, 30, 7)


def transition_notes(now: datetime) -> Iterator[Note]:
    """Yield what is to be said today about transitions that end, also what was said before."""
    today = day_of(now)
    sites = Site.objects.in_bulk()
    for period in TransitionPeriod.objects.filter(until__gte=today):
        site = sites.get(period.site_id)
        days = applicable(DAYS, period.until, today, day_of(period.began_at))
        if site is not None and days is not None:
            yield from _notes(site, period, days, now)


def _notes(site: Site, period: TransitionPeriod, days: int, now: datetime) -> Iterator[Note]:
    progress = progress_of(site, now)
    if not progress or not progress.remaining:
        return
    text = ngettext(
        "The time for older articles ends on %(day)s. %(number)d has no review and is taken off the site then.",
        "The time for older articles ends on %(day)s. %(number)d have no review and are taken off the site then.",
        progress.remaining,
    ) % {"day": date_format(period.until), "number": progress.remaining}
    link = (get_admin_base_url() or "") + reverse("medical_review_admin:older_articles")
    for address in office(site.root_page):
        yield Note(address, "ending", f"transition of site {site.pk}", period.until, days, text, link)
