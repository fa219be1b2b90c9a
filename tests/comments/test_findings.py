"""What findings mean together."""

import pytest

from comments.findings import Assessment, Finding, Kind, Outcome
from comments.states import CareTier, Status


def found(kind, **details):
    return Finding(kind, kind.value, "message", check=details.pop("check", kind.value), **details)


REFUSE, NUDGE, HOLD = found(Kind.REFUSE), found(Kind.NUDGE), found(Kind.HOLD)
UNCHECKED, NOTE, TRUST = found(Kind.UNCHECKED), found(Kind.ANNOTATE), found(Kind.TRUST)
PAST = found(Kind.CARE, tier=CareTier.PAST)
PRESENT = found(Kind.CARE, tier=CareTier.PRESENT)
PLANNED = found(Kind.CARE, tier=CareTier.PLANNED)
LITTLE = found(Kind.SPAM, points=2, check="a")
STRONG = found(Kind.SPAM, points=4, check="b")
OTHER = found(Kind.SPAM, points=3, check="c")


@pytest.mark.parametrize(
    ("findings", "outcome", "status"),
    [
        ([], Outcome.PUBLISH, Status.PUBLISHED),
        ([NOTE, TRUST], Outcome.PUBLISH, Status.PUBLISHED),
        ([LITTLE], Outcome.PUBLISH, Status.PUBLISHED),
        ([PAST], Outcome.PUBLISH, Status.PUBLISHED),
        ([HOLD], Outcome.HOLD, Status.PENDING),
        ([UNCHECKED, TRUST], Outcome.HOLD, Status.PENDING),
        ([STRONG], Outcome.HOLD, Status.PENDING),
        # However many points one check gives, it stays one opinion.
        ([STRONG, STRONG, STRONG], Outcome.HOLD, Status.PENDING),
        ([STRONG, OTHER], Outcome.SPAM, Status.SPAM),
        ([STRONG, OTHER, HOLD], Outcome.SPAM, Status.SPAM),
        ([NUDGE, STRONG, OTHER], Outcome.NUDGE, None),
        ([PRESENT, STRONG, OTHER, NUDGE], Outcome.CARE, Status.PENDING),
        ([PLANNED], Outcome.CARE, Status.PENDING),
        ([REFUSE, PLANNED], Outcome.REFUSE, None),
        ([REFUSE, STRONG, OTHER], Outcome.REFUSE, None),
    ],
)
def test_the_outcome_table(findings, outcome, status):
    assessment = Assessment(tuple(findings))
    assert (assessment.outcome, assessment.status) == (outcome, status)


def test_who_sends_it_all_the_same_waits_for_a_person():
    assert Assessment((NUDGE,), insists=True).outcome == Outcome.HOLD


def test_insisting_does_not_pass_a_refusal():
    assert Assessment((REFUSE,), insists=True).outcome == Outcome.REFUSE


def test_what_is_stored_leaves_out_what_is_empty():
    stored = Finding(Kind.HOLD, "code", "message", check="check", spans=((1, 2),)).as_dict()
    assert stored == {
        "kind": "hold",
        "code": "code",
        "message": "message",
        "check": "check",
        "spans": ((1, 2),),
    }
