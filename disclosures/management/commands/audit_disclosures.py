"""`manage.py audit_disclosures`: is what readers get what they must be told?"""

import json
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import PageQuerySet, Site

from disclosures.audit import PageAudit, audit, pages_to_audit


class Command(BaseCommand):
    """Renders every live page, judges all of its outputs, and remembers what has changed."""

    help = (
        "Render every live page as its readers get it (with its feeds and API answers), apply every rule, record what "
        "has changed since the last time, and fail if a rule is broken."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take a part of the pages, and the form of the report."""
        parser.add_argument(
            "--site", metavar="HOST", help="only the pages of this site, for example example.org"
        )
        parser.add_argument(
            "--page",
            metavar="ID",
            type=int,
            action="append",
            default=[],
            help="only this page; may be repeated",
        )
        parser.add_argument("--format", choices=["table", "json"], default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the report. Raises CommandError, and so exits with an error, if anything is wrong."""
        counts: Counter[str] = Counter()
        lines = _json_lines if options["format"] == "json" else _table_lines
        for line in lines(_counted(audit(self.pages(options)), counts)):
            self.stdout.write(line)
        told = (
            f"{counts['pages']} pages looked at, {counts['failing']} with something wrong, "
            f"{counts['unread']} not shown to readers, {counts['recorded']} changes recorded."
        )
        if counts["failing"]:
            raise CommandError(told)
        self.stderr.write(told)

    def pages(self, options: dict[str, Any]) -> PageQuerySet:
        """Return the pages that were asked for. Raises CommandError for a site or page that is not there."""
        site = None
        if options["site"]:
            host, _colon, port = options["site"].partition(":")
            sites = Site.objects.filter(hostname=host.lower())
            site = (sites.filter(port=port) if port.isdecimal() else sites).first()
            if site is None:
                known = ", ".join(Site.objects.values_list("hostname", flat=True))
                raise CommandError(f"There is no site “{options['site']}”. Known: {known}")
        pages = pages_to_audit(site, options["page"])
        missing = set(options["page"]) - set(pages.values_list("pk", flat=True))
        if missing:
            raise CommandError(f"No live page that everybody may read has the number {min(missing)}.")
        return pages


def _counted(audits: Iterator[PageAudit], counts: Counter[str]) -> Iterator[PageAudit]:
    for each in audits:
        counts["pages"] += 1
        counts["failing"] += each.fails
        counts["unread"] += bool(each.unread)
        counts["recorded"] += sum(output.recorded for output in each.outputs)
        yield each


def _table_lines(audits: Iterator[PageAudit]) -> Iterator[str]:
    """Yield for each page with something to say its title, and below it what is wrong and what to do."""
    for each in audits:
        if each.unread or each.fails:
            yield f"{each.title} (page {each.page_id})"
        if each.unread:
            yield f"  {'FAULT' if each.is_fault else 'not read':<9} {each.unread}"
        for output in each.outputs:
            for verdict in output.failures:
                yield f"  {verdict.rule:<4} {output.output:<4} {output.address}\n            {verdict.detail}"


def _json_lines(audits: Iterator[PageAudit]) -> Iterator[str]:
    """Yield a JSON list with one object for each page, line by line."""
    start = "["
    for each in audits:
        data = {
            "page": each.page_id,
            "title": each.title,
            "unread": each.unread,
            "outputs": [asdict(output) for output in each.outputs],
            "fails": each.fails,
        }
        yield f"{start}{json.dumps(data, ensure_ascii=False)}"
        start = ","
    yield "[]" if start == "[" else "]"
