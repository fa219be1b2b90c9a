"""Whether a text is approved: enough valid signatures of eligible people under exactly this digest."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Model
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blog.people.models import Person
from blog.review.clock import day_of
from blog.review.eligibility import Involvement, last_signature_before, standing_problems
from blog.review.models import MedicalReview
from blog.review.policy import policy_for


@dataclass(frozen=True)
class Approval:
    """The newest signature that counts, or the sentences that say what is missing."""

    review: MedicalReview | None = None
    problems: list[str] = field(default_factory=list)


def approval_of(page: Model, root: str, at: datetime) -> Approval:
    """Judge a specific page, as it stands in memory, with the digest `root`, at a moment."""
    reviews = list(MedicalReview.objects.of_page(page.pk).defer("payload"))
    latest = latest_by_reviewer(reviews, root)
    if not latest:
        return Approval(problems=[_why_unsigned(reviews)])
    refused = [review for review in latest if not review.is_approval]
    if refused:
        return Approval(
            problems=[_("%(name)s asked for changes to this text.") % {"name": refused[0].byline}]
        )
    people = Person.objects.with_standing_on(day_of(at)).in_bulk([review.reviewer_id for review in latest])
    valid, problems = [], []
    for review in latest:
        found = _problems_of(review, people.get(review.reviewer_id), page, reviews, at)
        problems += found
        if not found:
            valid.append(review)
    missing = policy_for(page).minimum_reviewers - len(valid)
    if missing <= 0:
        return Approval(review=valid[0])
    return Approval(problems=problems or [_missing_signatures(missing)])


def latest_by_reviewer(reviews: list[MedicalReview], root: str) -> list[MedicalReview]:
    """Of each reviewer the last decision on the text with this digest, the newest first."""
    latest: dict[int, MedicalReview] = {}
    for review in reviews:
        if review.digest == root:
            latest.setdefault(review.reviewer_id, review)
    return list(latest.values())


def _problems_of(
    review: MedicalReview, person: Person | None, page: Model, reviews: list[MedicalReview], at: datetime
) -> list[str]:
    """Why one approving signature does not count, if so."""
    day = day_of(at)
    if person is None:
        return [
            _("%(name)s, who signed, is no longer among the people of this site.") % {"name": review.byline}
        ]
    if review.is_due_on(day):
        return [
            _("The signature of %(name)s was valid until %(day)s. Ask for it again.")
            % {"name": review.byline, "day": date_format(review.next_due)}
        ]
    since = last_signature_before(reviews, review.signed_at)
    return standing_problems(person, day) + Involvement(page, since, review.signed_at).problems_of(person)


def _why_unsigned(reviews: list[MedicalReview]) -> str:
    approved = next((review for review in reviews if review.is_approval), None)
    if approved is None:
        return _("A medical review is missing: no reviewer has signed this text yet.")
    return _("The text has changed since %(name)s signed it on %(day)s: it needs a new signature.") % {
        "name": approved.byline,
        "day": date_format(day_of(approved.signed_at)),
    }


def _missing_signatures(missing: int) -> str:
    return ngettext(
        "%(count)d more signature is needed.", "%(count)d more signatures are needed.", missing
    ) % {"count": missing}
