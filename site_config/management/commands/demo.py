"""`manage.py demo`: the demonstration site, from nothing to a running server."""

import os
import shutil
import socket
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection
from wagtail.models import Site

from site_config.demo.accounts import LOGINS, PASSWORD
from site_config.demo.records import demo_is_loaded

HOST = "127.0.0.1"


class Command(BaseCommand):
    """Prepares the database, loads the demonstration content once, and serves the site until Ctrl-C."""

    help = "Start the demonstration site. A second start keeps the data; --reset starts over."
    # The database may not exist yet: the checks run before serving.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--reset", action="store_true", help="throw the site's data away first")
        parser.add_argument("--prepare-only", action="store_true", help="do everything but start the server")

    def handle(self, *, port: int, reset: bool, prepare_only: bool, **options: Any) -> None:
        if not settings.ALLOW_DEMO_CONTENT:
            raise CommandError("The demonstration site runs only with development settings.")
        if not prepare_only:
            refuse_taken_port(port)
        if reset:
            self.throw_data_away()
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        Path(settings.DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0)
        if not demo_is_loaded():
            self.stdout.write("Loading the demonstration content ...")
            call_command("load_demo", stdout=self.stdout)
        answer_at(port)
        self.stdout.write(welcome(port))
        if not prepare_only:
            os.environ["DJANGO_RUNSERVER_HIDE_WARNING"] = "true"
            call_command("runserver", f"{HOST}:{port}", use_reloader=False, verbosity=0)

    def throw_data_away(self) -> None:
        """Delete the embedded database and the uploads. Raises CommandError for any other database."""
        if connection.vendor != "sqlite":
            raise CommandError(
                "Only the embedded database is thrown away; empty this one yourself: manage.py flush"
            )
        connection.close()
        database = Path(settings.DATABASES["default"]["NAME"])
        for path in (database, Path(f"{database}-wal"), Path(f"{database}-shm")):
            path.unlink(missing_ok=True)
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
        self.stdout.write("The old data is gone.")


def refuse_taken_port(port: int) -> None:
    """Raise CommandError, saying what to do, if another program listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise CommandError(
                f"Port {port} cannot be used ({error}). Stop what uses it, or choose another: make demo PORT=8001"
            ) from error


def answer_at(port: int) -> None:
    """Let full addresses, as mails to readers carry them, lead to this server."""
    for site in Site.objects.filter(is_default_site=True):
        site.port = port
        site.save()


def welcome(port: int) -> str:
    """Return the addresses and logins to try, for the terminal."""
    site = f"http://{HOST}:{port}"
    lines = [
        "",
        f"  The site       {site}/",
        f"  The admin      {site}/admin/",
        f"  The feed       {site}/feed/",
        f"  Its mails      {settings.EMAIL_FILE_PATH}",
        "",
        f"  Logins, all with the password  {PASSWORD}",
        *(f"    {login.username:<10} {login.can}" for login in LOGINS),
        "",
        "  Ctrl-C stops the site. make demo-reset starts over.",
        "",
    ]
    return "\n".join(lines)
