"""Counts who follows the site's own links, without address, cookie or anything else about them.

Clicks wait in the memory of the process and are written together: with the request that finds 50 of them, or the
first after ten seconds, once its answer has been sent; and when the process ends. A process that is killed loses at
most 49 clicks.
"""

import atexit
import logging
import re
from collections import Counter
from datetime import date, datetime, timedelta
from threading import Lock
from typing import Any, NamedTuple

from django.core.signals import request_finished
from django.db import DatabaseError, transaction
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Site

from disclosures.models import LinkClicks, ManagedLink
from disclosures.referrers import pages_at, referring_path

logger = logging.getLogger(__name__)

MOST_WAITING = 50
LONGEST_WAIT = timedelta(seconds=10)
# Programs that say so; what pretends to be a browser is counted.
PROGRAM = re.compile(
    r"bot\b|crawl|spider|slurp|archiver|preview|scan|monitor|check|fetch|facebookexternalhit|headless|lighthouse"
    r"|curl|wget|python|java/|go-http|okhttp|libwww|perl|ruby|axios|node",
    re.IGNORECASE,
)
# A browser that loads ahead of its reader: https://wicg.github.io/nav-speculation/prefetch.html
AHEAD = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


class Click(NamedTuple):
    """Clicks that count as the same."""

    link_id: int
    day: date
    site_id: int | None
    path: str


class ClickBatch:
    """Clicks that are not in the database yet."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._clicks: Counter[Click] = Counter()
        self._since: datetime | None = None

    def add(self, click: Click, now: datetime) -> None:
        """Let one more wait."""
        with self._lock:
            self._clicks[click] += 1
            self._since = self._since or now

    def is_due(self, now: datetime) -> bool:
        """Say whether they have waited long enough, or are many."""
        with self._lock:
            since = self._since
            return since is not None and (now - since >= LONGEST_WAIT or self._clicks.total() >= MOST_WAITING)

    def take(self) -> Counter[Click]:
        """Return those that waited; none waits afterwards."""
        with self._lock:
            taken, self._clicks, self._since = self._clicks, Counter(), None
        return taken


waiting = ClickBatch()


def is_reader(request: HttpRequest) -> bool:
    """Say whether a person seems to have followed the link, now."""
    agent = request.headers.get("User-Agent", "")
    is_ahead = any("prefetch" in request.headers.get(name, "").lower() for name in AHEAD)
    return request.method == "GET" and bool(agent) and not is_ahead and not PROGRAM.search(agent)


def count(link: ManagedLink, request: HttpRequest) -> None:
    """Count that the request followed the link, if it is a reader's."""
    if is_reader(request):
        site = Site.find_for_request(request)
        click = Click(link.pk, timezone.localdate(), site.pk if site else None, referring_path(request))
        waiting.add(click, timezone.now())


def write(clicks: Counter[Click]) -> None:
    """Add the clicks to the database, each to the page at its path. Clicks of deleted links are dropped."""
    pages: dict[tuple[int | None, str], int] = {}
    for site in Site.objects.filter(pk__in={click.site_id for click in clicks if click.path}):
        paths = {click.path for click in clicks if click.site_id == site.pk and click.path}
        pages |= {(site.pk, path): pk for path, (pk, _language) in pages_at(site, paths).items()}
    links = set(
        ManagedLink.objects.filter(pk__in={click.link_id for click in clicks}).values_list("pk", flat=True)
    )
    rows: Counter[tuple[int, date, int | None]] = Counter()
    for click, number in clicks.items():
        if click.link_id in links:
            rows[click.link_id, click.day, pages.get((click.site_id, click.path))] += number
    LinkClicks.objects.add(rows)


def flush() -> None:
    """Write all clicks of this process that wait. Where the database is away, they are lost."""
    taken = waiting.take()
    if not taken:
        return
    try:
        with transaction.atomic():
            write(taken)
    except DatabaseError:
        logger.exception("%s clicks on the site's own links are lost.", taken.total())


def flush_when_due(sender: Any, **kwargs: Any) -> None:
    """Write what has waited long enough. Runs when an answer has been sent."""
    if waiting.is_due(timezone.now()):
        flush()


def connect() -> None:
    """Look after every request whether clicks have waited long enough, and write the rest at the end."""
    request_finished.connect(flush_when_due, dispatch_uid="disclosures.clicks")
    atexit.register(flush)
