"""Registers with Wagtail; does nothing else."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from disclosures import admin_urls
from disclosures.log_actions import register_actions
from disclosures.viewsets import DisclosureViewSetGroup

register_snippet(DisclosureViewSetGroup)
hooks.register("register_log_actions", register_actions)


@hooks.register("register_admin_urls")
def disclosure_urls() -> list[URLPattern | URLResolver]:
    """Serve what the admin shows beside its lists."""
    return [path("disclosures/", include(admin_urls))]
