"""What an editor decides on a single page, and that half a decision is refused."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from disclosures.connections import Connection
from disclosures.policies import policy_for
from tests.disclosures.pages import a_page
from tests.testapp.models import PlainPage

pytestmark = pytest.mark.django_db
TOMORROW = localdate() + timedelta(days=1)
YESTERDAY = localdate() - timedelta(days=1)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"disclosure_off_reason": "No money."}, "disclosure_off_until"),
        ({"disclosure_off_until": TOMORROW}, "disclosure_off_reason"),
        (
            {"disclosure_off_reason": "No.", "disclosure_off_until": TOMORROW, "disclosure_forced": True},
            "disclosure_off_until",
        ),
        (
            {
                "disclosure_off_reason": "No.",
                "disclosure_off_until": TOMORROW,
                "disclosure_wholly_commercial": True,
            },
            "disclosure_off_until",
        ),
        ({"claims_checked_by": "Kim Doe"}, "claims_checked_on"),
        ({"claims_checked_on": date(2026, 1, 5)}, "claims_checked_by"),
        ({"claims_checked_by": "Kim Doe", "claims_checked_on": localdate() + timedelta(days=2)}, "claims_checked_on"),
    ],
)  # fmt: skip
def test_half_a_decision_is_refused(values, field):
    with pytest.raises(ValidationError) as refusal:
        PlainPage(title="Lamps", slug="lamps", **values).clean()
    assert list(refusal.value.message_dict) == [field]


def test_whole_decisions_are_taken():
    PlainPage(
        title="Lamps",
        slug="lamps",
        disclosure_off_reason="Our own newsletter.",
        disclosure_off_until=TOMORROW,
        claims_checked_by="Kim Doe",
        claims_checked_on=localdate(),
    ).clean()


@pytest.mark.parametrize(("until", "expected"), [(localdate(), True), (TOMORROW, True), (YESTERDAY, False)])
def test_an_exception_ends(until, expected):
    page = a_page(disclosure_off_reason="Our own newsletter.", disclosure_off_until=until)
    assert (page.disclosure_is_off, policy_for(page).off) == (expected, expected)


def test_connections_reach_the_policy():
    gift = {"kind": "gift", "who": "Lamps Inc", "what": None, "since": date(2026, 1, 5)}
    page = a_page(disclosure_connections=[("connection", gift)])
    page = PlainPage.objects.get(pk=page.pk)
    assert policy_for(page).connections == (Connection("gift", "Lamps Inc", ""),)


def test_a_wholly_commercial_article_shows_its_notice():
    assert policy_for(a_page(disclosure_wholly_commercial=True)).forced
