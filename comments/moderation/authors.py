"""What moderators know of the person who wrote: how often before, with what result, and whether the address is real."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext

from comments.models import Comment, Correspondent
from comments.models.correspondents import address_key
from comments.states import Status

_REFUSED = (Status.REJECTED, Status.SPAM)


@dataclass(frozen=True)
class Author:
    """The earlier comments under one address. A name proves nothing, so without an address nothing is known."""

    has_address: bool = False
    published: int = 0
    rejected: int = 0
    confirmed: bool = False
    always_read_first: bool = False

    @property
    def history(self) -> str:
        """What became of the other comments, in a few words."""
        if not self.has_address:
            return gettext("no address")
        if not self.published and not self.rejected:
            return gettext("new")
        counts = {"published": self.published, "rejected": self.rejected}
        return gettext("%(published)d published, %(rejected)d rejected") % counts


def authors_of(comments: Iterable[Comment]) -> dict[int, Author]:
    """Return what is known about the author of each comment, by its key; two queries for any number of them."""
    comments = list(comments)
    emails = {comment.email for comment in comments if comment.email}
    if not emails:
        return {comment.pk: Author() for comment in comments}
    fates, known = _fates(emails), _correspondents(emails)
    return {comment.pk: _author(comment, fates, known) for comment in comments}


def _author(comment: Comment, fates: Counter, known: dict[str, Correspondent]) -> Author:
    if not comment.email:
        return Author()
    correspondent = known.get(address_key(comment.email))
    published = fates[comment.email, Status.PUBLISHED] - (comment.status == Status.PUBLISHED)
    rejected = sum(fates[comment.email, status] for status in _REFUSED) - (comment.status in _REFUSED)
    return Author(
        has_address=True,
        published=published,
        rejected=rejected,
        confirmed=correspondent is not None and correspondent.confirmed_at is not None,
        always_read_first=correspondent is not None and correspondent.always_read_first,
    )


def _fates(emails: set[str]) -> Counter:
    counted = Comment.objects.filter(email__in=emails, status__in=[Status.PUBLISHED, *_REFUSED])
    rows = counted.values("email", "status").annotate(number=Count("pk")).order_by()
    return Counter({(row["email"], row["status"]): row["number"] for row in rows})


def _correspondents(emails: set[str]) -> dict[str, Correspondent]:
    keys = [address_key(email) for email in emails]
    return {row.address_key: row for row in Correspondent.objects.filter(address_key__in=keys)}


def by_same_author(comments: Iterable[Comment]) -> list[Comment]:
    """Return the comments with those of one author behind each other, at the place of the first.

    One author is one address; without an address, the same name from the same network. Those in distress keep their
    place before all others.
    """
    groups: dict[tuple, list[Comment]] = {}
    for comment in comments:
        groups.setdefault((comment.care_open, *author_key(comment)), []).append(comment)
    return [comment for group in groups.values() for comment in group]


def author_key(comment: Comment) -> tuple:
    """Return what the comments of one author have in common."""
    if comment.email:
        return (comment.email,)
    if comment.name and comment.network_key:
        return (comment.name, comment.network_key)
    return (comment.pk,)
