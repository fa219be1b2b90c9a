"""Looks whether the site's own links still lead somewhere, keeps what was found, and tells editors."""

import time
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import urljoin

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from wagtail.models import Site

from disclosures.addresses import UnreadableAddressError, read
from disclosures.classification import classify_url
from disclosures.models import LinkCheck, LinkTarget, ManagedLink
from disclosures.outbound import Answer, Fetcher, NoAnswerError, PrivateNetworkError, PublicFetcher
from disclosures.signals import disclosure_changed
from disclosures.targets import checked_target

Outcome = LinkTarget.Outcome
MOST_REDIRECTS = 5
PERMANENT = frozenset({301, 308})
GONE = frozenset({404, 410})
# What shops answer to a program whatever is there; nobody can judge by it.
NOT_FOR_PROGRAMS = frozenset({401, 403, 405, 406, 418, 429, 451, 503, 999})
FAILED = frozenset({Outcome.BROKEN, Outcome.REFUSED, Outcome.UNREACHABLE})
KEPT_CHECKS = 20
MOST_AT_ONCE = 500
# Looking twice within a moment makes nothing more certain.
APART = timedelta(hours=1)


class Finding(NamedTuple):
    """What was found at an address. `final_url` is where its redirects ended."""

    outcome: str
    status: int | None = None
    final_url: str = ""
    detail: str = ""


def fetcher() -> Fetcher:
    """Return what asks the internet; it says who asks."""
    site = Site.objects.filter(is_default_site=True).first()
    return PublicFetcher(f"Mozilla/5.0 (compatible; LinkCheck/1.0; +{site.root_url if site else ''})")


def look(url: str, asks: Fetcher) -> Finding:
    """Follow an address as a reader's browser would. Never raises for what other servers do."""
    are_permanent = True
    for hop in range(MOST_REDIRECTS + 1):
        try:
            answer = _ask(url, asks)
        except PrivateNetworkError as error:
            return Finding(Outcome.REFUSED, None, url, str(error))
        except NoAnswerError as error:
            return Finding(Outcome.UNREACHABLE, None, url, str(error))
        if not answer.location:
            is_moved = hop > 0 and are_permanent
            return Finding(_judged(answer.status, is_moved), answer.status, url)
        are_permanent = are_permanent and answer.status in PERMANENT
        url = urljoin(url, answer.location)
        if not _is_of_the_web(url):
            return Finding(Outcome.UNREACHABLE, answer.status, url, "It leads out of the web.")
    return Finding(Outcome.UNREACHABLE, None, url, f"More than {MOST_REDIRECTS} redirects.")


def _ask(url: str, asks: Fetcher) -> Answer:
    """Ask for the headers only, and for the page where a server does not like that."""
    with suppress(NoAnswerError):
        answer = asks.fetch("HEAD", url)
        if answer.status < 400:
            return answer
    return asks.fetch("GET", url)


def _is_of_the_web(url: str) -> bool:
    with suppress(UnreadableAddressError):
        address = read(url)
        return address is not None and bool(address.host)
    return False


def _judged(status: int, is_moved: bool) -> str:
    if status in GONE:
        return Outcome.BROKEN
    if status in NOT_FOR_PROGRAMS:
        return Outcome.BLOCKED
    if status >= 400:
        return Outcome.UNREACHABLE
    return Outcome.MOVED if is_moved else Outcome.OK


def check(target: LinkTarget, asks: Fetcher, now: datetime | None = None) -> LinkCheck:
    """Look at a target and keep what was found, in the history and at the target."""
    now, began = now or timezone.now(), time.monotonic()
    found = look(target.url, asks)
    check = LinkCheck.objects.create(
        target=target,
        checked_at=now,
        outcome=found.outcome,
        status=found.status,
        final_url=found.final_url[:10_000],
        milliseconds=round((time.monotonic() - began) * 1000),
        detail=found.detail[:300],
    )
    kept = target.checks.values_list("pk", flat=True)[:KEPT_CHECKS]
    target.checks.exclude(pk__in=list(kept)).delete()
    _remember(target, found, now)
    return check


def _remember(target: LinkTarget, found: Finding, now: datetime) -> None:
    before = (target.is_broken, target.resolved_url)
    is_apart = target.checked_at is None or now - target.checked_at >= APART
    if found.outcome in FAILED:
        target.failures = target.failures + 1 if is_apart else max(target.failures, 1)
    else:
        target.failures = 0
    target.outcome, target.checked_at = found.outcome, now
    target.resolved_url = _resolved(target, found)
    # An editor may have written another address meanwhile: this check says nothing about it.
    same = LinkTarget.objects.filter(pk=target.pk, url=target.url)
    same.update(**{name: getattr(target, name) for name in LinkTarget.CHECKED})
    if not target.failures:
        # The next breakage is news again.
        same.update(reported_at=None)
    if before != (target.is_broken, target.resolved_url):
        # Readers are led elsewhere now: the link counts as changed.
        ManagedLink.objects.filter(pk=target.link_id).update(updated=now)
        disclosure_changed.send(sender=LinkTarget)


def _resolved(target: LinkTarget, found: Finding) -> str:
    """Return where a short address ends, for it is classified by that; "" for any other address."""
    match = classify_url(target.url)
    if match is None or match.strength != "short":
        return ""
    if found.outcome in {Outcome.OK, Outcome.MOVED} and found.final_url != target.url:
        with suppress(ValidationError):
            return checked_target(found.final_url)
    return target.resolved_url


def check_all(targets: Iterable[LinkTarget], asks: Fetcher) -> dict[str, int]:
    """Check targets one after the other; return how often each outcome was found."""
    outcomes: dict[str, int] = {}
    for target in targets:
        outcome = check(target, asks).outcome
        outcomes[outcome] = outcomes.get(outcome, 0) + 1
    return outcomes


def check_due(asks: Fetcher, most: int = MOST_AT_ONCE) -> dict[str, int]:
    """Check what is due, the longest waiting first."""
    due = LinkTarget.objects.due_for_check(timezone.now()).order_by(
        F("checked_at").asc(nulls_first=True), "pk"
    )
    return check_all(due[:most], asks)
