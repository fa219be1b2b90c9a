"""Tells whoever runs the site when comments have waited too long, or when nobody is there to read them."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.checks import CheckMessage, Warning  # noqa: A004  Django's name for it
from django.core.mail import send_mail
from django.db import DatabaseError
from django.db.models import Min, QuerySet
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from wagtail.permissions import policy_registry

from comments.models import Comment
from comments.states import Status

TOO_LONG = timedelta(days=14)
AGAIN_AFTER = timedelta(days=7)


def waiting_since(comments: QuerySet) -> datetime | None:
    """Return since when the first of those among `comments` has waited that wait for a decision; None if none does."""
    return comments.filter(status=Status.PENDING).aggregate(since=Min("status_since"))["since"]


def moderation_warnings(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """Return what is wrong; nothing where no database is to be asked, or none is there yet."""
    if not databases:
        return []
    try:
        return list(_wrong())
    except DatabaseError:
        return []


def _wrong() -> Iterator[CheckMessage]:
    since = waiting_since(Comment.objects.all())
    if since is not None and timezone.now() - since > TOO_LONG:
        yield Warning(
            f"A reader's comment has waited for a moderator since {since:%Y-%m-%d}.",
            hint="Ask your moderators, or close comments until somebody is there: Settings, Reader comments.",
            id="reader_comments.W010",
        )
    if not policy_registry.get_by_type(Comment).users_with_permission("moderate").exists():
        yield Warning(
            "Nobody may moderate readers' comments.",
            hint="Put somebody into the group “Comment moderators”.",
            id="reader_comments.W011",
        )


def tell_operator(now: datetime) -> bool:
    """Mail whoever runs the site on the day on which a comment has waited too long, and then each week.

    Returns whether a mail was due. Asked once a day, it keeps no record; asked more often, the cache remembers the day.
    """
    since = waiting_since(Comment.objects.all())
    if since is None or now - since < TOO_LONG:
        return False
    days_over = (now - since - TOO_LONG).days
    if days_over % AGAIN_AFTER.days or not cache.add(f"reader_comments.backlog.{now:%Y%m%d}", 1, 86400):
        return False
    text = _(
        "A comment has waited for a moderator for %(time)s. Ask your moderators, or close comments until somebody is "
        "there: in the admin, Settings, “Reader comments”, “Moderators away until”."
    ) % {"time": timesince(since, now)}
    send_mail(_("Readers' comments wait"), text, None, _operators())
    return True


def _operators() -> list[str]:
    """Return the ADMINS; where none are named (Django mails them whole requests when it fails), the superusers."""
    people = get_user_model().objects.filter(is_superuser=True, is_active=True).exclude(email="")
    return [address for _name, address in settings.ADMINS] or list(people.values_list("email", flat=True))
