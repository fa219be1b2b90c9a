"""Whether a text is approved: enough valid signatures of eligible people under exactly this digest."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Exists, Model, OuterRef
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blog.people.models import Person
from blog.review.clock import day_of
from blog.review.eligibility import specialty_refusals, standing_problems
from blog.review.involvement import Involvement
from blog.review.models import EmergencyReplacement, MedicalReview
from blog.review.policy import policy_for
from blog.review.versions import same_text

Decision = MedicalReview.Decision


@dataclass(frozen=True)
class Approval:
    """The signature that the page rests on, or the sentences that say what is missing."""

    review: MedicalReview | None = None
    problems: list[str] = field(default_factory=list)


def approval_of(page: Model, root: str, at: datetime) -> Approval:
    """Judge a specific page, as it stands in memory, with the digest `root`, at a moment."""
    # Whatever was signed before an emergency may be the text that endangered readers.
    later = EmergencyReplacement.objects.filter(page=OuterRef("page"), replaced_at__gt=OuterRef("signed_at"))
    rows = MedicalReview.objects.of_page(page.pk).defer("payload")
    reviews = list(rows.annotate(was_replaced=Exists(later)))
    latest = latest_by_reviewer(reviews, root)
    if not latest:
        return Approval(problems=[_why_unsigned(reviews)])
    refused = [review for review in latest if review.decision == Decision.CHANGES_REQUESTED]
    if refused:
        return Approval(problems=[_why_refused(refused[0])])
    policy, day = policy_for(page), day_of(at)
    people = Person.objects.with_standing_on(day).in_bulk([review.reviewer_id for review in latest])
    # An approval that was taken back is none, but it leaves those of others as they are.
    problems = [_why_refused(review) for review in latest if review.decision == Decision.WITHDRAWN]
    valid = []
    for review in (review for review in latest if review.is_approval):
        person = people.get(review.reviewer_id)
        found = _lapsed(review, person, day) or _overtaken(review)
        if person and not found:
            found = _problems_of(review, person, page, reviews, root)
            found += specialty_refusals(person, page, policy, day)
        problems += found
        if not found:
            valid.append(review)
    needed = policy.minimum_reviewers
    if len(valid) < needed:
        return Approval(problems=problems or [_missing_signatures(needed - len(valid))])
    # Of the newest that are needed, the one that ends first: then there are no longer enough.
    return Approval(review=min(valid[:needed], key=lambda review: review.next_due))


def latest_by_reviewer(reviews: list[MedicalReview], root: str) -> list[MedicalReview]:
    """Of each reviewer the last decision on the text with this digest, the newest first."""
    latest: dict[int, MedicalReview] = {}
    for review in reviews:
        if same_text(review, root):
            latest.setdefault(review.reviewer_id, review)
    return list(latest.values())


def _lapsed(review: MedicalReview, person: Person | None, day: date) -> list[str]:
    """Why one approving signature no longer counts on that day, if so."""
    if person is None:
        return [
            _("%(name)s, who signed, is no longer among the people of this site.") % {"name": review.byline}
        ]
    if review.is_due_on(day):
        return [
            _("The signature of %(name)s was valid until %(day)s. Ask for it again.")
            % {"name": review.byline, "day": date_format(review.next_due)}
        ]
    return standing_problems(person, day)


def _problems_of(
    review: MedicalReview, person: Person, page: Model, reviews: list[MedicalReview], root: str
) -> list[str]:
    """Why one approving signature was not this person's to give, if so."""
    involvement = Involvement(page, reviews, review.signed_at, root)
    return involvement.problems_of(person) or involvement.due_problems_of(person, review.next_due)


def _overtaken(review: MedicalReview) -> list[str]:
    """A text that was replaced in an emergency does not come back on its old signature."""
    if not review.was_replaced:
        return []
    return [
        _(
            "The text of this page was replaced in an emergency after %(name)s had signed. Ask for the signature again."
        )
        % {"name": review.byline}
    ]


def _why_unsigned(reviews: list[MedicalReview]) -> str:
    approved = next((review for review in reviews if review.is_approval), None)
    if approved is None:
        return _("A medical review is missing: no reviewer has signed this text yet.")
    return _("The text has changed since %(name)s signed it on %(day)s: it needs a new signature.") % {
        "name": approved.byline,
        "day": date_format(day_of(approved.signed_at)),
    }


def _why_refused(review: MedicalReview) -> str:
    if review.decision == Decision.WITHDRAWN:
        sentence = _("%(name)s withdrew the approval of this text.")
    else:
        sentence = _("%(name)s asked for changes to this text.")
    return sentence % {"name": review.byline}


def _missing_signatures(missing: int) -> str:
    return ngettext(
        "%(count)d more signature is needed.", "%(count)d more signatures are needed.", missing
    ) % {"count": missing}
