"""Mail of reminders, sent in the background."""

from django.utils.translation import ngettext
from django_tasks import task

from blog.review.mail import send_text
from blog.review.models import Reminder

# In this order they stand in the mail.
KINDS = ("withdrawn", "ending", "emergency", "review", "credential", "interests", "recheck")


@task()
def mail_reminders(reminder_ids: list[int], address: str, lines: list[dict[str, str]]) -> None:
    """Send one mail with all lines. If it does not leave, its rows are given back: the next run tries again."""
    number = len(lines)
    subject = ngettext(
        "Medical review: one thing is due", "Medical review: %(number)d things are due", number
    )
    groups = [[line for line in lines if line["kind"] == kind] for kind in KINDS]
    context = {"groups": [group for group in groups if group]}
    try:
        send_text("reminders", subject % {"number": number}, address, context)
    except Exception:
        Reminder.objects.filter(pk__in=reminder_ids).delete()
        raise
