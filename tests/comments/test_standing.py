"""Who says it: trust is earned by an address that was confirmed, and lost by rejections."""

import pytest
from django.utils import timezone

from comments.checks import standing
from comments.findings import Kind, Outcome
from comments.models import CheckMode, CheckSetting, Correspondent
from comments.models.correspondents import address_key
from comments.pipeline import assess
from comments.states import Status
from comments.submission import Submission
from tests.testapp.models import PlainPage

ANN = "ann@example.org"


@pytest.fixture
def confirmed(db):
    return Correspondent.objects.create(address_key=address_key(ANN), confirmed_at=timezone.now())


def found(check, **fields):
    submission = Submission(page=PlainPage(), **fields)
    return [(finding.kind, finding.code) for finding in check.run(submission)]


def test_published_comments_under_a_confirmed_address_earn_trust(write, confirmed):
    for _ in range(3):
        write(email=ANN)
    assert found(standing.KnownAuthor(), email="Ann@Example.org") == [(Kind.TRUST, "trusted")]


def test_an_address_that_was_only_typed_earns_nothing(write):
    for _ in range(3):
        write(email=ANN)
    assert found(standing.KnownAuthor(), email=ANN) == []
    assert found(standing.FirstComment(), email=ANN) == [(Kind.HOLD, "first_comment")]


def test_a_rejection_ends_trust(write, confirmed):
    for _ in range(3):
        write(email=ANN)
    write(email=ANN, status=Status.REJECTED)
    assert found(standing.KnownAuthor(), email=ANN) == []


def test_the_first_comment_of_an_address_is_the_first_only_once(write, confirmed):
    assert found(standing.FirstComment(), email=ANN) == [(Kind.HOLD, "first_comment")]
    write(email=ANN)
    assert found(standing.FirstComment(), email=ANN) == []
    assert found(standing.FirstComment()) == [(Kind.HOLD, "first_comment")]


def test_a_marked_address_is_read_first(confirmed):
    assert found(standing.AlwaysReadFirst(), email=ANN) == []
    Correspondent.objects.update(always_read_first=True)
    assert found(standing.AlwaysReadFirst(), email=ANN) == [(Kind.HOLD, "always_read_first")]
    assert found(standing.AlwaysReadFirst(), email="bea@example.org") == []
    assert found(standing.AlwaysReadFirst()) == []


@pytest.mark.parametrize(
    "same", [{"email": ANN}, {"name": "Ann", "network": "n"}], ids=["address", "name and network"]
)
def test_two_rejections_hold_the_third_comment(write, same):
    stored = {"network_key" if key == "network" else key: value for key, value in same.items()}
    write(status=Status.REJECTED, **stored)
    assert found(standing.RecentRejections(), **same) == []
    write(status=Status.SPAM, **stored)
    assert found(standing.RecentRejections(), **same) == [(Kind.HOLD, "recent_rejections")]


def test_rejections_of_others_in_the_same_network_count_for_nobody(write):
    for _ in range(3):
        write(status=Status.REJECTED, name="Bea", network_key="n")
    assert found(standing.RecentRejections(), name="Ann", network="n") == []
    assert found(standing.RecentRejections(), network="n") == []


def test_first_comments_appear_at_once_unless_a_site_wants_to_read_them(page, open_thread):
    submission = Submission(name="Ann", body="Thank you, this helped.", page=page, thread=open_thread)
    assert assess(submission).outcome == Outcome.PUBLISH
    CheckSetting.objects.create(name="first_comment", mode=CheckMode.HOLD)
    assert assess(submission).outcome == Outcome.HOLD
