"""Who has a part in a text: who is or was named on it, who changed it, its sources or its pictures."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from enum import Enum

from django.db.models import Max, Model
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import PageLogEntry

from blog.people.models import Person
from blog.review.clock import day_of
from blog.review.contributions import ACCOUNT, CHANGED, NAMED, Row, edits_of_files, recorded
from blog.review.digest import content_digest
from blog.review.lineage import places_of
from blog.review.models import MedicalReview
from blog.review.named_authors import authors_of
from blog.review.versions import root_now, same_text


class Part(Enum):
    """How somebody took part in a text; the value is the sentence that refuses them as its reviewer."""

    AUTHOR = gettext_lazy(
        "%(name)s is named as an author of this page, and nobody reviews their own text. Choose another reviewer."
    )
    ONCE_AUTHOR = gettext_lazy(
        "%(name)s was named as an author of this text, and nobody reviews their own text. Choose another reviewer."
    )
    WRITER = gettext_lazy(
        "%(name)s has worked on this text, and nobody reviews their own text. Choose another reviewer."
    )
    SOURCE = gettext_lazy(
        "%(name)s has worked on a page that this text was copied or translated from, and nobody reviews their own "
        "text. Choose another reviewer."
    )
    PICTURE = gettext_lazy(
        "%(name)s has edited a picture or document used in this text, and nobody reviews their own work. Choose "
        "another reviewer."
    )


class Involvement:
    """The parts people have in one text of a page, as it stands in memory, up to a moment.

    Work that somebody else has signed since is forgiven, as long as that signature is in date and the text is no
    longer the one that was signed: else two people could take turns in signing their own text for years.
    `root` is the digest of the text, if it is known already.
    """

    def __init__(
        self, page: Model, reviews: Iterable[MedicalReview], until: datetime, root: str | None = None
    ) -> None:
        self._page, self._reviews, self._until, self._root = page, list(reviews), until, root

    def problems_of(self, person: Person) -> list[str]:
        """Say so if this person would review their own text."""
        if person.pk in self._authors:
            return [str(Part.AUTHOR.value) % {"name": person.name}]
        parts = self._parts_of(person)
        if not parts or self._forgiving(person, parts):
            return []
        latest = max(parts, key=lambda part: parts[part])
        return [str(latest.value) % {"name": person.name}]

    def due_limit_of(self, person: Person) -> date | None:
        """Until when at most this person may sign, because another's signature covers their own work till then."""
        review = self._forgiving(person, self._parts_of(person))
        return review.next_due if review else None

    def due_problems_of(self, person: Person, next_due: date | None) -> list[str]:
        """Say so if a signature would outlast the one that covers this person's own work."""
        limit = self.due_limit_of(person)
        if limit is None or next_due is None or next_due <= limit:
            return []
        return [
            _(
                "%(name)s once worked on this text, and another's signature covers that work until %(day)s: the next "
                "review must be due by then. Choose that day or an earlier one, or another reviewer."
            )
            % {"name": person.name, "day": date_format(limit)}
        ]

    def _parts_of(self, person: Person) -> dict[Part, datetime]:
        """When this person last took part in the text, by the way of taking part."""
        found = {Part.ONCE_AUTHOR: self._named.get(person.pk)}
        for user in self._accounts_of(person):
            for part, moments in self._by_account.items():
                if user in moments:
                    found[part] = max(found.get(part) or moments[user], moments[user])
        return {part: moment for part, moment in found.items() if moment}

    def _forgiving(self, person: Person, parts: dict[Part, datetime]) -> MedicalReview | None:
        """The signature by somebody else that covers all of this: of several, the one that holds longest."""
        if not parts:
            return None
        last = max(parts.values())
        covering = [
            review
            for review in self._standing
            if review.reviewer_id != person.pk
            and last < review.signed_at
            and not review.is_due_on(day_of(self._until))
            and self._is_another_text(review)
        ]
        return max(covering, key=lambda review: review.next_due, default=None)

    def _is_another_text(self, review: MedicalReview) -> bool:
        """Whether the text came into being after this signature: it neither is the signed one nor an older one."""
        if self._last_revert and review.signed_at < self._last_revert:
            return False
        return not any(
            same_text(other, self._text) and other.signed_at <= review.signed_at for other in self._reviews
        )

    @cached_property
    def _standing(self) -> list[MedicalReview]:
        """Approvals given before, which their reviewers have not taken back."""
        last_words: dict[tuple[int, str], MedicalReview] = {}
        for review in sorted(self._reviews, key=lambda review: (review.signed_at, review.pk)):
            if review.signed_at < self._until:
                last_words[review.reviewer_id, root_now(review)] = review
        return [review for review in last_words.values() if review.is_approval]

    @cached_property
    def _text(self) -> str:
        return self._root or content_digest(self._page).root

    @cached_property
    def _authors(self) -> set[int]:
        return {author.pk for author in authors_of(self._page)}

    @cached_property
    def _places(self) -> dict[int, datetime]:
        return places_of(self._page, self._until)

    @cached_property
    def _last_revert(self) -> datetime | None:
        entries = PageLogEntry.objects.filter(
            page=self._page.pk, action="wagtail.revert", timestamp__lte=self._until
        )
        return entries.aggregate(last=Max("timestamp"))["last"]

    @cached_property
    def _named(self) -> dict[int, datetime]:
        """When each person was last named on the page (whenever that was) or, in time, on a source."""
        named: dict[int, datetime] = {}
        for _page, person, _first, last in self._rows[NAMED]:
            named[person] = max(named.get(person, last), last)
        return named

    def _accounts_of(self, person: Person) -> set[int]:
        known = self._accounts.get(person.pk)
        return person.account_ids() if known is None else {person.user_id, *known} - {None}

    @cached_property
    def _accounts(self) -> dict[int, list[int]]:
        """The accounts, also former ones, of those who have signed texts of this page."""
        found: dict[int, list[int]] = {review.reviewer_id: [] for review in self._reviews}
        for person, user, _first, _last in self._rows[ACCOUNT]:
            found[person].append(user)
        return found

    @cached_property
    def _by_account(self) -> dict[Part, dict[int, datetime]]:
        """When each account last worked on the text, by the way of working on it."""
        found: dict[Part, dict[int, datetime]] = defaultdict(dict)
        began = self._until
        for page_id, user, first, last in self._rows[CHANGED]:
            if page_id == self._page.pk:
                began = min(began, first)
            moments = found[Part.WRITER if page_id == self._page.pk else Part.SOURCE]
            moments[user] = max(moments.get(user, last), last)
        found[Part.PICTURE] = dict(edits_of_files(self._page, began, self._until))
        return found

    @cached_property
    def _rows(self) -> dict[str, list[Row]]:
        return recorded(self._page, self._places, {review.reviewer_id for review in self._reviews})
