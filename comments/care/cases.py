"""Opens cases: somebody of the house looks after a reader who may be in distress."""

from datetime import timedelta
from functools import partial

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from comments.care import alerts
from comments.models import CareCase, CareStep, Comment, CommentSettings
from comments.states import CareTier

# By when somebody should have acted.
TIME_TO_ACT = {CareTier.PRESENT: timedelta(hours=12), CareTier.PLANNED: timedelta(hours=1)}


def open_case(
    comment: Comment, tier: CareTier, actor: AbstractBaseUser | None = None, note: str = ""
) -> CareCase:
    """Let somebody look after the author of `comment`; return the case.

    Where there is one already it only becomes more urgent, or is opened again; doing the same twice changes nothing.
    `actor` is who asks for it (None: a check or a reader), `note` what they add. `comment` is stored and up to date
    afterwards as far as care goes; its version and status stay. Raises ValueError for a tier that needs nobody.
    """
    if tier not in TIME_TO_ACT:
        raise ValueError(f"Nobody has to act at once: {tier!r}")
    with transaction.atomic():
        row = Comment.objects.select_for_update().get(pk=comment.pk)
        row.care_tier = max(row.care_tier, tier)
        row.care_open = True
        row.set_attention()
        row.save(update_fields=["care_tier", "care_open", "attention"])
        case = _case_of(row, tier, actor, note)
    for field in ("care_tier", "care_open", "attention"):
        setattr(comment, field, getattr(row, field))
    return case


def _case_of(comment: Comment, tier: CareTier, actor: AbstractBaseUser | None, note: str) -> CareCase:
    case = CareCase.objects.select_for_update().filter(comment=comment).first()
    due = timezone.now() + TIME_TO_ACT[tier]
    if case is None:
        owner = CommentSettings.of(comment.thread.page.get_site()).care_owner
        case = CareCase.objects.create(comment=comment, tier=tier, owner=owner, due_at=due)
        return _act(case, CareStep.OPENED, actor, note)
    if case.closed_at is not None:
        return _press(case, tier, due, CareStep.REOPENED, actor, note)
    if tier > case.tier:
        return _press(case, tier, min(due, case.due_at), CareStep.RAISED, actor, note)
    if note:
        case.act(CareStep.NOTED, actor, note)
    return case


def _press(
    case: CareCase, tier: CareTier, due: object, step: CareStep, actor: AbstractBaseUser | None, note: str
) -> CareCase:
    """Make a known case as urgent as a new one."""
    CareCase.objects.filter(pk=case.pk).update(tier=max(tier, case.tier), due_at=due, alerted_at=None)
    return _act(case, step, actor, note)


def _act(case: CareCase, step: CareStep, actor: AbstractBaseUser | None, note: str) -> CareCase:
    case.act(step, actor, note)
    if case.tier >= CareTier.PLANNED:
        transaction.on_commit(partial(alerts.alert.enqueue, case.pk))
    return case
