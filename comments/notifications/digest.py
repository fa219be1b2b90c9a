"""The summary that moderators get of what waits for them: numbers and a link, never a comment."""

from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django_tasks import task
from wagtail.admin.utils import get_admin_base_url
from wagtail.permissions import policy_registry
from wagtail.users.models import UserProfile

from comments.mail import send
from comments.models import Comment, DigestFrequency, ModeratorMail
from comments.notifications.correspondence import DIGEST, stopping_path
from comments.states import Attention

# A little less than a day and a week, for a job that begins some minutes earlier than the last time.
PAUSES = {
    DigestFrequency.DAILY: timedelta(hours=20),
    DigestFrequency.WEEKLY: timedelta(days=6, hours=20),
}


def send_digests(now: datetime) -> int:
    """Have a summary sent to each moderator for whom comments wait; return how many."""
    moderators = policy_registry.get_by_type(Comment).users_with_permission("moderate")
    return sum(_claim(user, now) for user in moderators.filter(is_active=True).exclude(email="").distinct())


def _claim(user: AbstractBaseUser, now: datetime) -> bool:
    """Hand over the summary of one moderator, unless it is not due or another process does."""
    if not _is_due(ModeratorMail.objects.filter(user=user).first() or ModeratorMail(), now):
        return False
    if not _waiting(user).exists():
        return False
    row, _created = ModeratorMail.objects.get_or_create(user=user)
    mine = ModeratorMail.objects.filter(pk=row.pk, sent_at=row.sent_at)
    if not _is_due(row, now) or not mine.update(sent_at=now):
        return False
    mail_digest.enqueue(row.pk)
    return True


def _is_due(row: ModeratorMail, now: datetime) -> bool:
    pause = PAUSES.get(DigestFrequency(row.digest))
    return pause is not None and (row.sent_at is None or row.sent_at <= now - pause)


def _waiting(user: AbstractBaseUser) -> QuerySet:
    return Comment.objects.in_scope_of(user).waiting()


@task()
def mail_digest(row_id: int) -> None:
    """Send one moderator the summary. What the mail server refuses comes with the next one."""
    row = ModeratorMail.objects.select_related("user").filter(pk=row_id).first()
    if row is None or not (oldest := _waiting(row.user).order_by("submitted_at").first()):
        return
    base = get_admin_base_url() or ""
    stop = base + stopping_path(DIGEST, row.user.pk)
    context = {
        "waiting": _waiting(row.user).count(),
        "in_distress": _waiting(row.user).filter(attention__gte=Attention.CARE).count(),
        "days": (timezone.now() - oldest.submitted_at).days,
        "link": base + reverse("reader_comments_admin:index"),
        "account": base + reverse("wagtailadmin_account"),
        "stop": stop,
    }
    try:
        with translation.override(_language_of(row.user)):
            send("digest", row.user.email, context, unsubscribe=stop)
    except Exception:
        ModeratorMail.objects.filter(pk=row_id).update(sent_at=None)
        raise


def _language_of(user: AbstractBaseUser) -> str:
    """Return the language in which this person sees the admin."""
    return UserProfile.get_for_user(user).get_preferred_language()
