"""The list of people: what it says of each, whom it finds, and that it costs the same for many."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from blog.people.listing import credentials_of, interests_of, presence_of, role_of
from blog.people.models import Credential, DeclaredInterest, Person

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def day(number):
    return TODAY + timedelta(days=number)


def make(name, *, credential=None, declared=None, **fields):
    person = Person.objects.create(name=name, slug=name.lower(), **fields)
    if credential is not None:
        Credential.objects.create(person=person, title="MD", name="x", issuer="x", **credential)
    if declared is not None:
        DeclaredInterest.objects.create(person=person, statement="None", declared_on=day(-declared))
    return person


@pytest.fixture
def address():
    return reverse(Person.snippet_viewset.get_url_name("list"))


def listed(client, address, **query):
    return {person.name: person for person in client.get(address, query).context["object_list"]}


def test_each_person_is_told_in_words(admin_client, address):
    make("Author")
    make("Valid", credential={}, declared=0)
    make("Ending", credential={"valid_until": day(20)}, declared=400, away_until=TODAY)
    make("Expired", credential={"valid_until": day(-1)}, active=False)
    rows = listed(admin_client, address)
    told = {
        name: [tell(row)[:12] for tell in (role_of, credentials_of, interests_of, presence_of)]
        for name, row in rows.items()
    }
    assert told == {
        "Author": ["Author", "", "None declare", "Here"],
        "Valid": ["Reviewer", "Valid", "Until " + told["Valid"][2][6:], "Here"],
        "Ending": [
            "Reviewer",
            "Valid, one u",
            "Ended " + told["Ending"][2][6:],
            "Away until N"[:11] + told["Ending"][3][11:],
        ],
        "Expired": ["Reviewer", "None is vali", "None declare", "Left"],
    }


def test_the_filters_find_who_is_looked_for(admin_client, address):
    make("Author", declared=0)
    make("Able", credential={}, declared=0)
    make("Ending", credential={"valid_until": day(20)}, declared=0)
    make("Away", credential={}, declared=0, away_until=TODAY)
    make("Silent", credential={})
    make("Left", credential={}, declared=0, active=False)
    answers = {
        "can_review": {"Able", "Ending"},
        "cannot_review": {"Away", "Silent", "Left"},
        "expiring": {"Ending"},
        "away": {"Away"},
    }
    for name, people in answers.items():
        assert {*listed(admin_client, address, today=name)} == people, name
    assert {*listed(admin_client, address, active="false")} == {"Left"}
    assert {*listed(admin_client, address, q="able")} == {"Able"}


def test_more_people_cost_no_more_queries(admin_client, address):
    def queries():
        with CaptureQueriesContext(connection) as found:
            admin_client.get(address)
        return len(found)

    make("One", credential={"valid_until": day(5)}, declared=5)
    make("Two", credential={})
    queries()
    few = queries()
    for number in range(12):
        make(f"Three{number}", credential={}, declared=number * 100)
    assert queries() == few
