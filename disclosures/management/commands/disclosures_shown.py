"""`manage.py disclosures_shown ADDRESS TIME`: what did a reader see?"""

from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError

from disclosures.models import DisclosureEvidence
from disclosures.times import moment_of


class Command(BaseCommand):
    """Answers from the evidence: notice, paid links with their labels, revision, and since when."""

    help = (
        "Say what readers were told at an address at a time: notice, labels, links, revision, and since when."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the address and the time."""
        parser.add_argument("address", help="the whole address, for example https://example.org/lamps/")
        parser.add_argument(
            "time",
            type=moment_of,
            help="for example 2026-03-01T08:00+01:00; a time without a zone is one of the site's own zone",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the answer. Raises CommandError where nothing is known."""
        rows = _one_state(options["address"], options["time"])
        if not rows:
            raise CommandError(_nothing_known(options["address"]))
        for line in _lines(rows[0], since=rows[-1].at):
            self.stdout.write(line)


def _one_state(address: str, moment: datetime) -> list[DisclosureEvidence]:
    """Return the rows that say the same as the last one before the moment, newest first."""
    same: list[DisclosureEvidence] = []
    for row in DisclosureEvidence.objects.shown(address, moment).iterator():
        if same and (row.page_id, row.notice_hash, row.links) != (
            same[0].page_id,
            same[0].notice_hash,
            same[0].links,
        ):
            break
        same.append(row)
    return same


def _nothing_known(address: str) -> str:
    first = DisclosureEvidence.objects.filter(address=address).order_by("at").first()
    if first:
        return f"Nothing had been recorded at that time; the first record is of {_utc(first.at)}."
    path = urlsplit(address).path
    alike = (
        DisclosureEvidence.objects.filter(address__endswith=path).order_by().values_list("address", flat=True)
    )
    known = ", ".join(alike.distinct()[:3]) if len(path) > 1 else ""
    return (
        f"Nothing was ever recorded at {address}. Write the whole address, as in the browser. Pages that tell nothing "
        f"and have no paid link leave no record.{f' Recorded: {known}' if known else ''}"
    )


def _lines(row: DisclosureEvidence, since: datetime) -> list[str]:
    links = [
        f"Link:     {link['href']}\n          label “{link['label']}”, rel “{' '.join(link['rel'])}”, "
        f"{link['programme']} (rule {link['rule']})"
        for link in row.links
    ]
    return [
        f"Page:     {row.page_title} (page {row.page_id}, {row.get_output_display()})",
        f"Recorded: {_utc(row.at)} ({row.get_occasion_display()}), the same since {_utc(since)}",
        f"Revision: {row.revision_id or '-'}{f', published by {row.user_label}' if row.user_label else ''}",
        f"Rules of: {row.jurisdiction or '-'}, language {row.locale}",
        f"Notice:   {row.notice or '-'}",
        *(links or ["Link:     none that pays"]),
        f"Broken:   {' '.join(row.failed_rules.split()) or 'no rule'}",
    ]


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
