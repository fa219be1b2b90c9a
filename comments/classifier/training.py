"""The classifier of this site: it learns each night from what its own moderators decided, and from nothing else."""

from datetime import datetime

from django.db import transaction

from comments.classifier.model import Model
from comments.models import Comment, ModerationEvent, TrainedClassifier
from comments.states import Action, Reason, Status

# Below so many decisions, and so much spam among them, it sleeps: it would only guess.
LEAST_DECISIONS = 500
LEAST_SPAM = 25
# The newest is in use, the one before is kept for comparing.
KEPT = 2

_loaded: tuple[int, Model] | None = None


def learn(now: datetime) -> TrainedClassifier | None:
    """Learn from the decisions since the last time; return the new row, or None where there was nothing to learn.

    Safe to run twice at once: each decision is learned from once.
    """
    with transaction.atomic():
        last = TrainedClassifier.objects.select_for_update().order_by("pk").last()
        decided = _decided(last.trained_at if last else None, now)
        if not decided:
            return None
        model = Model.loads(bytes(last.weights)) if last else Model()
        model.learn(decided)
        row = TrainedClassifier.objects.create(
            trained_at=now,
            weights=model.dumps(),
            # A column cannot hold infinity on every database.
            threshold=min(model.threshold, 1e9),
            spam_count=model.spam,
            other_count=model.other,
        )
        newest = TrainedClassifier.objects.order_by("-pk").values("pk")[:KEPT]
        TrainedClassifier.objects.exclude(pk__in=[kept["pk"] for kept in newest]).delete()
    return row


def is_unusual(text: str) -> bool:
    """Return whether `text` looks like what this site's moderators call spam. False as long as it sleeps."""
    row = (
        TrainedClassifier.objects.order_by("-pk")
        .values_list("pk", "threshold", "spam_count", "other_count")
        .first()
    )
    if row is None:
        return False
    key, threshold, spam, other = row
    return not sleeps(spam, other) and _model(key).score(text) > threshold


def sleeps(spam: int, other: int) -> bool:
    """Return whether so many decisions are too few to judge by."""
    return spam + other < LEAST_DECISIONS or spam < LEAST_SPAM


def _model(key: int) -> Model:
    """Return the model of a row, unpacked once in each process."""
    global _loaded  # noqa: PLW0603  a cache of one
    if _loaded is None or _loaded[0] != key:
        weights = TrainedClassifier.objects.values_list("weights", flat=True).get(pk=key)
        _loaded = key, Model.loads(bytes(weights))
    return _loaded[1]


def _decided(since: datetime | None, now: datetime) -> list[tuple[str, bool]]:
    """Return (name and text, whether it is spam) of what moderators decided after `since`, as it stands now."""
    events = ModerationEvent.objects.undoable().filter(action=Action.STATUS, at__lte=now)
    if since is not None:
        events = events.filter(at__gt=since)
    comments = Comment.objects.exclude(body="").filter(by_staff=False)
    comments = comments.in_bulk(set(events.values_list("comment_id", flat=True)))
    found = []
    for event in events:
        comment = comments.get(event.comment_id)
        spam = event.new == Status.SPAM or event.reason == Reason.ADVERTISING
        if comment is not None and (spam or event.new == Status.PUBLISHED):
            found.append((text_of(comment.name, comment.body), spam))
    return found


def text_of(name: str, body: str) -> str:
    """Return what the classifier reads of a comment."""
    return f"{name}\n{body}"
