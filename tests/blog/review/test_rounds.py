"""The command that does the daily round."""

import pytest
from django.core.management import CommandError, call_command

from blog.review import rounds

pytestmark = pytest.mark.django_db


def test_it_says_what_it_did(published, capsys):
    call_command("run_review_due")
    assert capsys.readouterr().out == "0 pages taken off the site, 0 mails with reminders.\n"


def test_what_fails_is_reported_and_does_not_stop_the_rest(published, monkeypatch):
    def broken(now):
        raise RuntimeError("no table")

    monkeypatch.setattr(rounds, "review_notes", broken)
    with pytest.raises(CommandError, match="could not be collected: no table"):
        call_command("run_review_due")
