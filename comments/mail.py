"""One plain message from a template. It carries links, never what a reader wrote."""

from collections.abc import Mapping

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string


def send(template: str, address: str, context: Mapping[str, object], unsubscribe: str = "") -> None:
    """Send `reader_comments/mail/<template>.txt` to one address; its first line is the subject.

    `unsubscribe` is the full address at which one POST ends such mail (RFC 8058). Raises what the mail backend raises.
    """
    subject, _, body = (
        render_to_string(f"reader_comments/mail/{template}.txt", dict(context)).strip().partition("\n")
    )
    headers = (
        {"List-Unsubscribe": f"<{unsubscribe}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
        if unsubscribe
        else {}
    )
    message = EmailMessage(
        " ".join(subject.split()),
        body.strip() + "\n",
        settings.DEFAULT_FROM_EMAIL,
        [address],
        headers=headers,
    )
    message.send()
