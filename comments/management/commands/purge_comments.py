"""`manage.py purge_comments`: removes what is kept about readers no longer than needed."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from comments.privacy.retention import purge


class Command(BaseCommand):
    """Run it each night; twice at the same moment does no harm."""

    help = (
        "Remove what is kept about readers no longer than needed: keys of networks, the texts of rejected, withdrawn "
        "and spam comments, earlier texts, and comments that were never confirmed. Run it each night."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        removed = {what: count for what, count in purge(timezone.now()).items() if count}
        for what, count in removed.items():
            self.stdout.write(f"Removed {what}: {count}")
        if not removed:
            self.stdout.write("Nothing is old enough to be removed.")
