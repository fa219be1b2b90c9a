"""Tells operators at `manage.py check --database default` what is missing before somebody in distress writes."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.checks import CheckMessage, Warning  # noqa: A004  Django's name for it
from django.db import DatabaseError

from comments.care.resources import data
from comments.models import CareResource, CommentSettings


def care_warnings(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """Return what is missing; nothing where no database is to be asked, or none is there yet."""
    if not databases:
        return []
    try:
        return list(_missing())
    except DatabaseError:
        return []


def _missing() -> Iterator[CheckMessage]:
    if not CommentSettings.objects.exclude(care_owner=None).exists():
        yield Warning(
            "Nobody is named who looks after readers in distress.",
            hint="Name a person and a deputy in the admin: Settings, Reader comments.",
            id="reader_comments.W001",
        )
    old = [str(resource) for resource in CareResource.objects.not_checked_lately()]
    if CareResource(last_checked=data()["last_checked"]).is_old:
        old.append("the list that ships")
    if old:
        yield Warning(
            f"Help for readers in distress that nobody has checked for 180 days: {', '.join(old)}.",
            hint="Call or open each, and write down the day in the admin: Settings, Help in a crisis.",
            id="reader_comments.W002",
        )
