"""Who is told when something happens to a page without a signature."""

from wagtail.models import AbstractPage
from wagtail.permissions import page_permission_policy

from blog.people.models import Person
from blog.review.models import Account, MedicalReview, Publication


def signers_of(page: AbstractPage, publication: Publication | None) -> list[Person]:
    """The people who approved the text that the live one leads back to."""
    if publication is None or publication.review is None:
        return []
    reviews = MedicalReview.objects.of_page(page.pk).of_text(publication.review.digest).approved()
    keys = set(reviews.order_by().values_list("reviewer", flat=True))
    return list(Person.objects.filter(pk__in=keys).select_related("user"))


def reviewers_of(page: AbstractPage, publication: Publication | None) -> list[Person]:
    """Those, and who is to review the page next."""
    people = {person.pk: person for person in signers_of(page, publication)}
    assigned = getattr(page, "assigned_reviewer", None)
    if assigned is not None:
        people.setdefault(assigned.pk, assigned)
    return list(people.values())


def reviewer_addresses(page: AbstractPage, publication: Publication | None) -> set[str]:
    """Where the reviewers of the page read mail."""
    return {person.address_on_file() for person in reviewers_of(page, publication)} - {""}


def editor_addresses(page: AbstractPage) -> set[str]:
    """Where everybody reads mail who may publish the page."""
    users = page_permission_policy.users_with_permission_for_instance("publish", page)
    return {user.email for user in users.filter(is_active=True)} - {""}


def person_of(user: Account) -> Person | None:
    """The person who logs in as this user."""
    return Person.objects.filter(user=user.pk).first() if user.pk else None
