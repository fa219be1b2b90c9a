"""One plain message from a template."""

from collections.abc import Mapping

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string


def send_text(template: str, subject: str, address: str, context: Mapping[str, object]) -> None:
    """Send `medical_review/mail/<template>.txt` to one address. Raises what the mail backend raises."""
    body = render_to_string(f"medical_review/mail/{template}.txt", dict(context))
    # A title may hold line breaks, which no subject may.
    send_mail(" ".join(subject.split()), body, settings.DEFAULT_FROM_EMAIL, [address])
