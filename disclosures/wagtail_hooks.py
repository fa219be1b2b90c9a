"""Registers with Wagtail; does nothing else."""

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from disclosures import admin_urls
from disclosures.dashboard import add_panel
from disclosures.log_actions import register_actions
from disclosures.reports import ReportsMenuItem
from disclosures.viewsets import DisclosureViewSetGroup

register_snippet(DisclosureViewSetGroup)
hooks.register("register_log_actions", register_actions)
hooks.register("construct_homepage_panels", add_panel)


@hooks.register("register_admin_urls")
def disclosure_urls() -> list[URLPattern | URLResolver]:
    """Serve what the admin shows beside its lists."""
    return [path("disclosures/", include(admin_urls))]


@hooks.register("register_disclosures_menu_item")
def try_it_item() -> MenuItem:
    """Offer “Try an address” below the lists."""
    return MenuItem(_("Try an address"), reverse("disclosures_admin:try_it"), icon_name="search", order=90)


@hooks.register("register_reports_menu_item")
def reports_item() -> MenuItem:
    """Lead to the reports about paid links."""
    address = reverse("disclosures_admin:report_failing")
    return ReportsMenuItem(_("Paid links"), address, name="paid-links", icon_name="link", order=1200)
