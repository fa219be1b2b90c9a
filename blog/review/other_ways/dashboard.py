"""The dashboard panel "Minor edits that wait for a second person"."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from blog.review.minor_edits.second_person import may_answer, problems_of_second
from blog.review.models import Account, MinorEditProposal, Publication

MOST = 20


class ProposalsPanel(Component):
    """The proposals that this user may answer; nothing for anybody else."""

    name = "proposed_minor_edits"
    template_name = "medical_review/home/proposals.html"
    order = 55

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"proposals": proposals_for(parent_context["request"].user)}


def proposals_for(user: Account) -> list[MinorEditProposal]:
    """Return the open proposals that this user may answer, the oldest first; those of deleted pages are left out."""
    waiting = MinorEditProposal.objects.open().filter(page__depth__gt=0).select_related("page", "proposed_by")
    return [proposal for proposal in waiting[:MOST] if _is_for(proposal, user)]


def _is_for(proposal: MinorEditProposal, user: Account) -> bool:
    page = proposal.page.specific
    publication = Publication.objects.current(page.pk)
    return not problems_of_second(proposal, user) and may_answer(page, user, publication)


def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """`construct_homepage_panels`."""
    panels.append(ProposalsPanel())
