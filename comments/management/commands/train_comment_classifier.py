"""Let the comment classifier learn from the moderators' newest decisions."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from comments.classifier.training import learn, sleeps


class Command(BaseCommand):
    help = "Learn from the moderators' decisions since the last time. Run it each night, before the purge."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what it knows now."""
        row = learn(timezone.now())
        if row is None:
            self.stdout.write("No new decisions: nothing to learn.")
            return
        asleep = " It sleeps until there are more." if sleeps(row.spam_count, row.other_count) else ""
        self.stdout.write(f"Learned from {row.spam_count} spam and {row.other_count} other comments.{asleep}")
