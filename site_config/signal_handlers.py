"""What makes the cached settings of a site out of date: their own change, and that of a page in a menu."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from site_config.models import BrandSettings, ShareSettings


def forget_settings(sender: type, **kwargs: Any) -> None:
    """Drop the cached brand and share settings once the change is committed."""
    # Earlier, another request could fill the cache again with the old values.
    transaction.on_commit(BrandSettings.forget)
    transaction.on_commit(ShareSettings.forget)


def connect() -> None:
    """Connect the handlers; called once, when the app is ready."""
    for model in (BrandSettings, ShareSettings, Site):
        post_save.connect(forget_settings, sender=model)
        post_delete.connect(forget_settings, sender=model)
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(forget_settings)
    post_delete.connect(forget_settings, sender=Page)
