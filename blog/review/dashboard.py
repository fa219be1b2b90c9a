"""The dashboard panel "Waiting for your review"."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from blog.review.models import ReviewRequest


class WaitingForReviewPanel(Component):
    """The texts that somebody asked this user to review; nothing for anybody else."""

    name = "waiting_for_medical_review"
    template_name = "medical_review/home/waiting.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        waiting = ReviewRequest.objects.waiting_for(parent_context["request"].user)
        return {"requests": waiting.select_related("page", "requested_by")}


def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """`construct_homepage_panels`: put the reviewer's work first."""
    panels.append(WaitingForReviewPanel())
