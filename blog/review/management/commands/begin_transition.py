"""`manage.py begin_transition`: older articles stay for a stated time, unchanged and marked as not reviewed."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from blog.review import clock
from blog.review.transition.beginning import TransitionRefused, begin


def _day(text: str) -> date:
    return date.fromisoformat(text)


class Command(BaseCommand):
    """Once for each site."""

    help = (
        "Let governed pages that are live, or were imported as published, stay on the site until a day although "
        "nobody reviewed them: unchanged, with a notice, never featured. Once for each site, for 24 months at most."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--until", type=_day, required=True, help="the last day, such as 2027-12-31")
        parser.add_argument("--site", metavar="HOST", help="needed where there are several sites")
        parser.add_argument("--dry-run", action="store_true", help="only say which pages it would be")
        parser.add_argument(
            "--leave-out", type=int, nargs="+", default=[], metavar="ID", help="pages that stay as they are"
        )

    def handle(self, *, until: date, dry_run: bool, leave_out: list[int], **options: Any) -> None:
        site = self.site(options["site"])
        try:
            beginning = begin(site, until, clock.now(), leave_out=leave_out, dry_run=dry_run)
        except TransitionRefused as refused:
            raise CommandError("Nothing was begun.\n" + "\n".join(refused.messages)) from refused
        would = "Would stay" if dry_run else "Stay"
        for heading, lines in (
            (f"{would} as live pages", beginning.live),
            (f"{would}, published as their drafts stand", beginning.published),
        ):
            self.stdout.write(f"{heading}: {len(lines)}")
            for line in lines:
                self.stdout.write(f"  {line}")
        self.stdout.write(f"{site}: until the end of {until}." + (" Nothing was changed." if dry_run else ""))

    def site(self, host: str | None) -> Site:
        """Return the site that was asked for. Raises CommandError if that is not clear."""
        sites = Site.objects.filter(hostname=host) if host else Site.objects.all()
        found = list(sites.select_related("root_page"))
        if len(found) == 1:
            return found[0]
        known = ", ".join(Site.objects.values_list("hostname", flat=True))
        raise CommandError(f"Say which site with --site HOST. Known: {known}")
