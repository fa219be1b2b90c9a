"""E-mail that tells: every message of a site passes here on its way to the mail server."""

import logging
from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from disclosures.injection import disclose_page
from disclosures.plain_text import disclose_text
from disclosures.policies import policy_for
from disclosures.policy import Policy

logger = logging.getLogger(__name__)

HTML_TYPES = frozenset({"text/html", "text/x-amp-html", "application/xhtml+xml"})
TEXT_TYPES = frozenset({"text/plain", "text/markdown"})


def disclosed_message(message: EmailMessage, policy: Policy) -> EmailMessage:
    """Return a message whose text and HTML tell their readers; the very same one if there is nothing to tell.

    Attachments stay as they are. `disclosed_message` of the result changes nothing more.
    """
    body = _told(message.body, f"text/{message.content_subtype}", policy)
    before = [tuple(each) for each in getattr(message, "alternatives", ())]
    after = [(_told(content, mimetype, policy), mimetype) for content, mimetype in before]
    if body == message.body and after == before:
        return message
    told = copy(message)
    told.body = body
    if isinstance(told, EmailMultiAlternatives):
        told.alternatives = []
        for content, mimetype in after:
            told.attach_alternative(content, mimetype)
    return told


class GuardedEmailBackend(BaseEmailBackend):
    """Tells in every message, then hands it to the backend named in DISCLOSURES_EMAIL_BACKEND."""

    def __init__(self, fail_silently: bool = False, **options: Any) -> None:
        super().__init__(fail_silently)
        real = getattr(settings, "DISCLOSURES_EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
        if real.startswith(__name__):
            raise ImproperlyConfigured(
                "DISCLOSURES_EMAIL_BACKEND names the backend that sends, not the guard itself."
            )
        self.real = get_connection(real, fail_silently, **options)

    def open(self) -> bool | None:
        """Open the connection of the backend that sends."""
        return self.real.open()

    def close(self) -> None:
        """Close it."""
        self.real.close()

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send the messages, each with what its readers must be told; return how many were sent."""
        policy = _policy_of_mail()
        return (
            self.real.send_messages([disclosed_message(message, policy) for message in email_messages]) or 0
        )


def _policy_of_mail() -> Policy:
    """Return the policy of the default site; what is shipped where the database gives no answer.

    A mail that reports a broken database must leave as well.
    """
    try:
        policy = policy_for(None)
    except Exception:
        logger.exception("The site's own rules and sentences about paid links cannot be read.")
        policy = Policy()
    # A general statement belongs on articles, not on each mail.
    return replace(policy, placement="when_paid")


def _told(content: Any, mimetype: str, policy: Policy) -> Any:
    if mimetype in HTML_TYPES:
        return disclose_page(str(content), policy).html
    return disclose_text(str(content), policy).text if mimetype in TEXT_TYPES else content
