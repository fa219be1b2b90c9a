"""`manage.py setup`: from an empty database to a site that can ask for its first review."""

import os
from argparse import ArgumentParser
from collections.abc import Callable
from getpass import getpass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.core.validators import validate_email
from wagtail.models import Site

from site_config.first_pages import create_first_pages
from site_config.first_steps import create_administrator, invite_reviewer, send_test_mail
from site_config.models import BrandSettings

PASSWORD_VARIABLE = "DJANGO_SUPERUSER_PASSWORD"  # noqa: S105  the name of Django's own variable


class Command(BaseCommand):
    """Asks only what was not given on the command line; can be run again after a mistake."""

    help = "Prepare a real site: its name, the first administrator, mail, pages and a reviewer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", help="name of the site, as readers see it")
        parser.add_argument("--mail", help="address for mail to the site; the test mail goes there")
        parser.add_argument("--admin", help="user name of the first administrator")
        parser.add_argument("--reviewer-name", help="name of the first reviewer, without titles")
        parser.add_argument("--reviewer-mail", help="e-mail address of the first reviewer")
        parser.add_argument(
            "--no-input",
            action="store_true",
            help=f"ask nothing; the password comes from {PASSWORD_VARIABLE}",
        )

    def handle(self, **options: Any) -> None:
        self.may_ask = not options["no_input"]
        name = self.answer(options["name"], "Name of the site", required)
        mail = self.answer(options["mail"], "Address for mail", mail_address)
        home = create_first_pages(name)
        self.say("The first pages are there: edit them under Pages in the admin.")
        self.save_brand(home.get_site(), name, mail)
        self.add_administrator(options["admin"], mail)
        self.try_mail(mail, name)
        self.add_reviewer(options, name)
        self.say("Done. Log in at /admin/ and add the reviewer's credential under People.")

    def answer(self, given: str | None, question: str, check: Callable[[str], str]) -> str:
        """Return the checked answer, asking until it is good. Raises CommandError where nobody can be asked."""
        while True:
            value = given if given is not None else self.ask(question)
            try:
                return check(value.strip())
            except ValidationError as error:
                if given is not None:
                    raise CommandError(f"{question}: {' '.join(error.messages)}") from error
                self.stderr.write(" ".join(error.messages))

    def ask(self, question: str) -> str:
        """Return what the person types. Raises CommandError under --no-input."""
        if not self.may_ask:
            raise CommandError(f"Missing: {question}. See manage.py setup --help.")
        return input(f"{question}: ")

    def save_brand(self, site: Site, name: str, mail: str) -> None:
        brand = BrandSettings.for_site(site)
        brand.name, brand.contact_email = name, mail
        brand.save()

    def add_administrator(self, username: str | None, mail: str) -> None:
        if get_user_model().objects.filter(is_superuser=True).exists():
            self.say("An administrator exists already.")
            return
        username = self.answer(username, "User name of the administrator", required)
        create_administrator(username, mail, self.password())
        self.say(f"The administrator {username} may log in.")

    def password(self) -> str:
        """Return a password that Django's validators accept. Raises CommandError where nobody can be asked."""
        given = os.environ.get(PASSWORD_VARIABLE)
        if given is None and not self.may_ask:
            raise CommandError(f"Set {PASSWORD_VARIABLE} to the administrator's password.")
        while True:
            password = given if given is not None else getpass("Password: ")
            try:
                validate_password(password)
            except ValidationError as error:
                if given is not None:
                    raise CommandError(" ".join(error.messages)) from error
                self.stderr.write(" ".join(error.messages))
            else:
                return password

    def try_mail(self, address: str, name: str) -> None:
        try:
            send_test_mail(address, name)
        except OSError as error:
            self.stderr.write(
                f"The test mail could not be sent: {error}. Check EMAIL_HOST, EMAIL_PORT, EMAIL_USER and "
                "EMAIL_PASSWORD in the environment; then run: manage.py sendtestemail " + address
            )
        else:
            self.say(f"A test mail is on its way to {address}.")

    def add_reviewer(self, options: dict, site_name: str) -> None:
        """Invite a reviewer; an empty answer leaves it for later."""
        name = options["reviewer_name"]
        if name is None and self.may_ask:
            name = self.ask("Name of the first reviewer (empty: later)").strip()
        if not name:
            self.say("No reviewer yet: without one, no health article can be published.")
            return
        mail = self.answer(options["reviewer_mail"], "E-mail address of the reviewer", mail_address)
        try:
            invite_reviewer(name, mail, site_name)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except OSError as error:
            raise CommandError(f"The reviewer was not invited: {error}. Run setup again.") from error
        self.say(f"{name} has been invited by mail.")

    def say(self, text: str) -> None:
        self.stdout.write(text)


def required(value: str) -> str:
    """Return the value. Raises ValidationError if it is empty."""
    if not value:
        raise ValidationError("This cannot be empty.")
    return value


def mail_address(value: str) -> str:
    """Return the address. Raises ValidationError if it is none."""
    validate_email(value)
    return value
