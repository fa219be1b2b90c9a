"""Who may sign a page: qualified on the day, and without a part in the text. Each refusal says what to do."""

from datetime import date, datetime

from django.db.models import Model
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from blog.people.models import Person
from blog.review.clock import day_of
from blog.review.involvement import Involvement
from blog.review.models import MedicalReview, ReviewPolicy
from blog.review.policy import subjects_of


def standing_problems(person: Person, day: date) -> list[str]:
    """What keeps this person from signing anything on that day, one sentence each."""
    if not hasattr(person, "has_valid_credential"):
        person = Person.objects.with_standing_on(day).get(pk=person.pk)
    problems = []
    if not person.active:
        problems.append(
            _("%(name)s no longer works with this site. Choose another reviewer.") % _name(person)
        )
    if not person.has_valid_credential:
        problems.append(
            _(
                "%(name)s has no credential that is valid on %(day)s. Enter a valid one under People, "
                "or choose another reviewer."
            )
            % (_name(person) | {"day": date_format(day)})
        )
    if not person.has_counting_interest:
        problems.append(
            _(
                "%(name)s has declared no interests in the last twelve months. Record a statement under People "
                "(“None” is one too)."
            )
            % _name(person)
        )
    return problems


def specialty_problems(person: Person, page: Model, policy: ReviewPolicy, day: date) -> list[str]:
    """Say so if no valid credential covers a subject of the page; whether that refuses is the policy's."""
    subjects = set(subjects_of(page))
    covered = {
        specialty.slug
        for credential in person.credentials_on(day)
        for specialty in credential.specialties.all()
    }
    if not subjects or subjects & covered:
        return []
    return [_("No credential of %(name)s covers a subject of this page.") % _name(person)]


def specialty_refusals(person: Person, page: Model, policy: ReviewPolicy, day: date) -> list[str]:
    """The same as a refusal, where the policy refuses."""
    if policy.on_mismatch != ReviewPolicy.OnMismatch.REFUSE:
        return []
    return [
        _("%(problem)s Choose a reviewer of that specialty, or enter the credential under People.")
        % {"problem": problem}
        for problem in specialty_problems(person, page, policy, day)
    ]


def involvement_in(page: Model, now: datetime, root: str | None = None) -> Involvement:
    """Who has a part in this text of the page, judged now; `root` is its digest, if it is known already."""
    return Involvement(page, MedicalReview.objects.of_page(page.pk).defer("payload"), now, root)


def signing_problems(
    person: Person,
    page: Model,
    policy: ReviewPolicy,
    now: datetime,
    involvement: Involvement | None = None,
) -> list[str]:
    """Everything that keeps this person from signing this page now."""
    day = day_of(now)
    problems = standing_problems(person, day)
    problems += (involvement or involvement_in(page, now)).problems_of(person)
    return problems + specialty_refusals(person, page, policy, day)


def _name(person: Person) -> dict[str, str]:
    return {"name": person.name}
