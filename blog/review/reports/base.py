"""What the reports about medical review share: who may read them, tabs, explanation, style."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from blog.review.governed import page_model
from blog.review.reports.spreadsheets import SafeSpreadsheetMixin

MAY_READ = ["add", "change", "publish"]
TABS = (("pages", _("Pages")), ("papers", _("Credentials and interests")))


def may_read(request: HttpRequest) -> bool:
    """Whether this user works on pages: the reports are theirs."""
    return policy_registry.get_by_type(page_model()).user_has_any_permission(request.user, MAY_READ)


class ReviewReport(SafeSpreadsheetMixin, ReportView):
    """One tab. `tab` is the end of its name in the addresses."""

    template_name = "medical_review/reports/report.html"
    page_title = _("Medical review")
    header_icon = "clipboard-list"
    permission_policy = policy_registry.get_by_type(page_model())
    any_permission_required = MAY_READ
    tab = ""
    explanation = ""

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the tabs, the counts and what this one is about."""
        context = super().get_context_data(*args, **kwargs)
        style = forms.Media(css={"all": ["medical_review/reports.css"]})
        return context | {
            "tabs": TABS,
            "tab": self.tab,
            "explanation": self.explanation,
            "media": context["media"] + style,
        }

    def get_index_url(self) -> str:
        """Return the address of this tab."""
        return reverse(f"medical_review_admin:report_{self.tab}")

    def get_index_results_url(self) -> str:
        """Return the address from which filters fetch the table alone."""
        return reverse(f"medical_review_admin:report_{self.tab}_results")

    def get_filename(self) -> str:
        """Name the exported file."""
        return f"medical-review-{self.tab}"


class ReportsMenuItem(MenuItem):
    """The entry in the menu “Reports”."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Only to who may work on pages."""
        return may_read(request)
