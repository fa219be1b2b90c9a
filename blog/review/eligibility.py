"""Who may sign a page: qualified on the day, and without a part in the text. Each refusal says what to do."""

from collections.abc import Iterable
from datetime import date, datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry, Revision

from blog.people.models import Person
from blog.review.clock import day_of
from blog.review.governed import page_model
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


class Involvement:
    """Who has a part in a text: the authors named now, and who changed it after `since` and up to `until`."""

    def __init__(self, page: Model, since: datetime | None, until: datetime) -> None:
        self._page, self._since, self._until = page, since, until

    @cached_property
    def authors(self) -> set[int]:
        """Keys of the people whom the page names as its authors."""
        return {author.pk for author in authors_of(self._page)}

    @cached_property
    def contributors(self) -> set[int]:
        """Keys of the user accounts that changed the content in that time."""
        return contributors(self._page.pk, self._since, self._until)

    def problems_of(self, person: Person) -> list[str]:
        """Say so if this person would review their own text."""
        if person.pk in self.authors:
            sentence = _(
                "%(name)s is named as an author of this page, and nobody reviews their own text. "
                "Choose another reviewer."
            )
        elif person.user_id and person.user_id in self.contributors:
            sentence = _(
                "%(name)s has worked on this text, and nobody reviews their own text. Choose another reviewer."
            )
        else:
            return []
        return [sentence % _name(person)]


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


def authors_of(page: Model) -> Iterable[Person]:
    """The people whom the page names as its authors; a page governed by the setting may name none."""
    answer = getattr(page, "get_review_authors", None)
    return answer() if answer else []


def contributors(page_id: int, since: datetime | None, until: datetime) -> set[int]:
    """The users who changed the page's content in that time: Wagtail's log, and the revisions that still exist."""
    entries = PageLogEntry.objects.filter(
        page=page_id, content_changed=True, user__isnull=False, timestamp__lte=until
    )
    revisions = Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(page_model()),
        object_id=str(page_id),
        user__isnull=False,
        created_at__lte=until,
    )
    if since is not None:
        entries, revisions = entries.filter(timestamp__gt=since), revisions.filter(created_at__gt=since)
    users = entries.order_by().values_list("user_id").union(revisions.order_by().values_list("user_id"))
    return {user_id for (user_id,) in users}


def last_signature_before(reviews: Iterable[MedicalReview], moment: datetime) -> datetime | None:
    """When the text was last approved before that moment; contributions before it were approved with it."""
    return max((row.signed_at for row in reviews if row.is_approval and row.signed_at < moment), default=None)


def signing_problems(person: Person, page: Model, policy: ReviewPolicy, now: datetime) -> list[str]:
    """Everything that keeps this person from signing this page now."""
    day = day_of(now)
    reviews = MedicalReview.objects.of_page(page.pk).defer("payload")
    problems = standing_problems(person, day)
    problems += Involvement(page, last_signature_before(reviews, now), now).problems_of(person)
    if policy.on_mismatch == ReviewPolicy.OnMismatch.REFUSE:
        problems += specialty_problems(person, page, policy, day)
    return problems


def _name(person: Person) -> dict[str, str]:
    return {"name": person.name}
