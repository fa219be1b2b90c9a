"""Passes the requests of somebody who is away on to the deputy."""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from blog.review import clock, signing
from blog.review.clock import day_of
from blog.review.deputies import deputy_of
from blog.review.models import Account, ReviewRequest
from blog.review.signing import SigningRefused


def waiting_in_vain() -> QuerySet[ReviewRequest]:
    """The open requests to people who are away or no longer work with the site; without those for deleted pages."""
    today = day_of(clock.now())
    absent = Q(reviewer__away_until__gte=today) | Q(reviewer__active=False)
    rows = ReviewRequest.objects.open().filter(absent, page__depth__gt=0)
    return rows.select_related("reviewer__deputy__deputy", "page")


def pass_on(request: ReviewRequest, user: Account) -> ReviewRequest:
    """Close an open request and ask the deputy instead, who gets a mail; return the new request.

    Who asked first is told of the decision, as before. Raises SigningRefused, and changes nothing, if there is no
    deputy or the deputy could not sign this text.
    """
    now = clock.now()
    deputy = deputy_of(request.reviewer, day_of(now))
    if deputy is None:
        problem = _("%(name)s has no deputy who is there. Open the review and ask somebody else.")
        raise SigningRefused([problem % {"name": request.reviewer.name}])
    with transaction.atomic():
        open_one = ReviewRequest.objects.open().select_for_update().filter(pk=request.pk).first()
        if open_one is None:
            raise SigningRefused([_("This request was answered or passed on meanwhile.")])
        open_one.close(now)
        page = request.page.get_latest_revision_as_object()
        return signing.request_review(page, deputy, request.requested_by or user, now)
