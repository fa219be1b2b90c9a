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
from blog.review.deputies import deputy_of
from blog.review.digest import Digest, content_digest
from blog.review.due_dates import latest_due
from blog.review.eligibility import involvement_in, signing_problems
from blog.review.governed import is_governed
from blog.review.involvement import Involvement
from blog.review.models import Account, MedicalReview, ReviewPolicy, ReviewRequest
from blog.review.policy import policy_for
from blog.review.signals import announce, review_decided
from blog.review.snapshots import credentials_snapshot, interests_snapshot

Decision, SignedWith = MedicalReview.Decision, MedicalReview.SignedWith


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
    return request


def asking_problems(page: AbstractPage, reviewer: Person, moment: datetime) -> list[str]:
    """Why it makes no sense to ask this person to review this page now; nothing if it does."""
    problems = signing_problems(reviewer, page, policy_for(page), moment)
    if reviewer.is_away_on(day_of(moment)):
        problems.append(_why_away(reviewer, day_of(moment)))
    return problems


def sign(
    page: AbstractPage,
    reviewer: Person,
    *,
    statement: str = "",
    next_due: date | None = None,
    signed_by: Account | None = None,
    signed_with: str = SignedWith.ACCOUNT,
    now: datetime | None = None,
    checklist: Mapping[str, bool] | None = None,
    read: str | None = None,
) -> MedicalReview:
    """Record that the reviewer approves exactly the text of `page` as it stands in memory.

    `next_due` defaults to what the rules allow at most; `read` is the digest of the text that was read; only a
    sitting behind a personal link passes LINK. Raises SigningRefused with every reason why this person may not.
    """
    moment = now or clock.now()
    _must_be_governed(page)
    policy, digest = policy_for(page), content_digest(page)
    involvement = involvement_in(page, moment, digest.root)
    due, due_problems = _due_date(next_due, latest_due(policy, day_of(moment)), reviewer, involvement, moment)
    problems = _account_problems(reviewer, signed_by, signed_with) + _reading_problems(digest, read)
    problems += signing_problems(reviewer, page, policy, moment, involvement) + due_problems
    if problems:
        raise SigningRefused(problems)
    facts = {
        "decision": Decision.APPROVED,
        "statement": statement,
        "checklist": dict(checklist or {}),
        "next_due": due,
        "signed_with": signed_with,
    }
    with transaction.atomic():
        review = _record(page, digest, reviewer, signed_by, moment, facts)
        _close_requests(page, reviewer, policy, moment)
        gate.renew(page, review)
        _note(page, "medical_review.sign", signed_by, reviewer.name)
        review_decided.send(sender=type(page), page=page, review=review, now=moment)
    return review


def request_changes(
    page: AbstractPage,
    reviewer: Person,
    *,
    statement: str,
    signed_by: Account | None = None,
    signed_with: str = SignedWith.ACCOUNT,
    now: datetime | None = None,
) -> MedicalReview:
    """Record that the reviewer does not approve this text, and why. Raises SigningRefused without a reason."""
    moment = now or clock.now()
    _must_be_governed(page)
    problems = _account_problems(reviewer, signed_by, signed_with)
    if not statement.strip():
        problems.append(_("Say what should be changed, so that the author knows what to do."))
    if problems:
        raise SigningRefused(problems)
    facts = {
        "decision": Decision.CHANGES_REQUESTED,
        "statement": statement,
        "signed_with": signed_with,
    }
    with transaction.atomic():
        review = _record(page, content_digest(page), reviewer, signed_by, moment, facts)
        _close(ReviewRequest.objects.open().filter(page=page.pk, reviewer=reviewer), moment)
        _note(page, "medical_review.request_changes", signed_by, reviewer.name)
        review_decided.send(sender=type(page), page=page, review=review, now=moment)
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


def _must_be_governed(page: AbstractPage) -> None:
    if not is_governed(type(page)):
        raise ValueError(f"{type(page).__name__} is not governed by medical review.")


def _account_problems(reviewer: Person, signed_by: Account | None, signed_with: str) -> list[str]:
    """Who has an account signs with it and with nothing else; who has none signs through the personal link."""
    expected = SignedWith.ACCOUNT if reviewer.user_id else SignedWith.LINK
    if signed_with == expected and reviewer.user_id == (signed_by.pk if signed_by else None):
        return []
    if reviewer.user_id:
        sentence = _("Only %(name)s can sign as %(name)s. Log in with the account of %(name)s.")
    else:
        sentence = _(
            "Only %(name)s can sign as %(name)s, through the personal link that comes with each request by mail."
        )
    return [sentence % {"name": reviewer.name}]


def _reading_problems(digest: Digest, read: str | None) -> list[str]:
    if read is None or read == digest.root:
        return []
    return [_("The text was changed while you were reading it. Below is the text as it stands now.")]


def _due_date(
    wanted: date | None, latest: date, reviewer: Person, involvement: Involvement, moment: datetime
) -> tuple[date, list[str]]:
    """Return the day on which the next review is due, and why the wanted one is not possible."""
    if wanted is None:
        return min(latest, involvement.due_limit_of(reviewer) or latest), []
    problems = involvement.due_problems_of(reviewer, wanted)
    if not day_of(moment) < wanted <= latest:
        sentence = _("The next review must be due after today and by %(day)s at the latest.")
        problems.append(sentence % {"day": date_format(latest)})
    return wanted, problems


def _why_away(reviewer: Person, day: date) -> str:
    deputy = deputy_of(reviewer, day)
    values = {"name": reviewer.name, "day": date_format(reviewer.away_until), "deputy": deputy}
    if deputy:
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
    """Write to Wagtail's own history of the page (it is no contribution to the text), and tell the apps above."""
    log(instance=page, action=action, user=user, data={"reviewer": name})
    announce(page)
