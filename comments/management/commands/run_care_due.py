"""`manage.py run_care_due`: mails about readers in distress for whom nobody has acted yet."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from comments.care.alerts import alert_all


class Command(BaseCommand):
    """Run it every few minutes; nothing happens twice."""

    help = (
        "Mail the people who look after readers in distress about each case whose time has come and for which "
        "nobody has acted. Run it every few minutes."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        done, failures = alert_all()
        self.stdout.write(f"{done} care cases mailed about.")
        if failures:
            raise CommandError("\n".join(failures))
