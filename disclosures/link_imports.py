"""Carries out what a plan says, and writes all links into a file."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale

from disclosures.link_plans import Plan, Planned
from disclosures.link_tables import FIELDS, written
from disclosures.models import LinkTarget, ManagedLink
from disclosures.signals import disclosure_changed

BATCH = 500


@transaction.atomic
def carry_out(plan: Plan) -> None:
    """Write what the plan says, all of it or nothing."""
    created, changed = plan.of("create"), plan.of("change")
    ManagedLink.objects.bulk_create([row.link for row in created], batch_size=BATCH)
    for row in changed:
        row.link.updated = timezone.now()
    columns = [*FIELDS[1:-1], "updated"]
    ManagedLink.objects.bulk_update([row.link for row in changed], columns, batch_size=BATCH)
    _write_targets(created, changed)
    # Writing many at once sends no news of its own.
    disclosure_changed.send(sender=ManagedLink)


def _write_targets(created: Iterable[Planned], changed: Iterable[Planned]) -> None:
    """Write new and changed targets. An unchanged one keeps what its checks found."""
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    moved: list[LinkTarget] = []
    gone: list[int] = []
    new = [(row.link, row.addresses) for row in created]
    for row in changed:
        addresses = dict(row.addresses)
        for target in row.link.targets.all():
            url = addresses.pop(target.language, "")
            if not url:
                gone.append(target.pk)
            elif url != target.url:
                target.lead_to(url)
                moved.append(target)
        new.append((row.link, addresses))
    for start in range(0, len(gone), BATCH):
        LinkTarget.objects.filter(pk__in=gone[start : start + BATCH]).delete()
    LinkTarget.objects.bulk_update(moved, ["url", "reported_at", *LinkTarget.CHECKED], batch_size=BATCH)
    LinkTarget.objects.bulk_create(
        [
            LinkTarget(link_id=link.pk, locale=locales.get(language), url=url)
            for link, addresses in new
            for language, url in addresses.items()
        ],
        batch_size=BATCH,
    )


def exported() -> bytes:
    """Return all links as a file that can be imported again. Three queries."""
    languages = sorted(Locale.objects.values_list("language_code", flat=True))
    columns = [*FIELDS, *(f"address_{language}" for language in languages)]
    rows = []
    for link in ManagedLink.objects.prefetch_related("targets__locale"):
        addresses = {target.language: target.url for target in link.targets.all()}
        own = [str(getattr(link, name) or "") for name in FIELDS[:-1]]
        rows.append([*own, *(addresses.get(language, "") for language in ("", *languages))])
    return written(columns, rows)
