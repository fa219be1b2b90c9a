"""Turns saved rules, sentences and settings into one piece of news."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import AbstractPage
from wagtail.signals import page_published

from disclosures.models import (
    AffiliateRule,
    DisclosureSettings,
    DisclosureText,
    LinkTarget,
    ManagedLink,
    OutsideHost,
)
from disclosures.questions import remember_hosts
from disclosures.signals import disclosure_changed

SENDERS = (AffiliateRule, DisclosureSettings, DisclosureText, LinkTarget, ManagedLink, OutsideHost)


def announce(sender: type, **kwargs: Any) -> None:
    """Send `disclosure_changed`."""
    disclosure_changed.send(sender=sender)


def remember(sender: type, instance: AbstractPage, **kwargs: Any) -> None:
    """Keep the outside hosts of a published page."""
    remember_hosts(instance)


def connect() -> None:
    """Listen to every change of what readers are told, and to new pages."""
    page_published.connect(remember, dispatch_uid="disclosures.remember")
    for sender in SENDERS:
        for signal in (post_save, post_delete):
            signal.connect(announce, sender=sender, dispatch_uid=f"disclosures.announce.{sender.__name__}")
