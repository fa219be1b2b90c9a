"""Tells authors who asked that their comment is not shown, and why."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from comments.notifications.refusals import tell_refusals


class Command(BaseCommand):
    """Run it every few minutes; twice at once does no harm."""

    help = "Tell authors who asked for it that their comment is not shown, and why. Run it every few minutes."

    def handle(self, *args: Any, **options: Any) -> None:
        told, failures = tell_refusals(timezone.now())
        self.stdout.write(f"{told} authors told")
        if failures:
            raise CommandError("\n".join(failures))
