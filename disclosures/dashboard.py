"""The dashboard panel about paid links: what waits for somebody."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from disclosures.models import DisclosureEvidence, OutsideHost
from disclosures.reports import MAY_READ, PaidLinksReport, editable_pages


class WaitingPanel(Component):
    """How many pages break a rule, and how many hosts nobody answered for; nothing where nothing waits."""

    name = "paid_links"
    template_name = "disclosures/admin/waiting.html"
    order = 230

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Count both. Two queries."""
        failing = DisclosureEvidence.objects.latest_per_page().of_live_pages().failing()
        mine = editable_pages(parent_context["request"])
        return {
            "failing": failing.filter(page__in=mine).count(),
            "unanswered": OutsideHost.objects.unanswered().count(),
        }


def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Put the panel on the dashboard of who works on pages."""
    if PaidLinksReport.permission_policy.user_has_any_permission(request.user, MAY_READ):
        panels.append(WaitingPanel())
