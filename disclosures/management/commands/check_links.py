"""`manage.py check_links`: do the site's own links still lead somewhere?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand

from disclosures import link_checks, link_digest
from disclosures.models import LinkTarget


class Command(BaseCommand):
    """Run it once a day."""

    help = (
        "Check the targets of managed links: those not looked at for a week, or since yesterday if in doubt."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="check every link in use now")
        parser.add_argument(
            "--most",
            type=int,
            default=link_checks.MOST_AT_ONCE,
            help="how many at once (default: %(default)s)",
        )

    def handle(self, *, most: int, **options: Any) -> None:
        asks = link_checks.fetcher()
        if options["all"]:
            outcomes = link_checks.check_all(LinkTarget.objects.in_use()[:most], asks)
        else:
            outcomes = link_checks.check_due(asks, most)
        for outcome, number in sorted(outcomes.items()):
            self.stdout.write(f"{LinkTarget.Outcome(outcome).label}: {number}")
        self.stdout.write(f"{sum(outcomes.values())} checked, {link_digest.send_digest()} told.")
