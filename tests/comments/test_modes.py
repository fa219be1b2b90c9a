"""What moderators let a check do, and what no mode and no failure changes."""

import logging

import pytest

from comments.checks.check import Check, Phase
from comments.checks.modes import chosen_modes
from comments.findings import Kind, Outcome
from comments.models import CheckMode, CheckSetting
from comments.pipeline import CHECKS, PATIENCE, SLOW_CHECK, assess
from comments.states import CareTier
from comments.submission import Submission

OFF, ANNOTATE, HOLD = CheckMode.OFF, CheckMode.ANNOTATE, CheckMode.HOLD


class Says(Check):
    """Finds what it is told to find."""

    def __init__(self, kind, name="says", phase=Phase.SPAM, fixed=False, raises=False, **details):
        self.kind, self.name, self.phase, self.fixed = kind, name, phase, fixed
        self.raises, self.details = raises, details

    def run(self, submission):
        yield self.finding(self.kind, "code", "message", **self.details)
        if self.raises:
            raise RuntimeError("broken")


@pytest.fixture
def said(thread):
    return Submission(name="Ann", body="Thank you, this helped.", thread=thread)


def set_to(mode, name="says"):
    CheckSetting.objects.all().delete()
    CheckSetting.forget()
    if mode is not None:
        CheckSetting(name=name, mode=mode).save()


SPAM = {"kind": Kind.SPAM, "points": 6}
CARE = {"kind": Kind.CARE, "tier": CareTier.PLANNED}


@pytest.mark.parametrize(
    ("found", "outcomes"),
    [
        # as it is made, off, tell only, hold
        ({"kind": Kind.ANNOTATE}, "publish publish publish hold"),
        ({"kind": Kind.TRUST}, "publish publish publish publish"),
        ({"kind": Kind.SPAM, "points": 1}, "publish publish publish hold"),
        (SPAM, "hold publish publish hold"),
        ({"kind": Kind.HOLD}, "hold publish publish hold"),
        ({"kind": Kind.NUDGE}, "nudge publish publish nudge"),
        ({"kind": Kind.REFUSE}, "refuse publish refuse refuse"),
        (CARE, "care publish care care"),
        (CARE | {"fixed": True}, "care care care care"),
        ({"kind": Kind.HOLD, "fixed": True}, "hold hold hold hold"),
        ({"kind": Kind.ANNOTATE, "raises": True}, "hold publish publish hold"),
        ({"kind": Kind.ANNOTATE, "raises": True, "fixed": True}, "hold hold hold hold"),
        (CARE | {"raises": True}, "care publish care care"),
    ],
)
def test_the_outcome_in_each_mode(said, found, outcomes, caplog):
    caplog.set_level(logging.CRITICAL, "comments")
    check, seen = Says(**found), []
    for mode in (None, OFF, ANNOTATE, HOLD):
        set_to(mode)
        seen.append(str(assess(said, [check]).outcome))
    assert " ".join(seen) == outcomes


def test_a_check_that_holds_gives_no_points_towards_spam(said):
    checks = [Says(**SPAM), Says(**SPAM, name="other")]
    assert assess(said, checks).outcome == Outcome.SPAM
    set_to(HOLD)
    assert assess(said, checks).outcome == Outcome.HOLD


def test_what_is_told_only_keeps_its_sentence_and_its_place(said):
    set_to(ANNOTATE)
    (finding,) = assess(said, [Says(Kind.HOLD, spans=((0, 5),))]).findings
    assert (finding.kind, finding.message, finding.spans) == (Kind.ANNOTATE, "message", ((0, 5),))


def test_a_text_without_a_page_is_assessed_without_the_database():
    assert assess(Submission(body="text"), [Says(Kind.HOLD)]).outcome == Outcome.HOLD


def test_findings_of_all_phases_are_kept(said):
    checks = [Says(Kind.HOLD, str(phase), phase) for phase in Phase]
    assert {finding.check for finding in assess(said, checks).findings} == {str(phase) for phase in Phase}


class Clock:
    """Stands still until a check takes its time."""

    def __init__(self, monkeypatch):
        self.now = 0.0
        monkeypatch.setattr("comments.pipeline.monotonic", lambda: self.now)

    def taking(self, seconds, **fields):
        check = Says(**({"kind": Kind.ANNOTATE} | fields))
        run = check.run

        def slowly(submission):
            self.now += seconds
            yield from run(submission)

        check.run = slowly
        return check


def test_a_check_that_takes_too_long_holds_and_keeps_what_it_found(said, monkeypatch, caplog):
    caplog.set_level(logging.CRITICAL, "comments")
    clock = Clock(monkeypatch)
    assert assess(said, [clock.taking(SLOW_CHECK)]).outcome == Outcome.PUBLISH
    slow = assess(said, [clock.taking(SLOW_CHECK + 0.1)])
    assert slow.outcome == Outcome.HOLD
    assert [finding.code for finding in slow.findings] == ["code", "unchecked"]


def test_when_the_reader_has_waited_long_enough_only_fixed_checks_still_run(said, monkeypatch, caplog):
    caplog.set_level(logging.CRITICAL, "comments")
    slow = Clock(monkeypatch).taking(PATIENCE + 1, name="slow", phase=Phase.GATE)
    late = Says(Kind.REFUSE, "late", Phase.SHAPE)
    safety = Says(**CARE, name="safety", phase=Phase.SAFETY, fixed=True)
    found = {(finding.check, finding.code) for finding in assess(said, [slow, late, safety]).findings}
    assert found == {("slow", "code"), ("slow", "unchecked"), ("late", "unchecked"), ("safety", "code")}


def test_modes_cost_no_query_once_they_are_known(said, django_assert_num_queries):
    set_to(ANNOTATE)
    chosen_modes()
    with django_assert_num_queries(0):
        assert assess(said, [Says(Kind.HOLD)]).outcome == Outcome.PUBLISH


def test_a_changed_mode_counts_from_the_next_comment_on(said, django_capture_on_commit_callbacks):
    check = Says(Kind.HOLD)
    assert assess(said, [check]).outcome == Outcome.HOLD
    setting = CheckSetting(name="says", mode=OFF)
    with django_capture_on_commit_callbacks() as on_commit:
        setting.save()
    assert assess(said, [check]).outcome == Outcome.PUBLISH
    # Another request has read the old rows before the change was committed, and remembers them.
    CheckSetting.objects.update(mode=HOLD)
    on_commit[0]()
    assert assess(said, [check]).outcome == Outcome.HOLD
    setting.delete()
    assert chosen_modes() == {}


def test_modes_that_cannot_be_read_change_nothing(said, monkeypatch, caplog):
    caplog.set_level(logging.CRITICAL, "comments")
    CheckSetting.objects.create(name="says", mode="nonsense")
    assert assess(said, [Says(Kind.HOLD)]).outcome == Outcome.HOLD


def test_what_stands_at_the_gate_cannot_be_switched_off(said):
    for name in ("method", "size", "rate_limit", "thread_open", "length", "pre_moderation"):
        set_to(OFF, name)
        assert [check.fixed for check in CHECKS if check.name == name] == [True], name
