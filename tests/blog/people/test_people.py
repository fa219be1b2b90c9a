"""Authors and reviewers, and the papers that qualify them."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from blog.people.models import Credential, DeclaredInterest, Person, Specialty
from blog.people.querysets import months_after, months_before

TODAY = date(2026, 6, 15)


@pytest.fixture
def person(db):
    return Person.objects.create(name="Ana Ruiz", slug="ana-ruiz")


def credential(person, **fields):
    return Credential.objects.create(
        person=person, **{"title": "MD", "name": "Doctor of Medicine", "issuer": "University"} | fields
    )


def interest(person, days_ago=0, statement="None"):
    day = TODAY - timedelta(days=days_ago)
    return DeclaredInterest.objects.create(person=person, statement=statement, declared_on=day)


class TestMonths:
    @pytest.mark.parametrize(
        ("day", "months", "result"),
        [
            (date(2026, 1, 31), 1, date(2026, 2, 28)),
            (date(2024, 2, 29), 12, date(2025, 2, 28)),
            (date(2026, 12, 1), 1, date(2027, 1, 1)),
            (date(2026, 6, 15), 12, date(2027, 6, 15)),
        ],
    )
    def test_a_month_later_is_the_same_day_or_the_last(self, day, months, result):
        assert months_after(day, months) == result

    @given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
    def test_there_and_back_again_never_lands_later(self, day, months):
        assert months_before(months_after(day, months), months) <= day


class TestCredentials:
    @pytest.mark.parametrize(
        ("first", "last", "valid"),
        [
            (None, None, True),
            (TODAY, TODAY, True),
            (TODAY + timedelta(days=1), None, False),
            (None, TODAY - timedelta(days=1), False),
        ],
    )
    def test_queryset_and_model_agree_on_what_is_valid(self, person, first, last, valid):
        paper = credential(person, valid_from=first, valid_until=last)
        assert paper.is_valid_on(TODAY) == Credential.objects.valid_on(TODAY).exists() == valid
        assert person.titles_on(TODAY) == ("MD" if valid else "")

    def test_a_credential_to_look_up_again_is_found(self, person):
        credential(person)
        due = credential(person, recheck_on=TODAY)
        assert list(Credential.objects.due_for_recheck(TODAY)) == [due]

    def test_it_is_verified_only_with_register_and_day(self, person):
        assert not credential(person, register_url="https://r.example").is_verified
        assert credential(person, register_url="https://r.example", checked_on=TODAY).is_verified

    def test_the_number_is_public_only_if_agreed(self, person):
        assert credential(person, number="7").public_number == ""
        assert credential(person, number="7", number_is_public=True).public_number == "7"

    @pytest.mark.parametrize(
        "fields",
        [
            {"valid_from": TODAY, "valid_until": TODAY - timedelta(days=1)},
            {"checked_on": TODAY, "register_url": ""},
        ],
    )
    def test_contradictions_are_refused(self, person, fields):
        with pytest.raises(ValidationError):
            Credential(person=person, title="MD", name="x", issuer="y", **fields).clean()
        Credential(person=person, title="MD", name="x", issuer="y").clean()

    def test_it_has_a_name(self, person):
        assert str(credential(person)) == "MD (University)"


class TestInterests:
    @pytest.mark.parametrize(("days_ago", "counts"), [(0, True), (364, True), (365, False), (-1, False)])
    def test_a_statement_counts_for_twelve_months(self, person, days_ago, counts):
        interest(person, days_ago)
        assert DeclaredInterest.objects.counting_on(TODAY).exists() == counts

    def test_the_latest_statement_is_the_newest(self, person):
        assert person.latest_interests() is None
        interest(person, 10, "Shares")
        newest = interest(person, 1)
        assert person.latest_interests() == newest
        assert person.declare_interests("A fee", TODAY) == Person.objects.get().latest_interests()
        assert str(newest) == "2026-06-14: None"

    def test_nobody_declares_tomorrow(self, person):
        tomorrow = timezone.localdate() + timedelta(days=1)
        with pytest.raises(ValidationError):
            DeclaredInterest(person=person, statement="None", declared_on=tomorrow).clean()
        DeclaredInterest(person=person, statement="None").clean()


class TestPersons:
    def test_qualified_are_those_with_both_papers_who_still_work_here(
        self, person, django_assert_num_queries
    ):
        assert not Person.objects.qualified_on(TODAY).exists()
        credential(person)
        interest(person)
        with django_assert_num_queries(1):
            assert list(Person.objects.qualified_on(TODAY)) == [person]
        Person.objects.update(active=False)
        assert not Person.objects.qualified_on(TODAY).exists()

    def test_who_is_away_is_not_present(self, person):
        assert list(Person.objects.present_on(TODAY)) == [person]
        person.away_until = TODAY
        person.save()
        assert person.is_away_on(TODAY)
        assert not Person.objects.present_on(TODAY).exists()
        assert list(Person.objects.present_on(TODAY + timedelta(days=1))) == [person]

    def test_mail_goes_to_the_address_on_file(self, person):
        assert person.address_on_file() == ""
        person.user = get_user_model().objects.create_user("ana", "account@example.org")
        assert person.address_on_file() == "account@example.org"
        person.email = "practice@example.org"
        assert person.address_on_file() == "practice@example.org"

    def test_nobody_is_their_own_deputy(self, person):
        person.deputy = person
        with pytest.raises(ValidationError, match="their own deputy"):
            person.clean()
        person.deputy = None
        person.clean()

    def test_a_site_without_pages_for_people_has_no_address(self, person, monkeypatch):
        def no_such_page(*args, **kwargs):
            raise NoReverseMatch

        monkeypatch.setattr("blog.people.models.persons.reverse", no_such_page)
        assert person.get_absolute_url() == ""

    def test_a_site_with_pages_for_people_has_one(self, person, monkeypatch):
        monkeypatch.setattr("blog.people.models.persons.reverse", lambda name, args: f"/people/{args[0]}/")
        assert person.get_absolute_url() == "/people/ana-ruiz/"

    def test_names(self, person):
        assert str(person) == "Ana Ruiz"
        assert str(Specialty(name="Cardiology")) == "Cardiology"


class TestAdmin:
    def form(self, **credentials):
        heart = Specialty.objects.create(name="Cardiology", slug="cardiology")
        paper = {"title": "MD", "name": "Doctor of Medicine", "issuer": "University", "ORDER": "1"}
        statement = {"statement": "None", "declared_on": timezone.localdate().isoformat()}
        data = nested_form_data(
            {
                "name": "Ben Okafor",
                "slug": "ben-okafor",
                "bio": rich_text("<p>Physician.</p>"),
                "active": "on",
                "credentials": inline_formset([paper | credentials]),
                "interests": inline_formset([statement]),
            }
        )
        return data | {"credentials-0-specialties": [heart.pk]}

    def test_a_person_with_papers_is_entered_on_one_screen(self, client, admin_user):
        client.force_login(admin_user)
        address = reverse("wagtailsnippets_medical_people_person:add")
        assert "Nothing to declare is a statement too" in client.get(address).text
        client.post(address, self.form())
        person = Person.objects.get()
        assert person.credentials.get().specialties.get().name == "Cardiology"
        assert list(Person.objects.qualified_on(timezone.localdate())) == [person]
        assert "Ben Okafor" in client.get(reverse("wagtailsnippets_medical_people_person:list")).text

    def test_a_contradiction_is_shown_at_its_field_and_nothing_is_lost(self, client, admin_user):
        client.force_login(admin_user)
        address = reverse("wagtailsnippets_medical_people_person:add")
        response = client.post(address, self.form(valid_from="2026-02-01", valid_until="2026-01-01"))
        assert "Swap the two days" in response.text
        assert "Ben Okafor" in response.text
        assert not Person.objects.exists()
