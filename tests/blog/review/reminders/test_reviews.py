"""Reminders of reviews that are due: who gets them, when, and what they say."""

from datetime import timedelta

import pytest
from django.utils import timezone

from blog.review.models import MedicalReview, ReviewPolicy
from blog.review.reminders.reviews import review_notes
from blog.review.rounds import go_round
from tests.blog.review.conftest import sign
from tests.testapp.models import ReviewedPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(make_user):
    return make_user("owner")


@pytest.fixture
def article(make_page, owner):
    return make_page(published=True, owner=owner)


def before_due(number):
    due = MedicalReview.objects.latest("pk").next_due
    return timezone.now() + (due - timezone.localdate()) - timedelta(days=number)


def told(now):
    return {(note.address, note.days_before) for note in review_notes(now)}


def test_reviewer_and_editors_are_told_on_the_days_of_the_policy(article, reviewer, owner, mailoutbox):
    addresses = {reviewer.user.email, owner.email}
    counts = []
    for left in (61, 60, 59, 31, 30, 29, 7, 6, 1, 0, -1, -30):
        go_round(before_due(left))
        counts.append(sum("due for review" in mail.body for mail in mailoutbox))
    assert counts == [0, 2, 2, 2, 4, 4, 6, 6, 6, 8, 8, 8]
    assert {mail.to[0] for mail in mailoutbox if "due for review" in mail.body} == addresses
    assert f"/admin/medical-review/{article.pk}/" in mailoutbox[0].body


def test_after_a_week_without_a_run_only_the_nearest_reminder_comes(article, owner, mailoutbox):
    go_round(before_due(-3))
    assert [note.days_before for note in review_notes(before_due(-3)) if note.address == owner.email] == [0]
    assert sum("was due for review" in mail.body for mail in mailoutbox) == 2


def test_a_signature_ends_the_reminders(article, mailoutbox):
    assert told(before_due(7))
    sign(article)
    assert told(timezone.now() + timedelta(days=5)) == set()


def test_another_assigned_reviewer_is_told_too(article, reviewer, make_person, owner):
    other = make_person("Ben Okafor")
    ReviewedPage.objects.filter(pk=article.pk).update(assigned_reviewer=other)
    expected = {reviewer.user.email, other.user.email, owner.email}
    assert told(before_due(30)) == {(address, 30) for address in expected}


def test_the_deputy_is_told_while_the_reviewer_is_away(article, reviewer, make_person, owner):
    deputy = make_person("Ben Okafor")
    reviewer.deputy, reviewer.away_until = deputy, timezone.localdate() + timedelta(days=800)
    reviewer.save()
    notes = {note.address: note.text for note in review_notes(before_due(30))}
    assert set(notes) == {deputy.user.email, owner.email}
    assert "because Ana Ruiz is away" in notes[deputy.user.email]


def test_somebody_who_left_and_somebody_without_an_address_are_not_told(article, reviewer, owner):
    reviewer.active = False
    reviewer.save()
    assert told(before_due(30)) == {(owner.email, 30)}
    reviewer.active, reviewer.user = True, None
    reviewer.save()
    assert told(before_due(30)) == {(owner.email, 30)}


@pytest.mark.parametrize(
    ("when_overdue", "words"),
    [("banner", ""), ("unpublish", "taken off the site on"), ("noindex", "search engines are asked")],
)
def test_the_mail_says_what_follows(article, when_overdue, words):
    ReviewPolicy.objects.create(when_overdue=when_overdue, reminder_days=[90])
    texts = [note.text for note in review_notes(before_due(80))]
    assert len(texts) == 2
    assert all(words in text and ("Without" in text) == bool(words) for text in texts)


def test_the_number_of_queries_does_not_grow_with_the_pages(make_page, owner, django_assert_num_queries):
    ReviewPolicy.objects.create()
    for number in range(3):
        make_page(f"Page {number}", published=True, owner=owner)
    with django_assert_num_queries(8):
        assert len(list(review_notes(before_due(30)))) == 6


def test_nobody_is_reminded_where_the_policy_names_no_days(article):
    ReviewPolicy.objects.create(reminder_days=[])
    assert told(before_due(3)) == set()
