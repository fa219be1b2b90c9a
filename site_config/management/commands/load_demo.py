"""`manage.py load_demo`: the demonstration's content."""

from typing import Any

from django.core.management import BaseCommand, CommandError

from site_config.demo.loading import DemoRefused, load_demo


class Command(BaseCommand):
    """Loads articles, people, comments and logins, all of them invented for the demonstration."""

    help = "Load the demonstration content. Refused under production settings and on a site with content."

    def handle(self, **options: Any) -> None:
        try:
            load_demo()
        except DemoRefused as error:
            raise CommandError(str(error)) from error
        self.stdout.write("The demonstration content is loaded.")
