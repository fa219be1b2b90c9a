"""Who may enter which of the ways past a signature, and what the user sees there."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from blog.people.models import Person
from blog.review import clock, emergency, withdrawn_approval
from blog.review.changes import SAME, BlockChange, changes_between
from blog.review.governed import is_governed, page_model
from blog.review.minor_edits.publishing import Draft
from blog.review.minor_edits.second_person import may_answer, problems_of_second
from blog.review.models import Account, MedicalReview, MinorEditProposal
from blog.review.notices.recipients import person_of


@dataclass
class Door:
    """A page and a user: each question is answered when it is asked."""

    page: object
    user: Account
    now: datetime

    @cached_property
    def draft(self) -> Draft:
        """The newest text of the page."""
        return Draft.of(self.page.pk)

    @cached_property
    def is_editor(self) -> bool:
        """Whether the user may edit the page."""
        return self.page.permissions_for_user(self.user).can_edit()

    @cached_property
    def may_publish(self) -> bool:
        """Whether the user may publish the page."""
        return self.page.permissions_for_user(self.user).can_publish()

    @cached_property
    def person(self) -> Person | None:
        """Who the user is among the people of the site."""
        return person_of(self.user)

    @cached_property
    def may_answer(self) -> bool:
        """Whether the user may be the second person of a minor edit."""
        return may_answer(self.draft.page, self.user, self.draft.publication)

    @cached_property
    def may_replace(self) -> bool:
        """Whether the user has the emergency role here."""
        return emergency.may_replace(self.user, self.page)

    @cached_property
    def own_signature(self) -> MedicalReview | None:
        """The user's approval on which the published text rests."""
        return withdrawn_approval.signature_of(self.page, self.person) if self.person else None

    @cached_property
    def proposal(self) -> MinorEditProposal | None:
        """The minor edit that waits for an answer."""
        waiting = MinorEditProposal.objects.open().filter(page=self.page.pk)
        return waiting.select_related("proposed_by").first()

    @cached_property
    def problems_of_second(self) -> list[str]:
        """Why this user cannot agree to it."""
        return problems_of_second(self.proposal, self.user) if self.proposal else []

    @cached_property
    def changes(self) -> list[BlockChange]:
        """What the draft would change for readers."""
        publication = self.draft.publication
        if publication is None:
            return []
        found = changes_between(publication.content, self.draft.digest.payload["content"])
        return [change for change in found if change.state != SAME]


def door_for(request: HttpRequest, page_id: int) -> Door:
    """Return the door of a governed page. Raises Http404 for other pages and for aliases."""
    page = get_object_or_404(page_model(), pk=page_id)
    if not is_governed(page.specific_class) or page.alias_of_id:
        raise Http404
    return Door(page.specific, request.user, clock.now())


def must(allowed: bool) -> None:
    """Raise PermissionDenied unless it is allowed."""
    if not allowed:
        raise PermissionDenied
