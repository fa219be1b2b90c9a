"""Reminders of credentials, statements and entries that run out."""

from datetime import timedelta

import pytest
from django.utils import timezone

from blog.people.models import Credential, DeclaredInterest
from blog.review.reminders.papers import paper_notes

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(django_user_model):
    return django_user_model.objects.create_superuser("boss", "boss@example.org", "x").email


def told(days=0):
    notes = paper_notes(timezone.now() + timedelta(days=days))
    return {(note.kind, note.address, note.days_before) for note in notes}


def today(days=0):
    return timezone.localdate() + timedelta(days=days)


def test_a_credential_that_ends_is_told_to_its_holder_and_to_the_office(reviewer, keeper):
    Credential.objects.update(valid_until=today(100))
    both = {reviewer.user.email, keeper}
    assert told(39) == set()
    assert told(40) == {("credential", address, 60) for address in both}
    assert told(70) == {("credential", address, 30) for address in both}
    assert told(95) == told(130) == {("credential", address, 7) for address in both}
    # What ended long ago is no news.
    assert told(131) == set()
    note = next(paper_notes(timezone.now() + timedelta(days=40)))
    assert "Ana Ruiz: MD (University) is valid until" in note.text
    assert note.link.endswith(f"/edit/{reviewer.pk}/")


def test_a_statement_that_runs_out_is_told_to_its_author_too(make_person, keeper):
    author = make_person("Kim", qualified=False, account=False, email="kim@example.org")
    DeclaredInterest.objects.create(person=author, statement="None", declared_on=today(-330))
    DeclaredInterest.objects.create(person=author, statement="Older", declared_on=today(-3000))
    assert told() == {("interests", "kim@example.org", 60), ("interests", keeper, 60)}
    author.declare_interests("None", today())
    assert told() == set()


def test_an_entry_to_be_looked_up_again_concerns_the_office_only(reviewer, keeper):
    Credential.objects.update(recheck_on=today())
    assert told(-1) == set()
    assert told() == {("recheck", keeper, 7)}


def test_who_left_is_not_told_and_who_is_away_has_a_deputy(reviewer, make_person, keeper):
    Credential.objects.update(valid_until=today(5))
    deputy = make_person("Ben Okafor")
    reviewer.away_until, reviewer.deputy = today(50), deputy
    reviewer.save()
    assert {address for _, address, _ in told()} == {deputy.user.email, keeper}
    reviewer.active = False
    reviewer.save()
    assert told() == set()


def test_who_has_neither_a_statement_nor_an_address_is_the_offices_concern(make_person, keeper):
    person = make_person("Kim", account=False)
    person.interests.all().delete()
    Credential.objects.update(valid_until=today(5))
    assert told() == {("credential", keeper, 7)}
