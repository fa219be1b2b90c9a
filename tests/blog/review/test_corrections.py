"""Corrections are public, frozen, and mailed to the reviewer."""

import pytest
from django.core import mail

from blog.review import clock, corrections
from blog.review.models import AppendOnlyError, Correction, Publication

pytestmark = pytest.mark.django_db


def correct(page, user, wrong="It said 50.", changed="It says 5."):
    return corrections.publish(page, user, wrong=wrong, changed=changed, now=clock.now())


def test_it_is_recorded_with_the_text_it_stands_under_and_mailed(
    published, editor, reviewer, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        correction = correct(published, editor, wrong=" It said 50. ")
    assert correction.digest == Publication.objects.current(published.pk).digest
    assert (correction.wrong, correction.published_by_name) == ("It said 50.", "editor")
    assert mail.outbox[0].to == [reviewer.user.email]
    assert "It says 5." in mail.outbox[0].body


def test_it_can_come_from_a_script_and_without_any_reviewer(published):
    published.assigned_reviewer = None
    assert correct(published, None).published_by_name == ""


def test_it_is_frozen(published, editor):
    correction = correct(published, editor)
    correction.wrong = "Nothing."
    with pytest.raises(AppendOnlyError):
        correction.save()
    with pytest.raises(AppendOnlyError):
        Correction.objects.all().delete()


def test_an_alias_shows_those_of_its_page_the_newest_first(published, editor):
    first, last = correct(published, editor), correct(published, editor)
    alias = published.create_alias(update_slug="twin")
    assert list(corrections.of_page(alias)) == list(corrections.of_page(published)) == [last, first]


def test_a_page_that_nobody_can_read_gets_none(page, published, editor, days):
    with pytest.raises(corrections.CorrectionRefused, match="not published"):
        correct(page, editor)


@pytest.mark.parametrize(("wrong", "changed"), [("", "x"), ("x", " ")])
def test_both_sentences_are_needed(published, editor, wrong, changed):
    with pytest.raises(corrections.CorrectionRefused, match="what was wrong and what was changed"):
        correct(published, editor, wrong, changed)
