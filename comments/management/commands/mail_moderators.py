"""`manage.py mail_moderators`: the summary of comments that wait."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from comments.notifications.digest import send_digests


class Command(BaseCommand):
    """Run it once a day; nobody gets a second summary on the same day."""

    help = "Send moderators a summary of the comments that wait for them. Run it once a day."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{send_digests(timezone.now())} moderators mailed")
