"""A reviewer takes an approval back: the page rests on the other signatures, or is taken off the site at once."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import log
from wagtail.models import AbstractPage

from blog.people.models import Person
from blog.review import gate
from blog.review.approval import approval_of, latest_by_reviewer
from blog.review.clock import day_of
from blog.review.governed import page_model
from blog.review.grounds import Outcome
from blog.review.models import Account, MedicalReview, MinorEditProposal, Publication
from blog.review.notices.recipients import editor_addresses
from blog.review.notices.tasks import notify
from blog.review.signals import announce

Decision, Basis = MedicalReview.Decision, Publication.Basis
SignedWith = MedicalReview.SignedWith


class WithdrawalRefused(ValidationError):  # noqa: N818  the name says what happened
    """There is no approval of this reviewer to take back; `messages` say why."""


def signature_of(page: AbstractPage, reviewer: Person) -> MedicalReview | None:
    """Return the approval of this reviewer on which the published text rests; None without one."""
    publication = Publication.objects.current(page.pk) if page.live else None
    if not (publication and publication.permits and publication.review):
        return None
    if publication.basis not in (Basis.SIGNED, Basis.MINOR_EDIT):
        return None
    reviews = list(MedicalReview.objects.of_page(page.pk).defer("payload"))
    latest = latest_by_reviewer(reviews, publication.review.digest)
    return next((row for row in latest if row.reviewer_id == reviewer.pk and row.is_approval), None)


def withdraw_approval(
    page: AbstractPage,
    reviewer: Person,
    reason: str,
    *,
    signed_by: Account | None,
    now: datetime,
    signed_with: str = SignedWith.ACCOUNT,
) -> MedicalReview:
    """Take the approval of the published text back. Raises WithdrawalRefused if this person may not.

    `signed_by` is the reviewer's own account; an outside doctor has none and comes with `signed_with` LINK.
    """
    _must_be_own(reviewer, signed_by, signed_with)
    if not reason.strip():
        raise WithdrawalRefused(
            _("Say why you take your approval back, so that the editors know what to mend.")
        )
    with transaction.atomic():
        page = page_model()._default_manager.select_for_update().get(pk=page.pk).specific
        signature = signature_of(page, reviewer)
        if signature is None:
            raise WithdrawalRefused(_("The published text does not rest on an approval of yours."))
        publication = Publication.objects.current(page.pk)
        review = _record(signature, signed_by, reason.strip(), signed_with, now)
        log(
            instance=page,
            action="medical_review.withdraw_approval",
            user=signed_by,
            data={"reviewer": reviewer.name, "reasons": [review.statement]},
        )
        MinorEditProposal.objects.close_those_of(page.pk, now)
        if not _rests_on_others(page, publication, review, now):
            _take_off(page, review, signed_by)
        notify("withdrawal", review, editor_addresses(page), _what_follows(page))
        announce(page)
    return review


def _must_be_own(reviewer: Person, signed_by: Account | None, signed_with: str) -> None:
    """As with signatures: who has an account comes with it, who has none comes through the personal link."""
    expected = SignedWith.ACCOUNT if reviewer.user_id else SignedWith.LINK
    if signed_with != expected or reviewer.user_id != (signed_by.pk if signed_by else None):
        raise WithdrawalRefused(
            _("Only %(name)s can take this approval back.") % {"name": reviewer.name},
        )


def _record(
    signature: MedicalReview, signed_by: Account | None, reason: str, signed_with: str, now: datetime
) -> MedicalReview:
    """Write the decision under the text that was signed: whatever was allowed to follow it rests on that."""
    copied = (
        "page_id", "page_title", "page_address", "locale", "reviewer_id", "reviewer_name", "reviewer_titles",
        "digest_version", "digest", "payload", "credentials", "interests",
    )  # fmt: skip
    return MedicalReview.objects.create(
        **{name: getattr(signature, name) for name in copied},
        signed_by=signed_by,
        signed_by_name=signed_by.get_username() if signed_by else "",
        signed_with=signed_with,
        signed_at=now,
        decision=Decision.WITHDRAWN,
        statement=reason,
    )


def _rests_on_others(
    page: AbstractPage, publication: Publication, review: MedicalReview, now: datetime
) -> bool:
    """Let the page rest on the signatures that remain, if there are enough of them."""
    ground = approval_of(page, review.digest, now).review
    if ground is None:
        return False
    for each in [page, *page.aliases.all()]:
        held = Publication.objects.current(each.pk)
        if held and held.permits and held.digest == publication.digest:
            gate.record(each, Outcome.keeping(held, review=ground))
    return True


def _take_off(page: AbstractPage, review: MedicalReview, user: Account | None) -> None:
    """Unpublish the page and its aliases, whoever may do so otherwise, and record why."""
    aliases = list(page.aliases.filter(live=True).specific())
    UnpublishPageAction(page, user=user).execute(skip_permission_checks=True)
    for copy in [page, *aliases]:
        gate.record(
            copy,
            Outcome(
                Basis.WITHDRAWN,
                "",
                review,
                reason=_("%(name)s took the approval back on %(day)s.")
                % {"name": review.byline, "day": date_format(day_of(review.signed_at))},
            ),
        )


def _what_follows(page: AbstractPage) -> list[str]:
    if page.live:
        return [_("The page stays: enough other signatures under this text remain.")]
    return [
        _("The page was taken off the site at once, and so were its aliases."),
        _("Mend the text and request a medical review, or ask the same reviewer to sign this one again."),
    ]
