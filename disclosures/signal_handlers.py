"""Turns saved rules, sentences and settings into one piece of news, and publications into evidence."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.log_actions import get_active_log_context
from wagtail.models import AbstractPage, Revision
from wagtail.signals import page_published

from disclosures import tasks
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


def remember_publication(instance: AbstractPage, revision: Revision | None = None, **kwargs: Any) -> None:
    """Have it recorded, once the page is really out, what its readers are told.

    Whatever goes wrong there is logged: no publication fails for want of evidence, and the next audit adds it.
    """
    if not getattr(settings, "DISCLOSURES_RECORD_PUBLICATIONS", True):
        return
    user = get_active_log_context().user
    user_id = user.pk if user else revision and revision.user_id
    revision_id = revision and revision.pk

    # A function with a name: Django names it in the log when it fails, and fails itself where it has none.
    def enqueue() -> None:
        # A queue takes plain texts; not every site numbers its users.
        keys = [str(key) if key else None for key in (revision_id, user_id)]
        tasks.record_publication.enqueue(str(instance.pk), *keys)

    transaction.on_commit(enqueue, robust=True)


def connect() -> None:
    """Listen to every change of what readers are told, and to publications."""
    for handler in (remember, remember_publication):
        page_published.connect(handler, dispatch_uid=f"disclosures.{handler.__name__}")
    for sender in SENDERS:
        for signal in (post_save, post_delete):
            signal.connect(announce, sender=sender, dispatch_uid=f"disclosures.announce.{sender.__name__}")
