"""The demonstration's logins: who they are and what they may do."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Group

from site_config.demo.records import remember_new

# Printed at every start: these accounts exist only where demonstration content is allowed.
PASSWORD = "candour-demo"  # noqa: S105


@dataclass(frozen=True)
class Login:
    """One account: its name, its groups and what to tell the person who tries it."""

    username: str
    can: str
    groups: tuple[str, ...] = ()
    is_superuser: bool = False


LOGINS = (
    Login(
        "editor",
        "writes, asks for reviews, publishes, looks after links",
        ("Editors", "Moderators", "Advertising"),
    ),
    Login("reviewer", "reads and signs articles", ("Reviewers",)),
    Login(
        "moderator",
        "decides on reader comments, looks after people in distress",
        ("Comment moderators", "Comment safeguarding leads"),
    ),
    Login("admin", "may do everything", is_superuser=True),
)


def create_accounts() -> dict[str, AbstractUser]:
    """Create the accounts and return them by user name. Groups must exist: migrations made them."""
    return {login.username: _create(login) for login in LOGINS}


def _create(login: Login) -> AbstractUser:
    user = get_user_model().objects.create_user(
        username=login.username,
        email=f"{login.username}@example.org",
        password=PASSWORD,
        first_name=login.username.capitalize(),
        is_superuser=login.is_superuser,
        is_staff=login.is_superuser,
    )
    user.groups.set([Group.objects.get(name=name) for name in login.groups])
    return remember_new(user)
