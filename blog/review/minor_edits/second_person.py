"""Who may answer a proposed minor edit: somebody else than the proposer."""

from django.utils.translation import gettext as _
from wagtail.models import AbstractPage

from blog.people.models import Person
from blog.review.clock import day_of, now
from blog.review.eligibility import standing_problems
from blog.review.models import Account, MinorEditProposal
from blog.review.models.publications import Publication
from blog.review.notices.recipients import person_of, reviewers_of


def may_answer(page: AbstractPage, user: Account, publication: Publication | None) -> bool:
    """Whether the user may publish the page or is one of its reviewers, still qualified to be one."""
    if page.permissions_for_user(user).can_publish():
        return True
    person = person_of(user)
    if person is None or person not in reviewers_of(page, publication):
        return False
    return not standing_problems(person, day_of(now()))


def problems_of_second(proposal: MinorEditProposal, user: Account) -> list[str]:
    """Why this user is no second person for this proposal: it is their own, under whatever account."""
    if proposal.proposed_by_id is None:
        return [_("Whoever proposed this no longer has an account. Take it back and propose it anew.")]
    if user.pk == proposal.proposed_by_id:
        return [
            _("You proposed this yourself: somebody else must agree. Ask the reviewer or another editor.")
        ]
    if _have_one_mailbox(user, proposal.proposed_by) or user.pk in _accounts_of_the_same_person(
        proposal.proposed_by_id
    ):
        return [
            _(
                "The account that proposed this and yours belong to the same person: somebody else must agree. "
                "Ask the reviewer or another editor."
            )
        ]
    return []


def _have_one_mailbox(user: Account, other: Account) -> bool:
    mine, theirs = (getattr(account, "email", "").lower() for account in (user, other))
    return bool(mine) and mine == theirs


def _accounts_of_the_same_person(user_id: int) -> set[int]:
    people = Person.objects.filter(accounts__user=user_id) | Person.objects.filter(user=user_id)
    return {account for person in people.distinct() for account in person.account_ids()}
