"""Every check has its say, in both directions; a check that fails passes nothing."""

import logging

import pytest
from django.contrib.auth import get_user_model
from wagtail import hooks

from comments.checks.check import Check, Phase
from comments.findings import Kind, Outcome
from comments.pages import PUBLIC_HOOK
from comments.pipeline import CHECKS, assess
from comments.states import CareTier, Status, ThreadMode
from comments.submission import MAX_BYTES, Delivery, Submission

GOOD = {"name": "Ann", "body": "Thank you, this helped me to sleep."}


def codes(**fields):
    return {finding.code for finding in assess(Submission(**GOOD | fields)).findings}


def test_a_text_can_be_assessed_on_its_own():
    assessment = assess(Submission(**GOOD))
    assert (assessment.outcome, assessment.findings) == (Outcome.PUBLISH, ())


def test_checks_have_names_of_their_own_and_come_in_phases():
    assert len({check.name for check in CHECKS}) == len(CHECKS)
    assert all(isinstance(check.phase, Phase) for check in CHECKS)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"delivery": Delivery(method="PUT")}, {"method"}),
        ({"delivery": Delivery(size=MAX_BYTES)}, set()),
        ({"delivery": Delivery(size=MAX_BYTES + 1)}, {"size"}),
        ({"delivery": Delivery(content_type="text/plain")}, {"content_type"}),
        ({"delivery": Delivery(content_type="application/json")}, {"content_type"}),
        ({"delivery": Delivery(site="cross-site")}, {"cross_site"}),
        ({"delivery": Delivery(site="same-site")}, {"cross_site"}),
        ({"delivery": Delivery(site="none")}, {"cross_site"}),
        ({"delivery": Delivery(site="unknown")}, {"no_origin"}),
        ({"body": ""}, {"too_short"}),
        ({"body": "\u200b\u200b \u2060ok"}, {"too_short"}),
        ({"body": "Yes"}, set()),
        ({"body": "非常好"}, set()),
        ({"body": "a" * 5000}, set()),
        ({"body": "a" * 5001}, {"too_long"}),
        ({"name": ""}, set()),
        ({"name": "a" * 60}, set()),
        ({"name": "a" * 61}, {"name_too_long"}),
        ({"name": "ann@example.org"}, {"name_is_address"}),
        ({"name": "Buy at cheap-pills.com"}, {"name_is_address"}),
        ({"name": "https://a"}, {"name_is_address"}),
        ({"name": "ｗｗｗ.pills"}, {"name_is_address"}),
        ({"name": "Dr. Ann O'Neill-Müller"}, set()),
        ({"name": "Communication"}, set()),
        ({"name": "The Moderator"}, {"name_of_staff"}),
        ({"name": "mоderаtоr"}, {"name_of_staff"}),  # with Cyrillic letters
        ({"name": "Editorial team"}, {"name_of_staff"}),
        ({"email": "ann@example.org"}, set()),
        ({"email": "ann at example"}, {"bad_email"}),
        ({"parent_missing": True}, {"parent_gone"}),
        ({"honeypot": "https://pills"}, {"honeypot"}),
        ({"form_age": 0.5}, {"form_age"}),
        ({"form_age": 3600.0 * 48}, set()),
        ({"form_age": None}, set()),
    ],
)
def test_what_each_check_finds_and_what_it_leaves_alone(fields, expected):
    assert codes(**fields) == expected


def test_a_honeypot_alone_holds_because_browsers_fill_in_fields():
    assert assess(Submission(**GOOD, honeypot="x")).outcome == Outcome.HOLD


def test_two_independent_signs_are_spam():
    assert assess(Submission(**GOOD, honeypot="x", form_age=0.1)).outcome == Outcome.SPAM


def test_all_checks_of_a_phase_are_heard():
    assert codes(body="", name="a@b.com", email="x") == {"too_short", "name_is_address", "bad_email"}


def test_what_does_not_pass_the_gate_is_not_looked_at_further():
    assert codes(body="", delivery=Delivery(site="cross-site")) == {"cross_site"}


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        (ThreadMode.PRE_MODERATED, {"pre_moderated"}),
        (ThreadMode.OPEN, set()),
        (ThreadMode.CLOSED, {"closed"}),
        (ThreadMode.OFF, {"closed"}),
    ],
)
def test_the_mode_of_the_page_decides(page, thread, mode, expected):
    thread.mode = mode
    assert codes(page=page, thread=thread) == expected


@pytest.mark.parametrize(
    "name", ["Maria Lopez", "maria  lópez", "Mаriа Lореz"]
)  # the last with Cyrillic letters
def test_a_name_of_the_team_is_held_however_it_is_spelt(thread, name):
    get_user_model().objects.create_superuser(
        "maria", "m@example.org", "x", first_name="Maria", last_name="Lopez"
    )
    assert "name_of_staff" in codes(thread=thread, name=name)
    assert "name_of_staff" not in codes(thread=thread, name="Maria Gomez")


def test_a_page_that_is_no_longer_public_takes_nothing(page, thread):
    page.live = False
    assert codes(page=page, thread=thread) == {"closed"}


def test_a_page_that_another_app_keeps_from_readers_takes_nothing(page, thread):
    with hooks.register_temporarily(PUBLIC_HOOK, lambda page: False):
        assert codes(page=page, thread=thread) == {"closed"}
    assert "closed" not in codes(page=page, thread=thread)


@pytest.mark.parametrize("status", [Status.PENDING, Status.HIDDEN, Status.REJECTED, Status.SPAM])
def test_only_a_published_comment_can_be_answered(thread, write, status):
    assert "parent_gone" in codes(thread=thread, parent=write(status=status))


def test_a_comment_of_another_page_cannot_be_answered(thread, write):
    parent = write()
    assert "parent_gone" not in codes(thread=thread, parent=parent)
    parent.thread_id += 1
    assert "parent_gone" in codes(thread=thread, parent=parent)


def test_the_same_words_by_the_same_hand_are_a_duplicate(thread, write):
    said = Submission(**GOOD, thread=thread, network="n")
    write(GOOD["body"], Status.PENDING, body_digest=said.digest, network_key="n")
    assert "duplicate" in codes(thread=thread, network="n")
    assert "duplicate" in codes(thread=thread, network="n", body="THANK you,  this helped me to\u200b sleep.")
    for other in ({"name": "Bea"}, {"body": "Something else."}, {"network": "m"}, {"network": ""}):
        assert "duplicate" not in codes(**{"thread": thread, "network": "n"} | other)


class Failing(Check):
    name, phase = "failing", Phase.SHAPE

    def run(self, submission):
        yield self.finding(Kind.ANNOTATE, "before", "before")
        raise RuntimeError("broken")


class Distress(Check):
    name, phase = "distress", Phase.SAFETY

    def run(self, submission):
        yield self.finding(Kind.CARE, "distress", "Please look.", tier=CareTier.PRESENT)


def test_a_check_that_fails_holds_and_says_so(caplog):
    with caplog.at_level(logging.CRITICAL):
        assessment = assess(Submission(**GOOD), [Failing()])
    assert assessment.outcome == Outcome.HOLD
    assert [finding.code for finding in assessment.findings] == ["before", "unchecked"]
    assert "failing" in str(assessment.findings[1].message)


def test_help_is_offered_even_where_the_text_is_refused():
    assessment = assess(Submission(name="Ann", body=""), [*CHECKS, Distress()])
    assert (assessment.outcome, assessment.care_tier) == (Outcome.REFUSE, CareTier.PRESENT)
