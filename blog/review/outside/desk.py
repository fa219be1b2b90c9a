"""The list of a reviewer without an account, and one text of it on their desk."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.models import AnonymousUser
from django.utils.functional import cached_property
from wagtail.models import AbstractPage

from blog.people.models import Person
from blog.review.desk import Desk
from blog.review.models import ReviewRequest


@dataclass
class OutsideDesk(Desk):
    """A draft before somebody who has no account: whom the request asks, not who is logged in, reads here."""

    request: ReviewRequest

    @property
    def asked_person(self) -> Person:
        """The reviewer who was asked."""
        return self.request.reviewer

    @cached_property
    def latest_due(self) -> date:
        """Until when at most this person may sign this text."""
        return self.latest_due_of(self.asked_person)


def open_requests(person: Person) -> list[ReviewRequest]:
    """What waits for this person, the oldest first; pages since deleted are left out."""
    waiting = ReviewRequest.objects.open().filter(reviewer=person, page__depth__gt=0)
    return list(waiting.select_related("page", "reviewer").order_by("requested_at", "pk"))


def desk_of(request: ReviewRequest, now: datetime) -> OutsideDesk:
    """Return the draft of a requested page as it stands now."""
    page: AbstractPage = request.page.specific
    return OutsideDesk(page.get_latest_revision_as_object(), AnonymousUser(), now, request)
