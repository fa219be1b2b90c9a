"""Tells readers who reported a comment what was decided."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.reporting.mail import tell_outcomes


class Command(BaseCommand):
    """Run it every few minutes; twice at once does no harm."""

    help = _("Tell readers who reported a comment what was decided.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Send what is due and say how many mails left."""
        self.stdout.write(f"{tell_outcomes(timezone.now())} reporters told")
