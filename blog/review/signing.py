"""Asking for a review, signing a text, asking for changes."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import AbstractPage

from blog.people.models import Person
from blog.review import clock, gate, tasks
from blog.review.clock import day_of
from blog.review.digest import Digest, content_digest
from blog.review.due_dates import latest_due
from blog.review.eligibility import signing_problems
from blog.review.governed import is_governed
from blog.review.models import Account, MedicalReview, ReviewPolicy, ReviewRequest
from blog.review.policy import policy_for
from blog.review.signals import announce, review_decided

Decision = MedicalReview.Decision


class SigningRefused(ValidationError):  # noqa: N818  the name says what happened
    """Somebody may not sign or be asked, or the text is not the one that was read; `messages` say what to do."""


def request_review(
    page: AbstractPage, reviewer: Person, requested_by: Account | None, now: datetime | None = None
) -> ReviewRequest:
    """Ask a reviewer to read the page's draft, and mail them; asking again returns the open request.

    Raises SigningRefused if this person could not sign or is away.
    """
    moment = now or clock.now()
    _must_be_governed(page)
    problems = asking_problems(page, reviewer, moment)
    if problems:
        raise SigningRefused(problems)
    with transaction.atomic():
        request, created = ReviewRequest.objects.open().get_or_create(
            page_id=page.pk,
            reviewer=reviewer,
            closed_at=None,
            defaults={
                "page_title": page.get_admin_display_title(),
                "requested_by": requested_by,
                "requested_at": moment,
            },
        )
        if created:
            _note(page, "medical_review.request", requested_by, reviewer.name)
            transaction.on_commit(partial(tasks.mail_request.enqueue, request.pk))
            announce(page)
    return request


def asking_problems(page: AbstractPage, reviewer: Person, moment: datetime) -> list[str]:
    """Why it makes no sense to ask this person to review this page now; nothing if it does."""
    problems = signing_problems(reviewer, page, policy_for(page), moment)
    if reviewer.is_away_on(day_of(moment)):
        problems.append(_why_away(reviewer))
    return problems


def sign(
    page: AbstractPage,
    reviewer: Person,
    *,
    statement: str = "",
    next_due: date | None = None,
    signed_by: Account | None = None,
    now: datetime | None = None,
    checklist: Mapping[str, bool] | None = None,
    read: str | None = None,
) -> MedicalReview:
    """Record that the reviewer approves exactly the text of `page` as it stands in memory.

    `next_due` defaults to what the policy allows at most; `read` is the digest of the text that was read.
    Raises SigningRefused with every reason why this person may not sign this text now.
    """
    moment = now or clock.now()
    _must_be_governed(page)
    policy, digest = policy_for(page), content_digest(page)
    last_day = latest_due(policy, day_of(moment))
    problems = _account_problems(reviewer, signed_by) + _reading_problems(digest, read)
    problems += signing_problems(reviewer, page, policy, moment)
    problems += _due_problems(next_due or last_day, day_of(moment), last_day)
    if problems:
        raise SigningRefused(problems)
    facts = {
        "decision": Decision.APPROVED,
        "statement": statement,
        "checklist": dict(checklist or {}),
        "next_due": next_due or last_day,
    }
    with transaction.atomic():
        review = _record(page, digest, reviewer, signed_by, moment, facts)
        _close_requests(page, reviewer, policy, moment)
        gate.renew(page, review)
        _note(page, "medical_review.sign", signed_by, reviewer.name)
        review_decided.send(sender=type(page), page=page, review=review, now=moment)
        announce(page)
    return review


def request_changes(
    page: AbstractPage,
    reviewer: Person,
    *,
    statement: str,
    signed_by: Account | None = None,
    now: datetime | None = None,
) -> MedicalReview:
    """Record that the reviewer does not approve this text, and why. Raises SigningRefused without a reason."""
    moment = now or clock.now()
    _must_be_governed(page)
    problems = _account_problems(reviewer, signed_by)
    if not statement.strip():
        problems.append(_("Say what should be changed, so that the author knows what to do."))
    if problems:
        raise SigningRefused(problems)
    facts = {"decision": Decision.CHANGES_REQUESTED, "statement": statement}
    with transaction.atomic():
        review = _record(page, content_digest(page), reviewer, signed_by, moment, facts)
        _close(ReviewRequest.objects.open().filter(page=page.pk, reviewer=reviewer), moment)
        _note(page, "medical_review.request_changes", signed_by, reviewer.name)
        review_decided.send(sender=type(page), page=page, review=review, now=moment)
        announce(page)
    return review


def _record(
    page: AbstractPage,
    digest: Digest,
    reviewer: Person,
    signed_by: Account | None,
    moment: datetime,
    facts: dict[str, Any],
) -> MedicalReview:
    """Write the row with its copies, and mail it to the signer and to whoever asked."""
    day = day_of(moment)
    review = MedicalReview.objects.create(
        page_id=page.pk,
        page_title=page.title,
        page_address=page.get_full_url() or "",
        locale=page.locale.language_code,
        reviewer=reviewer,
        reviewer_name=reviewer.name,
        reviewer_titles=reviewer.titles_on(day),
        signed_by=signed_by,
        signed_by_name=signed_by.get_username() if signed_by else "",
        signed_at=moment,
        digest_version=digest.version,
        digest=digest.root,
        payload=digest.payload,
        credentials=credentials_snapshot(reviewer, day),
        interests=interests_snapshot(reviewer),
        paid=reviewer.is_paid,
        **facts,
    )
    for address in {reviewer.address_on_file(), *_askers(page, reviewer)} - {""}:
        transaction.on_commit(partial(tasks.mail_decision.enqueue, review.pk, address))
    return review


def credentials_snapshot(reviewer: Person, day: date) -> list[dict[str, Any]]:
    """What stood behind the name on the day of the signature, as readers may see it."""
    return [
        {
            "title": credential.title,
            "name": credential.name,
            "issuer": credential.issuer,
            "jurisdiction": credential.jurisdiction,
            "number": credential.public_number,
            "specialties": [specialty.name for specialty in credential.specialties.all()],
            "register_url": credential.register_url,
            "checked_on": credential.checked_on.isoformat() if credential.is_verified else "",
        }
        for credential in reviewer.credentials_on(day)
    ]


def interests_snapshot(reviewer: Person) -> dict[str, str]:
    """What the reviewer had declared by then."""
    interest = reviewer.latest_interests()
    if interest is None:
        return {}
    return {"statement": interest.statement, "declared_on": interest.declared_on.isoformat()}


def _must_be_governed(page: AbstractPage) -> None:
    if not is_governed(type(page)):
        raise ValueError(f"{type(page).__name__} is not governed by medical review.")


def _account_problems(reviewer: Person, signed_by: Account | None) -> list[str]:
    """A signature is given by the reviewer's own account; only somebody without one signs without."""
    if reviewer.user_id == (signed_by.pk if signed_by else None):
        return []
    return [_("Only %(name)s can sign as %(name)s.") % {"name": reviewer.name}]


def _reading_problems(digest: Digest, read: str | None) -> list[str]:
    if read is None or read == digest.root:
        return []
    return [_("The text was changed while you were reading it. Below is the text as it stands now.")]


def _due_problems(next_due: date, today: date, latest: date) -> list[str]:
    if today < next_due <= latest:
        return []
    return [
        _("The next review must be due after today and by %(day)s at the latest.")
        % {"day": date_format(latest)}
    ]


def _why_away(reviewer: Person) -> str:
    values = {"name": reviewer.name, "day": date_format(reviewer.away_until), "deputy": reviewer.deputy}
    if reviewer.deputy:
        return _("%(name)s is away until %(day)s. Ask %(deputy)s instead.") % values
    return _("%(name)s is away until %(day)s. Ask somebody else, or wait until then.") % values


def _askers(page: AbstractPage, reviewer: Person) -> set[str]:
    requests = ReviewRequest.objects.open().filter(page=page.pk, reviewer=reviewer)
    return set(requests.filter(requested_by__isnull=False).values_list("requested_by__email", flat=True))


def _close_requests(page: AbstractPage, reviewer: Person, policy: ReviewPolicy, moment: datetime) -> None:
    """Where one signature is enough, it answers all open requests; else only the signer's own."""
    requests = ReviewRequest.objects.open().filter(page=page.pk)
    _close(requests if policy.minimum_reviewers == 1 else requests.filter(reviewer=reviewer), moment)


def _close(requests: Iterable[ReviewRequest], moment: datetime) -> None:
    for request in requests:
        request.close(moment)


def _note(page: AbstractPage, action: str, user: Account | None, name: str) -> None:
    """Write to Wagtail's own history of the page; it is no contribution to the text."""
    log(instance=page, action=action, user=user, data={"reviewer": name})
