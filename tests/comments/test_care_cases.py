"""Somebody looks after a reader in distress: cases, their steps, and who is told when."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.utils import timezone

from comments.care import alerts
from comments.care.cases import open_case
from comments.models import CareCase, CareState, CareStep, CaseClosed, Comment, CommentSettings
from comments.states import Attention, CareTier, Role, Status

NOON = "2026-05-04T12:00:00Z"
PRESENT, PLANNED = CareTier.PRESENT, CareTier.PLANNED


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def comment(write):
    return write("I cannot go on.", name="Robin Peculiar", care_tier=0)


@pytest.fixture
def people(page):
    """An owner and a deputy, named in the settings of the site."""
    make = get_user_model().objects.create_user
    owner, deputy = make("owner", "owner@example.org"), make("deputy", "deputy@example.org")
    CommentSettings.objects.update_or_create(
        site=page.get_site(), defaults={"care_owner": owner, "care_deputy": deputy}
    )
    return owner, deputy


@pytest.fixture
def now(django_capture_on_commit_callbacks):
    """Run what waits for the commit."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def steps(case):
    return [CareStep(each.kind) for each in case.actions.all()]


# --- Opening -------------------------------------------------------------------------------------------------


def test_a_case_puts_the_comment_on_top_and_changes_neither_status_nor_version(comment, people):
    before = (comment.status, comment.version)
    case = open_case(comment, PRESENT)
    stored = Comment.objects.get(pk=comment.pk)
    for each in (comment, stored):
        assert (each.care_open, each.care_tier, each.attention) == (True, PRESENT, Attention.CARE)
    assert ((stored.status, stored.version), case.owner) == (before, people[0])
    assert case.due_at - timezone.now() == timedelta(hours=12)
    assert list(Comment.objects.waiting()) == [stored]


def test_opening_twice_changes_nothing_and_more_danger_brings_it_nearer(comment):
    first = open_case(comment, PRESENT)
    assert open_case(comment, PRESENT) == first
    assert steps(first) == [CareStep.OPENED]
    raised = open_case(comment, PLANNED)
    assert (raised.tier, raised.due_at - timezone.now()) == (PLANNED, timedelta(hours=1))
    assert comment.attention == Attention.CRISIS
    assert open_case(comment, PRESENT).tier == PLANNED
    assert steps(first) == [CareStep.OPENED, CareStep.RAISED]


def test_a_reader_who_worries_adds_what_they_say(comment):
    case = open_case(comment, PRESENT)
    open_case(comment, PRESENT, note="I know her. She means it.")
    assert case.actions.last().note == "I know her. She means it."


def test_worry_about_an_answered_author_opens_the_case_again(comment, moderator):
    case = open_case(comment, PRESENT)
    case.act(CareStep.CLOSED, moderator)
    again = open_case(comment, PRESENT)
    assert (again, again.state, again.closed_at, steps(case)[-1]) == (
        case,
        CareState.OPEN,
        None,
        CareStep.REOPENED,
    )


@pytest.mark.parametrize("tier", [CareTier.NONE, CareTier.PAST])
def test_what_lies_in_the_past_opens_no_case(comment, tier):
    with pytest.raises(ValueError, match="Nobody has to act"):
        open_case(comment, tier)


# --- Steps ---------------------------------------------------------------------------------------------------


def test_each_step_leads_where_it_says(comment, moderator):
    case = open_case(comment, PRESENT)
    for step, state in [
        (CareStep.TAKEN, CareState.OPEN),
        (CareStep.NOTED, CareState.OPEN),
        (CareStep.ESCALATED, CareState.ESCALATED),
        (CareStep.ANSWERED_PRIVATELY, CareState.ANSWERED),
        (CareStep.ANSWERED_PUBLICLY, CareState.ANSWERED),
        (CareStep.CLOSED, CareState.CLOSED),
        (CareStep.NOTED, CareState.CLOSED),
        (CareStep.REOPENED, CareState.OPEN),
    ]:
        action = case.act(step, moderator, "why")
        assert (case.state, action.who, action.note, bool(action.label)) == (state, "moderator", "why", True)
        assert (str(action), str(case)) == (f"{step} ({case})", str(comment))
        comment.refresh_from_db()
        assert comment.care_open == (state != CareState.CLOSED)
    assert case.owner == moderator


def test_a_closed_case_says_so_to_the_second_person(comment, moderator):
    case, seen_earlier = open_case(comment, PRESENT), CareCase.objects.get()
    case.act(CareStep.CLOSED, moderator)
    with pytest.raises(CaseClosed, match="in the meantime"):
        seen_earlier.act(CareStep.ESCALATED, moderator)
    assert comment.care_case.actions.count() == 2


def test_the_case_stays_whatever_becomes_of_the_comment(comment, moderator):
    open_case(comment, PRESENT)
    comment.transition(Status.HIDDEN, moderator, "", comment.version)
    comment.transition(Status.ERASED, Role.SYSTEM, "", comment.version)
    assert (comment.care_open, comment.attention) == (True, Attention.CARE)
    comment.care_case.act(CareStep.CLOSED, moderator)
    assert not Comment.objects.waiting().exists()


# --- Who is told ---------------------------------------------------------------------------------------------


def test_a_planned_crisis_is_told_at_once_and_once(comment, people, now, mailoutbox):
    with now():
        open_case(comment, PLANNED)
    with now():
        open_case(comment, PLANNED)
    call_command("run_care_due")
    assert [mail.to for mail in mailoutbox] == [["owner@example.org"]]
    mail = mailoutbox[0]
    assert "danger" in mail.subject
    assert "/admin/" in mail.body
    for private in ("cannot go on", "Robin", "Peculiar"):
        assert private not in mail.subject + mail.body
    assert steps(comment.care_case) == [CareStep.OPENED, CareStep.ALERTED]


def test_a_present_crisis_is_told_when_its_time_has_passed_to_the_deputy_too_and_again_each_day(
    comment, people, now, mailoutbox, clock
):
    with now():
        case = open_case(comment, PRESENT)
    told = []
    for hours in (11.9, 12.1, 12.2, 36, 36.2):
        clock.move_to(timezone.datetime.fromisoformat(NOON) + timedelta(hours=hours))
        call_command("run_care_due")
        told.append(len(mailoutbox))
    assert told == [0, 2, 2, 2, 4]
    assert {mail.to[0] for mail in mailoutbox} == {"owner@example.org", "deputy@example.org"}
    assert "nobody has acted" in mailoutbox[0].subject
    case.act(CareStep.ANSWERED_PUBLICLY, people[0])
    clock.shift(timedelta(days=3))
    call_command("run_care_due")
    assert len(mailoutbox) == 4


def test_without_an_owner_everybody_who_may_help_is_told(comment, now, mailoutbox, page):
    make = get_user_model().objects.create_user
    lead, gone = make("lead", "lead@example.org"), make("gone", "gone@example.org", is_active=False)
    Group.objects.get(name="Comment safeguarding leads").user_set.add(lead, gone, make("mailless"))
    make("stranger", "stranger@example.org")
    CommentSettings.objects.update_or_create(site=page.get_site(), defaults={"care_owner": gone})
    with now():
        open_case(comment, PLANNED)
    assert [mail.to for mail in mailoutbox] == [["lead@example.org"]]


def test_where_nobody_can_be_told_the_case_still_waits(comment, now, mailoutbox):
    with now():
        open_case(comment, PLANNED)
    assert (mailoutbox, comment.attention) == ([], Attention.CRISIS)


def test_a_mail_that_fails_is_tried_again_and_does_not_keep_the_others(
    write, people, mailoutbox, monkeypatch
):
    broken, fine = open_case(write("one"), PLANNED), open_case(write("two"), PLANNED)
    send = alerts.send

    def failing(template, address, context):
        if context["case"] == broken:
            raise OSError("no route")
        send(template, address, context)

    monkeypatch.setattr(alerts, "send", failing)
    with pytest.raises(CommandError, match="no route"):
        call_command("run_care_due")
    assert (len(mailoutbox), fine.actions.count()) == (1, 2)
    monkeypatch.undo()
    call_command("run_care_due")
    assert (len(mailoutbox), broken.actions.count()) == (2, 2)


def test_of_two_runs_at_the_same_moment_one_mails(comment, people, mailoutbox):
    case = open_case(comment, PLANNED)
    assert alerts._claim(case) == 1
    alerts.alert.call(case.pk)
    alerts.alert.call(case.pk + 1)
    assert mailoutbox == []
