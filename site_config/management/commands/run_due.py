"""`manage.py run_due`: all that the site has to do by itself, for one line in the scheduler."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from site_config import scheduled_jobs


class Command(BaseCommand):
    """Safe to repeat, also while another one runs."""

    help = (
        "Do what is due: publish what is scheduled, take off the site what has ended, remind people. "
        "With --nightly also what reads the whole site. Each job that fails is named at the end."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--nightly", action="store_true", help="also what is done once a day")

    def handle(self, *, nightly: bool, **options: Any) -> None:
        due = scheduled_jobs.jobs(nightly)
        failures = scheduled_jobs.run(due, self.stdout.write)
        if failures:
            raise CommandError(f"{len(failures)} of {len(due)} jobs failed.\n" + "\n".join(failures))
        self.stdout.write(f"{len(due)} jobs done.")
