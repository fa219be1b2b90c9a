"""Mail about what happened to a page without a signature: keys in, one message out."""

from collections.abc import Iterable
from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.db import models, transaction
from django.template.loader import render_to_string
from django_tasks import task

from blog.review.models import Correction, EmergencyReplacement, MedicalReview, MinorEdit, MinorEditProposal
from blog.review.tasks import review_address

ROWS: dict[str, type[models.Model]] = {
    "minor_edit_proposed": MinorEditProposal,
    "minor_edit_declined": MinorEditProposal,
    "minor_edit_accepted": MinorEdit,
    "correction": Correction,
    "emergency": EmergencyReplacement,
    "withdrawal": MedicalReview,
}


@task()
def mail_notice(kind: str, row_id: int, address: str, details: list[str]) -> None:
    """Send one message about a row; `details` are sentences that it does not hold itself."""
    row = ROWS[kind].objects.get(pk=row_id)
    context = {"row": row, "details": details, "address": review_address(row.page_id)}
    subject = render_to_string(f"medical_review/mail/{kind}_subject.txt", context)
    body = render_to_string(f"medical_review/mail/{kind}.txt", context)
    send_mail(" ".join(subject.split()), body, settings.DEFAULT_FROM_EMAIL, [address])


def notify(kind: str, row: models.Model, addresses: Iterable[str], details: Iterable[str] = ()) -> None:
    """Send the message to each address once the change is certain."""
    for address in sorted(set(addresses)):
        transaction.on_commit(partial(mail_notice.enqueue, kind, row.pk, address, [*map(str, details)]))
