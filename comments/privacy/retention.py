"""How long what belongs to readers is kept, and the nightly removal of what is older."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from comments.models import Comment, CommentRevision, Correspondent, Report
from comments.models.correspondents import address_key
from comments.privacy.forgetting import forget, forget_senders
from comments.states import Status

# The keys of networks and of single uses of the form.
KEYS = timedelta(days=30)
REJECTED = timedelta(days=30)
SPAM = timedelta(days=15)
# A comment whose author never followed the link in the mail.
UNCONFIRMED = timedelta(days=7)
# What a comment said before its author changed it, or a moderator took private details out.
EARLIER_TEXTS = timedelta(days=30)
# Who reported a comment, and in which words: as long as somebody may complain about the decision.
REPORTERS = timedelta(days=180)
# What an address asked of us, once nothing is left that was written under it.
CORRESPONDENTS = timedelta(days=30)

BATCH = 500


def purge(now: datetime) -> dict[str, int]:
    """Remove what is older at `now` than it may be kept; return how much, by what it was.

    Works in small transactions, and may run twice at the same moment.
    """
    return {
        "keys of comments": _drop_keys(now),
        "keys of reports": _drop_keys_of_reports(now),
        "texts of comments nobody sees": _in_batches(unseen_texts(now), forget),
        "comments never confirmed": _in_batches(never_confirmed(now), _remove_comments),
        "earlier texts": _in_batches(_earlier_texts(now), _remove_earlier_texts),
        "senders of answered reports": _in_batches(_old_reports(now), forget_senders),
        "addresses without comments": _drop_correspondents(now),
    }


def unseen_texts(now: datetime) -> QuerySet:
    """Return the comments whose text has been away from readers long enough.

    While somebody looks after their author they stay as they are: a person in distress is not forgotten.
    """
    too_old = (
        Q(status=Status.REJECTED, status_since__lt=now - REJECTED)
        | Q(status=Status.SPAM, status_since__lt=now - SPAM)
        | Q(status=Status.WITHDRAWN)
    )
    return Comment.objects.filter(too_old, care_open=False).exclude(body="")


def never_confirmed(now: datetime) -> QuerySet:
    """Return the comments that waited too long for their author to follow the link."""
    return Comment.objects.filter(
        status=Status.UNCONFIRMED, submitted_at__lt=now - UNCONFIRMED, care_open=False
    )


def _drop_keys(now: datetime) -> int:
    kept = Q(network_key__gt="") | Q(submission_key__isnull=False)
    rows = Comment.objects.filter(kept, submitted_at__lt=now - KEYS)
    return _in_batches(
        rows,
        lambda keys: Comment.objects.filter(pk__in=keys).update(network_key="", submission_key=None),
    )


def _drop_keys_of_reports(now: datetime) -> int:
    rows = Report.objects.filter(network_key__gt="", sent_at__lt=now - KEYS)
    return _in_batches(rows, lambda keys: Report.objects.filter(pk__in=keys).update(network_key=""))


def _remove_comments(keys: list[int]) -> None:
    Comment.objects.filter(pk__in=keys).delete()


def _earlier_texts(now: datetime) -> QuerySet:
    return CommentRevision.objects.filter(replaced_at__lt=now - EARLIER_TEXTS)


def _remove_earlier_texts(keys: list[int]) -> None:
    CommentRevision.objects.filter(pk__in=keys).delete()


def _old_reports(now: datetime) -> QuerySet:
    said = Q(name__gt="") | Q(email__gt="") | Q(explanation__gt="")
    return Report.objects.filter(said, closed_at__lt=now - REPORTERS)


def _drop_correspondents(now: datetime) -> int:
    """Remove the keys of addresses that nothing was written under any more.

    Those that want no mail stay, or somebody else could start it again; so do those whose comments moderators want
    to read first.
    """
    since = now - CORRESPONDENTS
    old = (Q(confirmed_at=None) | Q(confirmed_at__lt=since)) & (Q(asked_at=None) | Q(asked_at__lt=since))
    rows = Correspondent.objects.filter(old, stopped_at=None, always_read_first=False)
    if not rows.exists():
        return 0
    used = {address_key(email) for email in _addresses()}
    keys = rows.values_list("pk", "address_key").iterator(BATCH)
    unused = [pk for pk, key in keys if key not in used]
    batches = (unused[start : start + BATCH] for start in range(0, len(unused), BATCH))
    return sum(rows.filter(pk__in=batch).delete()[0] for batch in batches)


def _addresses() -> Iterable[str]:
    for model in (Comment, Report):
        yield from model.objects.exclude(email="").values_list("email", flat=True).distinct().iterator(BATCH)


def _in_batches(rows: QuerySet, act: Callable[[list[int]], object]) -> int:
    """Call `act` with the keys of some rows at a time, each batch in its own transaction; return how many rows.

    Rows that somebody else holds at this moment are left to them, or to the next night.
    """
    done = last = 0
    while True:
        with transaction.atomic():
            following = rows.filter(pk__gt=last).order_by("pk")
            keys = list(following.select_for_update(skip_locked=True).values_list("pk", flat=True)[:BATCH])
            act(keys)
        if not keys:
            return done
        done, last = done + len(keys), keys[-1]
