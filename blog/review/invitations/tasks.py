"""Mail of invitations, sent in the background."""

from django.template.loader import render_to_string
from django_tasks import task

from blog.review.mail import send_text


@task()
def mail_invitation(template: str, address: str, context: dict[str, str | int]) -> None:
    """Send "invitation" to who is invited, or "invited" to who looks after people."""
    subject = render_to_string(f"medical_review/mail/{template}_subject.txt", context)
    send_text(template, subject, address, context)
