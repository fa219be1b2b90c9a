"""Corrections: public notes on what was wrong and what was changed, frozen once published."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import AbstractPage

from blog.review.models import Account, Correction, Publication
from blog.review.models.corrections import CorrectionQuerySet
from blog.review.notices.recipients import reviewer_addresses
from blog.review.notices.tasks import notify
from blog.review.signals import announce


class CorrectionRefused(ValidationError):  # noqa: N818  the name says what happened
    """There is nothing to correct, or the note says nothing; `messages` say what to do."""


def of_page(page: AbstractPage) -> CorrectionQuerySet:
    """Return the corrections of a page, the newest first; an alias shows those of the page that it repeats."""
    return Correction.objects.of_page(page.alias_of_id or page.pk)


def publish(
    page: AbstractPage,
    user: Account | None,
    *,
    wrong: str,
    changed: str,
    now: datetime,
    details: Iterable[str] = (),
) -> Correction:
    """Add a correction to a published page and mail it to the reviewers. It cannot be changed afterwards.

    Raises CorrectionRefused for a page that nobody can read, and without both sentences.
    """
    publication = Publication.objects.current(page.pk) if page.live else None
    if not (publication and publication.permits_at(now)):
        raise CorrectionRefused(_("The page is not published: readers would not see the correction."))
    if not (wrong.strip() and changed.strip()):
        raise CorrectionRefused(_("Say what was wrong and what was changed."))
    with transaction.atomic():
        correction = Correction.objects.create(
            page_id=page.pk,
            page_title=page.title,
            digest=publication.digest,
            wrong=wrong.strip(),
            changed=changed.strip(),
            published_by=user,
            published_by_name=user.get_username() if user else "",
            published_at=now,
        )
        log(instance=page, action="medical_review.correct", user=user, data={"reasons": [correction.changed]})
        notify("correction", correction, reviewer_addresses(page, publication), details)
        announce(page)
    return correction
