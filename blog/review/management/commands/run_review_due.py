"""`manage.py run_review_due`: what medical review has to do every day."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from blog.review import clock
from blog.review.rounds import go_round


class Command(BaseCommand):
    """Run it once a day or more often; nothing happens twice."""

    help = (
        "Take pages off the site whose time is over, and remind people of reviews, credentials and statements "
        "that run out. Run it once a day or more often."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        done = go_round(clock.now())
        self.stdout.write(f"{done.withdrawn} pages taken off the site, {done.mails} mails with reminders.")
        if done.failures:
            raise CommandError("\n".join(done.failures))
