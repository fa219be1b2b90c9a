"""How rows of evidence and what is around them call themselves in lists and logs."""

from datetime import UTC, date, datetime

import pytest

from blog.people.models import Person
from blog.review import models

MOMENT = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (models.Correction(page_title="Sleep", wrong="It said 50 mg."), "Sleep: It said 50 mg."),
        (models.Dismissal(page_title="Sleep", check_name="claims"), "Sleep: claims"),
        (models.EmergencyReplacement(page_title="Sleep", reason="A wrong dose"), "Sleep: A wrong dose"),
        (models.LedgerEntry(number=7, kind="publication", row_id=3), "7: publication 3"),
        (models.MinorEdit(page_title="Sleep", reason="typo"), "Sleep: Typing mistake"),
        (models.MinorEditProposal(page_title="Sleep", reason="link"), "Sleep: A link around unchanged words"),
        (models.NamedAuthor(page_id=3, person_id=5), "3: 5"),
        (
            models.Reminder(kind="review", subject="page 7", due_on=date(2026, 3, 1)),
            "review: page 7, 2026-03-01",
        ),
        (models.SigningCode(reviewer=Person(name="Ana"), sent_at=MOMENT), "Ana: 2026-03-01 12:00:00+00:00"),
        (models.Suggestion(page_title="Sleep", label="Summary"), "Sleep: Summary"),
        (models.TransitionPeriod(site_name="Health", until=date(2027, 1, 1)), "Health: 2027-01-01"),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, str) else "",
)
def test_a_row_says_what_it_is_about(row, name):
    assert str(row) == name
