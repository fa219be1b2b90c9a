"""Which of the site's own links work, which do not, and where they lead."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    F,
    Max,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from disclosures.mount import mount
from disclosures.targets import fitting

# Where a link leads, as the database says it: (slug or path, language or None, address, is it broken).
RedirectRow = tuple[str, str | None, str, bool]


class ManagedLinkQuerySet(QuerySet):
    """Links by what readers meet."""

    def active(self, today: date | None = None) -> "ManagedLinkQuerySet":
        """Those that lead on."""
        today = today or timezone.localdate()
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=today), status="active")

    def ended(self, today: date | None = None) -> "ManagedLinkQuerySet":
        """Those that an editor or a date has ended."""
        return self.filter(Q(status="ended") | Q(ends_on__lt=today or timezone.localdate()))

    def ended_unnoticed(self, today: date | None = None) -> "ManagedLinkQuerySet":
        """Those whose last day has passed, of which editors do not know yet."""
        today = today or timezone.localdate()
        return self.filter(ends_on__lt=today, end_reported_at=None).exclude(status="ended")

    def broken(self) -> "ManagedLinkQuerySet":
        """Those with a target that is known to be broken."""
        broken = self.model._meta.get_field("targets").related_model.objects.broken()
        return self.filter(pk__in=broken.values("link"))

    def with_figures(self, today: date) -> "ManagedLinkQuerySet":
        """Add what lists show: `clicks_lately` (30 days), `last_check`, `is_broken`. All in the same query."""
        clicks = self.model._meta.get_field("clicks").related_model.objects
        targets = self.model._meta.get_field("targets").related_model.objects.filter(link=OuterRef("pk"))
        of_link = clicks.filter(link=OuterRef("pk"), day__gt=today - timedelta(days=30))
        per_link = of_link.order_by().values("link").annotate(total=Sum("count")).values("total")
        last = targets.order_by().values("link").annotate(last=Max("checked_at")).values("last")
        return self.annotate(
            clicks_lately=Coalesce(Subquery(per_link), 0),
            last_check=Subquery(last),
            is_broken=Exists(targets.broken()),
        )

    def served_at(self, slug: str) -> "ManagedLinkQuerySet":
        """The one with this short name, now or in the past, with its targets. Two queries."""
        named = self.filter(Q(slug=slug.lower()) | Q(former_slugs__slug=slug.lower())).distinct()
        targets = self.model._meta.get_field("targets").related_model.objects.select_related("locale")
        return named.prefetch_related(Prefetch("targets", targets))

    def edition(self) -> QuerySet:
        """Return one `RedirectRow` without a slug: number of links and last change, so that it differs with them."""
        all_of_them = self.order_by().annotate(nothing=Value("", output_field=CharField())).values("nothing")
        return all_of_them.annotate(
            number=Cast(Count("pk"), CharField()),
            latest=Cast(Max("updated"), CharField()),
            is_broken=Value(False, output_field=BooleanField()),
        ).values_list("nothing", "number", "latest", "is_broken")

    def redirects(self, language: str) -> dict[str, str]:
        """Return where each path leads readers of a language, as far as it leads on. One query."""
        targets = self.model._meta.get_field("targets").related_model.objects
        return redirects_of(targets.filter(link__in=self).redirect_rows(), language)


class LinkTargetQuerySet(QuerySet):
    """Targets by what a check found."""

    DEAD = ("broken", "refused")
    # One failure may be a bad moment, two apart are none. No answer at all may be our own network for longer.
    CERTAIN, CERTAINLY_SILENT = 2, 3
    INTERVAL, INTERVAL_OF_DOUBT = timedelta(days=7), timedelta(hours=20)

    def broken(self) -> "LinkTargetQuerySet":
        """Those of which readers are told that nothing is there."""
        return self.filter(outcome__in=self.DEAD, failures__gte=self.CERTAIN)

    def broken_unnoticed(self) -> "LinkTargetQuerySet":
        """Those in use that stopped working, of which editors do not know yet."""
        is_silent = Q(outcome="unreachable", failures__gte=self.CERTAINLY_SILENT)
        is_dead = Q(outcome__in=self.DEAD, failures__gte=self.CERTAIN)
        return self.in_use().filter(is_dead | is_silent, reported_at=None)

    def in_use(self, today: date | None = None) -> "LinkTargetQuerySet":
        """Those of links that lead on."""
        today = today or timezone.localdate()
        return self.filter(Q(link__ends_on=None) | Q(link__ends_on__gte=today), link__status="active")

    def due_for_check(self, now: datetime) -> "LinkTargetQuerySet":
        """Those in use that nobody looked at for a week, or since yesterday where something was wrong."""
        doubtful = Q(failures__gt=0, checked_at__lt=now - self.INTERVAL_OF_DOUBT)
        old = Q(checked_at=None) | Q(checked_at__lt=now - self.INTERVAL)
        return self.in_use(timezone.localdate(now)).filter(old | doubtful)

    def redirect_rows(self) -> QuerySet:
        """Return a `RedirectRow` for each slug, former ones too, of those in use."""
        address = Case(When(resolved_url="", then=F("url")), default=F("resolved_url"))
        is_broken = Case(
            When(outcome__in=self.DEAD, failures__gte=self.CERTAIN, then=Value(True)), default=Value(False)
        )
        used = self.in_use().annotate(leads_to=address, is_dead=is_broken).order_by()
        columns = ("locale__language_code", "leads_to", "is_dead")
        former = used.filter(link__former_slugs__isnull=False)
        return used.values_list("link__slug", *columns).union(
            former.values_list("link__former_slugs__slug", *columns), all=True
        )


def redirects_of(rows: Iterable[RedirectRow], language: str) -> dict[str, str]:
    """Return where each path leads. A row's path is an address of the site, or the slug of a link."""
    start = mount()
    found: dict[str, dict[str, tuple[str, bool]]] = {}
    for name, code, address, is_broken in rows:
        found.setdefault(name, {})[code or ""] = (address, is_broken)
    leads: dict[str, str] = {}
    for name, targets in found.items():
        target = targets.get("") if len(targets) == 1 else None
        target = target or fitting(targets, language, settings.LANGUAGE_CODE)
        path = name.rstrip("/") if name.startswith("/") else f"{start}{name}"
        if target and not target[1] and path.startswith("/"):
            # Browsers are led on from both spellings.
            leads[path] = leads[f"{path}/"] = target[0]
    return leads


class LinkClicksQuerySet(QuerySet):
    """Clicks by link, day and page."""

    def add(self, clicks: Counter[tuple[int, date, int | None]]) -> None:
        """Add numbers to the rows of (link id, day, page id). Right also when many do it at the same moment."""
        for (link_id, day, page_id), number in sorted(clicks.items(), key=lambda item: str(item[0])):
            row: dict[str, Any] = {"link_id": link_id, "day": day, "page_id": page_id}
            if not self._raise(row, number):
                _new, created = self.get_or_create(**row, defaults={"count": number})
                if not created:
                    self._raise(row, number)

    def _raise(self, row: dict[str, Any], number: int) -> int:
        return self.filter(**row).update(count=F("count") + number)

    def by_day(self, since: date) -> dict[date, int]:
        """Return the clicks of each day that had some. One query."""
        rows = self.filter(day__gte=since).order_by().values_list("day")
        return dict(rows.annotate(clicks=Sum("count")))

    def by_page(self, since: date) -> QuerySet:
        """Return rows of page id, title and clicks, most clicks first; without a title where the page is gone."""
        rows = self.filter(day__gte=since).order_by().values("page_id", "page__title")
        return rows.annotate(clicks=Sum("count")).order_by("-clicks", "page_id")

    def total(self) -> int:
        """Return the number of clicks."""
        return self.aggregate(total=Sum("count"))["total"] or 0
