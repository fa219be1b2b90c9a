"""With a day left to sign what was replaced in an emergency, reviewers and editors are told once more."""

from datetime import timedelta

import pytest

from blog.review import clock, emergency
from blog.review.minor_edits.publishing import Draft
from blog.review.models import Publication
from blog.review.reminders.emergencies import emergency_notes
from blog.review.rounds import go_round
from tests.blog.review.conftest import root_of, sign
from tests.testapp.models import ReviewedPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def replacement(published, redraft, admin_user):
    redraft(published, body="<p>Take none.</p>", user=admin_user)
    return emergency.replace(published, admin_user, "It kills.", read=root_of(published), now=clock.now())


def test_everybody_is_told_once_with_a_day_left_and_not_before(replacement, reviewer, editor, mailoutbox):
    go_round(replacement.until - timedelta(hours=25))
    assert [message for message in mailoutbox if "emergency" in message.body] == []
    go_round(replacement.until - timedelta(hours=23))
    told = [message for message in mailoutbox if "nobody has signed the new text" in message.body]
    assert {reviewer.user.email, editor.email} <= {message.to[0] for message in told}
    go_round(replacement.until - timedelta(hours=22))
    assert len([message for message in mailoutbox if "nobody has signed" in message.body]) == len(told)


def test_after_the_deadline_the_page_is_taken_off_and_the_old_text_does_not_come_back(replacement, published):
    assert go_round(replacement.until + timedelta(minutes=1)).withdrawn == 1
    assert not ReviewedPage.objects.get(pk=published.pk).live
    assert Publication.objects.current(published.pk).basis == "withdrawn"
    assert "none" in ReviewedPage.objects.get(pk=published.pk).body


def test_nobody_is_told_of_what_was_signed_or_unpublished(replacement, published):
    soon = replacement.until - timedelta(hours=1)
    assert list(emergency_notes(soon))
    ReviewedPage.objects.filter(pk=published.pk).update(live=False)
    assert list(emergency_notes(soon)) == []
    ReviewedPage.objects.filter(pk=published.pk).update(live=True)
    sign(Draft.of(published.pk).page)
    assert list(emergency_notes(soon)) == []
