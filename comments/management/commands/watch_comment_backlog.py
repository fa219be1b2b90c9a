"""`manage.py watch_comment_backlog`: tells the operator when comments wait too long."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from comments.moderation.backlog import tell_operator


class Command(BaseCommand):
    """Run it each night."""

    help = "Mail ADMINS, or else the superusers, when a comment has waited for two weeks. Run it each night."

    def handle(self, *args: Any, **options: Any) -> None:
        told = tell_operator(timezone.now())
        self.stdout.write("The operator was told." if told else "Nobody needs to be told.")
