"""Begins the transition of a site: freezes the texts of its older articles, for a stated time, once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import AbstractPage, Site

from blog.people.querysets import months_after
from blog.review import gate
from blog.review.clock import day_of
from blog.review.digest import content_digest
from blog.review.grounds import Basis, Outcome
from blog.review.models import TransitionPeriod
from blog.review.transition.older import OlderArticle, older_articles

MOST_MONTHS = 24


@dataclass
class Beginning:
    """What was frozen: pages that were live, drafts that were published as they stand; what failed, with why."""

    live: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


class TransitionRefused(ValidationError):  # noqa: N818  the name says what happened
    """The transition did not begin, and nothing was changed; `messages` say why."""


def begin(
    site: Site, until: date, now: datetime, *, leave_out: Iterable[int] = (), dry_run: bool = False
) -> Beginning:
    """Let the older articles of a site stay until the end of the day `until`, unchanged and marked.

    All or nothing: a page that cannot be frozen stops the beginning, unless its key is in `leave_out`. With
    `dry_run` nothing is written. Raises TransitionRefused.
    """
    beginning = Beginning()
    with transaction.atomic():
        # Of two who begin at the same moment, the second finds the period of the first.
        Site.objects.select_for_update().get(pk=site.pk)
        _check(site, until, day_of(now))
        for article in older_articles(site, set(leave_out)):
            _take(article, end_of(until), beginning, dry_run)
        if beginning.failures:
            raise TransitionRefused(beginning.failures)
        if not dry_run:
            TransitionPeriod.objects.create(
                site=site,
                site_name=str(site)[:255],
                began_at=now,
                until=until,
                page_count=len(beginning.live) + len(beginning.published),
            )
    return beginning


def end_of(day: date) -> datetime:
    """The moment at which a day of the site is over."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def _check(site: Site, until: date, today: date) -> None:
    latest = months_after(today, MOST_MONTHS)
    period = TransitionPeriod.objects.filter(site=site.pk).first()
    if period is not None:
        raise TransitionRefused(
            _(
                "The transition of %(site)s began already and ends on %(day)s. There is only one for each site."
            )
            % {"site": period.site_name, "day": date_format(period.until)}
        )
    if not today < until <= latest:
        raise TransitionRefused(
            _("It must end after today and by %(day)s at the latest, %(months)d months from now.")
            % {"day": date_format(latest), "months": MOST_MONTHS}
        )


def _take(article: OlderArticle, until: datetime, beginning: Beginning, dry_run: bool) -> None:
    name = f"{article.page.pk}: {article.page.title}"
    try:
        if not dry_run:
            with transaction.atomic():
                _freeze(article, until)
    except Exception as error:  # noqa: BLE001  whatever it is, it is told with the name of the page
        beginning.failures.append(f"{name}. {error}")
    else:
        (beginning.live if article.page.live else beginning.published).append(name)


def _freeze(article: OlderArticle, until: datetime) -> None:
    """Permit the text; a draft is then published through Wagtail's own door, which finds the permission."""
    page = article.page if article.page.live else article.page.get_latest_revision_as_object()
    digest = content_digest(page)
    outcome = Outcome(Basis.TRANSITION, digest.root, None, digest.version, digest.payload, until=until)
    gate.record(page, outcome)
    if not page.live:
        _publish(page, article.first_published_at)


def _publish(page: AbstractPage, first_published_at: datetime | None) -> None:
    pages = type(page)._default_manager.filter(pk=page.pk)
    pages.update(first_published_at=first_published_at)
    page.first_published_at = first_published_at
    action = PublishPageRevisionAction(page.latest_revision or page.save_revision(clean=False))
    # It names no reviewer, and may lack whatever else the form of a new article asks today.
    action.object.save = partial(action.object.save, clean=False)
    action.execute(skip_permission_checks=True)
    # Readers of an old article are not told that it was changed today.
    pages.update(last_published_at=first_published_at)
