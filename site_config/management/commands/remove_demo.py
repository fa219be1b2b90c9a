"""`manage.py remove_demo`: takes the demonstration's content away."""

from typing import Any

from django.core.management import BaseCommand

from site_config.demo.records import remove_demo


class Command(BaseCommand):
    """Deletes what load_demo made; what others wrote stays."""

    help = "Remove the demonstration content and its logins. Your own pages stay."

    def handle(self, **options: Any) -> None:
        kept = remove_demo()
        self.stdout.write("The demonstration content is gone.")
        for line in kept:
            self.stdout.write(f"Kept: {line}.")
