"""The review screen of one page, as data: who looks, what stands in the draft, what is missing."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from wagtail.models import AbstractPage

from blog.people.models import Person
from blog.review import clock, gate
from blog.review.changes import SAME, BlockChange, changes_between
from blog.review.classification import labels_of
from blog.review.clock import day_of
from blog.review.digest import Digest, content_digest
from blog.review.due_dates import latest_due
from blog.review.eligibility import involvement_in, signing_problems
from blog.review.governed import is_governed, page_model
from blog.review.models import Account, MedicalReview, MedicalReviewTaskState, ReviewPolicy, ReviewRequest
from blog.review.policy import policy_for
from blog.review.public.texts import with_names
from blog.review.status import ReviewStatus, review_status
from blog.review.versions import same_text


@dataclass
class Desk:
    """A page's draft on the desk of a user; each part is read when it is asked for."""

    page: AbstractPage
    user: Account
    now: datetime

    @cached_property
    def is_editor(self) -> bool:
        """Whether the user may edit the page."""
        return self.page.permissions_for_user(self.user).can_edit()

    @cached_property
    def open_requests(self) -> list[ReviewRequest]:
        """Who has been asked."""
        return list(ReviewRequest.objects.open().filter(page=self.page.pk).select_related("reviewer"))

    @cached_property
    def person(self) -> Person | None:
        """Who this user is."""
        return Person.objects.filter(user=self.user.pk).first()

    @cached_property
    def asked_person(self) -> Person | None:
        """Who this user is, if it is a reviewer whom somebody asked or assigned."""
        person = self.person
        asked = {request.reviewer_id for request in self.open_requests}
        asked.add(getattr(self.page, "assigned_reviewer_id", None))
        return person if person and person.pk in asked else None

    @cached_property
    def may_answer_suggestions(self) -> bool:
        """Whether the user may take over what a reviewer suggests: an editor who is not asked to review."""
        return self.is_editor and self.asked_person is None

    @cached_property
    def is_unchanged(self) -> bool:
        """Whether the draft is exactly the text that was signed last."""
        return self.last_signed is not None and same_text(self.last_signed, self.digest.root)

    @cached_property
    def task_state(self) -> MedicalReviewTaskState | None:
        """The task of a workflow that waits for the signature, if one does."""
        return MedicalReviewTaskState.open_for(self.page)

    @cached_property
    def status(self) -> ReviewStatus:
        """What holds for the live text."""
        return review_status(self.page, self.now)

    @cached_property
    def policy(self) -> ReviewPolicy:
        """The rules for this page."""
        return policy_for(self.page)

    def latest_due_of(self, reviewer: Person) -> date:
        """Until when at most this person may sign the draft."""
        last_day = latest_due(self.policy, day_of(self.now))
        limit = involvement_in(self.page, self.now, self.digest.root).due_limit_of(reviewer)
        return min(last_day, limit or last_day)

    @cached_property
    def digest(self) -> Digest:
        """The draft, measured."""
        return content_digest(self.page)

    @cached_property
    def problems(self) -> list[str]:
        """Why the draft could not be published now."""
        return gate.refusal(self.page, self.now)

    @cached_property
    def last_signed(self) -> MedicalReview | None:
        """The last signature that approved a text of this page."""
        return MedicalReview.objects.of_page(self.page.pk).approved().first()

    @cached_property
    def last_word(self) -> MedicalReview | None:
        """The last decision, if it asked for changes."""
        review = MedicalReview.objects.of_page(self.page.pk).defer("payload").first()
        return review if review and not review.is_approval else None

    @cached_property
    def blocks(self) -> list[BlockChange]:
        """The draft block by block, compared with what was signed last."""
        signed = self.last_signed
        model = type(self.page)
        before = with_names(model, signed.content) if signed else None
        after = with_names(model, self.digest.payload["content"])
        return changes_between(before, after, labels_of(model))

    @property
    def changed_blocks(self) -> list[BlockChange]:
        """Only what a reviewer has not signed before."""
        return [block for block in self.blocks if block.state != SAME]

    @cached_property
    def signing_problems(self) -> list[str]:
        """Why this reviewer cannot sign, apart from interests: the form asks for those."""
        if self.asked_person is None:
            return []
        person = Person.objects.with_standing_on(day_of(self.now)).get(pk=self.asked_person.pk)
        person.has_counting_interest = True
        return signing_problems(person, self.page, self.policy, self.now)


def desk_for(request: HttpRequest, page_id: int) -> Desk:
    """Return the page's draft on the user's desk. Raises Http404 for what is not governed, PermissionDenied
    for who neither edits the page nor was asked to review it."""
    page = get_object_or_404(page_model(), pk=page_id)
    if not is_governed(page.specific_class):
        raise Http404
    desk = Desk(page.get_latest_revision_as_object(), request.user, clock.now())
    if not (desk.is_editor or desk.asked_person):
        raise PermissionDenied
    return desk
