"""Taking pages off the site whose time is over: nobody read them again, or nobody signed what was let out for a while.

An old text is never put back in their place: whoever wants the page back asks for a signature.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Model
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import AbstractPage

from blog.review import gate
from blog.review.clock import day_of
from blog.review.due_pages import current_publications, due_by
from blog.review.governed import governed_content_type_ids, page_model
from blog.review.grounds import Basis, Outcome
from blog.review.models import Publication, ReviewPolicy
from blog.review.policy import Policies
from blog.review.signals import announce

WhenOverdue = ReviewPolicy.WhenOverdue
ACTION = "medical_review.withdraw"


def withdraw(page: AbstractPage, reason: str, user: Model | None = None) -> None:
    """Take a specific page off the site and say why in its record and its history.

    Without a `user` it is the clock that withdraws; the daily round then tells the page's editors.
    """
    with transaction.atomic():
        publication = Publication.objects.current(page.pk)
        review = publication.review if publication else None
        gate.record(page, Outcome(Basis.WITHDRAWN, "", review, reason=reason))
        page.unpublish(user=user)
        log(instance=page, action=ACTION, user=user, data={"reasons": [reason]})
        announce(page)


@dataclass(frozen=True)
class Ending:
    """A live page whose time is over, why, and the permission that was judged."""

    page_id: int
    title: str
    reason: str
    publication_id: int


def endings(now: datetime) -> Iterator[Ending]:
    """Yield what is to be taken off the site now: permissions for a time that is over, then what nobody read again
    and whose policy asks for it after the days of grace. What is yielded first goes first.
    """
    rows = current_publications().filter(
        until__lte=now, page__live=True, page__content_type__in=governed_content_type_ids()
    )
    for row in rows.exclude(basis=Basis.WITHDRAWN).defer("payload").order_by("page_id"):
        yield Ending(row.page_id, row.page_title, _why_ended(row), row.pk)
    yield from _overdue(now)


def _overdue(now: datetime) -> Iterator[Ending]:
    today, policies = day_of(now), Policies.load()
    if all(row.when_overdue != WhenOverdue.UNPUBLISH for row in policies.rows):
        return
    for one in due_by(today, now, policies):
        if one.policy.when_overdue == WhenOverdue.UNPUBLISH and one.consequence_day <= today:
            reason = _("It was due for review by %(day)s and nobody has signed it since.")
            yield Ending(
                one.page.pk, one.page.title, reason % {"day": date_format(one.due)}, one.publication.pk
            )


def _why_ended(publication: Publication) -> str:
    day = {"day": date_format(day_of(publication.until))}
    if publication.basis == Basis.EMERGENCY:
        return _("Its text was replaced in an emergency and nobody signed the new one by %(day)s.") % day
    if publication.basis == Basis.TRANSITION:
        return _("The time for older articles without a review ended on %(day)s.") % day
    return _("It was let out until %(day)s only.") % day


def end(ending: Ending) -> bool:
    """Withdraw the page unless its permission is another one by now; True if this call did it.

    The page's row is locked, so that of two runs at the same moment one finds nothing left to do.
    """
    with transaction.atomic():
        page = page_model()._default_manager.select_for_update().filter(pk=ending.page_id, live=True).first()
        publication = Publication.objects.current(ending.page_id)
        if page is None or publication is None or publication.pk != ending.publication_id:
            return False
        withdraw(page.specific, ending.reason)
    return True
