"""Where the reports stand in the admin's menus."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from blog.review.reports.base import ReportsMenuItem


def reports_item() -> MenuItem:
    """Lead to the report on pages."""
    address = reverse("medical_review_admin:report_pages")
    return ReportsMenuItem(
        _("Medical review"), address, name="medical-review", icon_name="clipboard-list", order=1100
    )
