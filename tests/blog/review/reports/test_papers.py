"""The report on people: each concern, for whom, as a file, and at a constant price."""

import csv
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from blog.people.models import Credential, DeclaredInterest, Person
from blog.review.models import ReviewRequest

pytestmark = pytest.mark.django_db

ADDRESS = reverse("medical_review_admin:report_papers")
RESULTS = reverse("medical_review_admin:report_papers_results")
TODAY = timezone.localdate()
CREDENTIAL = {"title": "MD", "name": "Doctor", "issuer": "University"}
CHECKED = {"register_url": "https://r.example", "checked_on": TODAY}


def day(number):
    return TODAY + timedelta(days=number)


def make(name, *, credential=CHECKED, declared=0, **fields):
    person = Person.objects.create(name=name, slug=name, **{"email": "p@example.org"} | fields)
    if credential is not None:
        Credential.objects.create(person=person, **CREDENTIAL | credential)
    if declared is not None:
        DeclaredInterest.objects.create(person=person, statement="None", declared_on=day(-declared))
    return person


@pytest.fixture
def reader(client, editor):
    client.force_login(editor)
    return client


def named(client, **query):
    response = client.get(RESULTS, query)
    assert response.status_code == 200
    return {person.name for person in response.context["object_list"]}


@pytest.fixture
def staff(page):
    """One person for each concern, one without any, and one who left."""
    make("fine")
    make("left", credential=None, declared=None, active=False)
    make("expired", credential=CHECKED | {"valid_until": day(-1)})
    make("expiring", credential=CHECKED | {"valid_until": day(60)})
    make("recheck", credential=CHECKED | {"recheck_on": TODAY})
    make("not_looked_up", credential={})
    make("interests_old", declared=366)
    make("interests_ageing", declared=320)
    make("no_address", email="")
    away = make("away", away_until=TODAY)
    ReviewRequest.objects.create(page=page, page_title="x", reviewer=away, requested_at=timezone.now())
    return away


def test_each_concern_finds_its_person_and_is_counted(reader, staff, reviewer):
    reviewer.credentials.update(**CHECKED)
    response = reader.get(ADDRESS)
    counts = {concern.name: count for concern, count in response.context["questions"]}
    assert len(counts) == 8
    for name, count in counts.items():
        assert named(reader, concern=name) == {name}
        assert count == 1
    assert response.context["all"] == 8
    assert named(reader) == {*counts}


def test_the_days_ahead_are_chosen(reader):
    make("far", credential=CHECKED | {"valid_until": day(80)})
    assert named(reader, within="90") == {"far"}
    assert named(reader, within="30") == named(reader, within="nonsense") == set()
    assert "All papers are in order." in reader.get(ADDRESS).text
    assert "Take a filter away." in reader.get(ADDRESS, {"concern": "away"}).text


def test_a_renewed_credential_ends_the_concern_about_the_old_one(reader):
    person = make("renewed", credential=CHECKED | {"valid_until": day(-1)})
    Credential.objects.create(person=person, **CREDENTIAL, **CHECKED, valid_until=day(900))
    assert named(reader) == set()


def test_authors_are_asked_for_interests_only(reader):
    make("author", credential=None, declared=None, email="")
    response = reader.get(RESULTS, {"role": "author"})
    (author,) = response.context["object_list"]
    assert author.concerns == "No statement on interests"
    assert named(reader, role="reviewer") == set()


def test_the_file_respects_the_filter(reader, staff):
    text = reader.get(ADDRESS, {"export": "csv", "concern": "away"}).getvalue().decode()
    (row,) = csv.DictReader(text.splitlines())
    assert (row["Name"], row["What to do"], row["Open requests"]) == ("away", "Away, and asked", "1")
    assert row["Away until"] == TODAY.isoformat()
    assert reader.get(ADDRESS, {"export": "xlsx"}).status_code == 200


def test_only_who_may_change_people_is_led_to_their_form(reader, admin_client, staff):
    edit = reverse(Person.snippet_viewset.get_url_name("edit"), args=[staff.pk])
    assert edit not in reader.get(ADDRESS).text
    assert edit in admin_client.get(ADDRESS).text


def test_a_reviewer_reads_nothing_of_colleagues(client, reviewer, staff):
    client.force_login(reviewer.user)
    for address in (ADDRESS, RESULTS, f"{ADDRESS}?export=csv"):
        assert client.get(address).status_code == 302


def test_thirty_people_cost_as_many_queries_as_two(reader):
    def queries():
        with CaptureQueriesContext(connection) as found:
            reader.get(ADDRESS)
        return len(found)

    for number in range(2):
        make(f"p{number}", credential={"valid_until": day(number)})
    queries()
    few = queries()
    for number in range(2, 30):
        make(f"p{number}", credential={"valid_until": day(number)}, declared=400)
    assert queries() == few
