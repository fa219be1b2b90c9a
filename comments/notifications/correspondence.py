"""Which mail an address wants, and the links in our mail that say so without telling the address."""

from datetime import datetime, timedelta
from typing import Self

from django.db.models import Q
from django.urls import reverse

from comments.links import address_beside
from comments.models import Comment, Correspondent
from comments.models.correspondents import address_key
from comments.states import Status
from comments.tokens import sign, unsign

# As long as the comment itself waits for it.
CONFIRMATION_LASTS = timedelta(days=7)
# A link that ends mail works as long as anybody keeps the mail.
STOPPING_LASTS = timedelta(days=3650)
PAUSE_BETWEEN_QUESTIONS = timedelta(days=1)
READER, DIGEST = "reader", "digest"


def confirmation_link(comment: Comment) -> str:
    """Return the address at which the owner of the comment's mailbox says that it is theirs."""
    token = sign("confirm", address_key(comment.email))
    return address_beside(comment.thread.page, reverse("reader_comments:confirm", args=[token]))


def confirmed_key(token: str) -> str:
    """Return the key of the address that a confirmation link was sent to. Raises BadToken."""
    return unsign("confirm", token, CONFIRMATION_LASTS)


def stopping_path(kind: str, key: str | int) -> str:
    """Return the path at which one POST ends mail: of a READER (key of the address) or the DIGEST (of a user)."""
    return reverse("reader_comments:stop_mail", args=[sign("stop_mail", [kind, key])])


def stopping_link(comment: Comment) -> str:
    """Return the full address at which one POST ends all mail to the comment's author."""
    return address_beside(comment.thread.page, stopping_path(READER, address_key(comment.email)))


def stopped_by(token: str) -> tuple[str, str | int]:
    """Return the kind of mail and the key in a link that ends mail. Raises BadToken."""
    kind, key = unsign("stop_mail", token, STOPPING_LASTS)
    return kind, key


class Question:
    """The one mail a day that asks an address whether it is its owner who writes here."""

    def __init__(self, email: str, now: datetime):
        self.now = now
        self.rows = Correspondent.objects.filter(address_key=address_key(email))
        self.before: datetime | None = None

    @classmethod
    def claim(cls, email: str, now: datetime) -> Self | None:
        """Return the right to ask; None where the address wants no mail or was asked less than a day ago."""
        row, _created = Correspondent.objects.get_or_create(address_key=address_key(email))
        question = cls(email, now)
        question.before = row.asked_at
        long_ago = Q(asked_at=None) | Q(asked_at__lte=now - PAUSE_BETWEEN_QUESTIONS)
        claimed = question.rows.filter(long_ago, stopped_at=None).update(asked_at=now)
        return question if claimed else None

    def give_back(self) -> None:
        """Let it be asked again: the mail did not leave."""
        self.rows.filter(asked_at=self.now).update(asked_at=self.before)


def may_be_written_to(comment: Comment) -> bool:
    """Return whether the author's address was confirmed and wants mail."""
    return bool(comment.email) and Correspondent.of(comment.email).may_be_written_to


def wants_question(comment: Comment) -> bool:
    """Return whether somebody has to say first that the address of this comment is theirs."""
    if not comment.email or comment.by_staff:
        return False
    if comment.status == Status.UNCONFIRMED:
        return True
    wishes = comment.notify_replies or comment.notify_decision
    asked_for = wishes and comment.status in {Status.PENDING, Status.PUBLISHED}
    return asked_for and Correspondent.of(comment.email).confirmed_at is None
