"""Tells a reader who left an address that a report has come, and what became of it. No mail quotes anything."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django_tasks import task

from comments.closing import settings_for
from comments.limits import attempts
from comments.mail import send
from comments.models import Correspondent, Report
from comments.models.correspondents import address_key

# So long a decision can be taken back before it is told.
PAUSE = timedelta(minutes=15)
# Whoever types a stranger's address into our form fills nobody's mailbox.
MOST_A_DAY = 3
_DAY = 24 * 60 * 60


@task()
def mail_receipt(report_id: int) -> None:
    """Confirm that a report has come."""
    report = Report.objects.select_related("comment__thread__page__locale").filter(pk=report_id).first()
    if report is None or not report.email:
        return
    key = address_key(report.email)
    if attempts("report_mail", key, _DAY, timezone.now()) <= MOST_A_DAY:
        _send("report_received", report)


def tell_outcomes(now: datetime) -> int:
    """Tell everybody who left an address what was decided a while ago; return how many mails left.

    The address is deleted with the mail, which makes each mail one mail. Raises what the mail backend raises; those
    who were not told then are told the next time.
    """
    due = Report.objects.exclude(email="").filter(closed_at__lte=now - PAUSE).order_by("closed_at")
    told = 0
    for key in list(due.values_list("pk", flat=True)):
        with transaction.atomic():
            report = due.select_for_update(of=("self",), skip_locked=True).filter(pk=key).first()
            if report is None:  # another process tells this one
                continue
            told += _send("report_answered", report)
            report.email = ""
            report.save(update_fields=["email"])
    return told


def _send(template: str, report: Report) -> bool:
    """Return whether the mail left: nobody gets one who has asked for none."""
    if Correspondent.of(report.email).stopped_at is not None:
        return False
    page = report.comment.thread.page
    with translation.override(page.locale.language_code):
        send(template, report.email, _context(report))
    return True


def _context(report: Report) -> Mapping[str, object]:
    comment = report.comment
    page = comment.thread.page
    root = page.get_site().root_url
    return {
        "report": report,
        "page": page,
        "address": f"{root}{reverse('reader_comments:comment', args=[comment.public_id])}",
        "is_shown": comment.is_published,
        "contact": settings_for(comment.thread).contact,
    }
