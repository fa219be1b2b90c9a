"""The reviewer's page: one's own work and papers, nobody else's; editors look, and change nothing."""

import csv
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from blog.people.models import Credential, DeclaredInterest, Person
from blog.review import signing
from blog.review.models import Publication, ReviewRequest
from tests.blog.review.conftest import sign
from tests.testapp.models import ReviewedPage

pytestmark = pytest.mark.django_db

MINE = reverse("medical_review_admin:my_reviews")
HISTORY = reverse("medical_review_admin:my_history")
TODAY = timezone.localdate()
NAMES = ("reviewer_reviews", "reviewer_history", "reviewer_history_results")


def theirs(person, name="reviewer_reviews"):
    return reverse(f"medical_review_admin:{name}", args=[person.pk])


@pytest.fixture
def doctor(client, reviewer):
    client.force_login(reviewer.user)
    return client


@pytest.fixture
def colleague(make_person):
    return make_person("Ben")


class TestAttacks:
    @pytest.mark.parametrize("name", NAMES)
    def test_a_reviewer_does_not_see_the_queue_of_another(self, doctor, colleague, name):
        assert doctor.get(theirs(colleague, name)).status_code == 302
        assert doctor.get(f"{theirs(colleague, name)}?export=csv").status_code == 302

    def test_nor_changes_anything_about_another(self, doctor, editor, colleague):
        before = list(DeclaredInterest.objects.values())
        for user in (None, editor):
            if user:
                doctor.force_login(user)
            for data in ({"action": "declare", "statement": "x"}, {"action": "absence", "away_until": TODAY}):
                assert doctor.post(theirs(colleague), data).status_code == 302
        assert list(DeclaredInterest.objects.values()) == before
        assert Person.objects.get(pk=colleague.pk).away_until is None

    def test_nor_their_own_credentials_name_or_payment(self, doctor, reviewer):
        Credential.objects.update(valid_until=TODAY - timedelta(days=1))
        before = Person.objects.filter(pk=reviewer.pk).values("name", "active", "is_paid", "user_id", "email")
        known = list(before)
        data = {"action": "absence", "away_until": "", "deputy": "", "name": "Dr. X", "active": "on"}
        data |= {"is_paid": "on", "email": "x@example.org", "credentials-0-valid_until": ""}
        doctor.post(MINE, data)
        doctor.post(MINE, data | {"action": "credentials"})
        assert list(before.all()) == known
        assert Credential.objects.get().valid_until == TODAY - timedelta(days=1)
        edit = reverse(Person.snippet_viewset.get_url_name("edit"), args=[reviewer.pk])
        assert doctor.get(edit).status_code == 302

    def test_a_statement_that_an_editor_changed_meanwhile_is_not_renewed(self, doctor, reviewer):
        old = reviewer.latest_interests().pk
        DeclaredInterest.objects.create(person=reviewer, statement="Shares", declared_on=TODAY)
        response = doctor.post(MINE, {"action": "renew", "latest": old})
        assert "was changed meanwhile" in response.text
        assert DeclaredInterest.objects.count() == 2

    def test_who_is_nobody_here_has_no_page_and_no_menu_item(self, client, editor, make_user):
        for user in (editor, make_user("stranger", "Reviewers")):
            client.force_login(user)
            assert client.get(MINE).status_code == 302
            assert client.get(HISTORY).status_code == 302
            assert "My reviews" not in client.get(reverse("wagtailadmin_home")).text

    def test_an_editor_reads_of_own_pages_only(self, client, editor, make_page, reviewer):
        page, other = make_page("Ours"), make_page("Theirs")
        for each in (page, other):
            signing.request_review(each, reviewer, editor)
            sign_other = sign(each)
        editor.groups.get().page_permissions.update(page=page)
        client.force_login(editor)
        html = client.get(theirs(reviewer)).text + client.get(theirs(reviewer, "reviewer_history")).text
        assert sign_other.page_title == "Theirs"
        assert "Ours" in html
        assert "Theirs" not in html


class TestQueue:
    def test_requests_are_listed_the_oldest_first_without_deleted_pages(
        self, doctor, editor, make_page, reviewer
    ):
        for title, days in (("Newer", 1), ("Older", 9), ("Deleted", 3)):
            page = make_page(title)
            request = signing.request_review(page, reviewer, editor if days == 9 else None)
            ReviewRequest.objects.filter(pk=request.pk).update(
                requested_at=timezone.now() - timedelta(days=days)
            )
        page.delete()
        html = doctor.get(MINE).text
        assert html.index("Older") < html.index("Newer")
        assert "editor asked 1\xa0week, 2\xa0days ago." in html
        assert "Deleted" not in html
        assert "My reviews (2)" in html

    def test_reviews_that_come_due_are_listed_with_a_link_only_where_it_opens(
        self, doctor, make_page, reviewer
    ):
        own, last = make_page("Assigned", published=True), make_page("Signed once", published=True)
        for page in (own, last):
            sign(page, next_due=TODAY + timedelta(days=20))
        make_page("Not due", published=True)
        ReviewedPage.objects.filter(pk=last.pk).update(assigned_reviewer=None)
        response = doctor.get(MINE)
        assert [page.title for page in response.context["queue"].coming_due] == ["Assigned", "Signed once"]
        address = "medical_review_admin:review"
        assert reverse(address, args=[own.pk]) in response.text
        assert reverse(address, args=[last.pk]) not in response.text
        assert doctor.get(reverse(address, args=[own.pk])).status_code == 200

    def test_an_empty_page_is_calm(self, doctor):
        html = doctor.get(MINE).text
        assert "Nothing waits." in html
        assert "0 texts signed since the first of January." in html
        assert "To be read again" not in html

    def test_what_keeps_from_signing_is_said_before_the_list(self, doctor, page, editor, reviewer, client):
        signing.request_review(page, reviewer, editor)
        reviewer.credentials.update(valid_until=TODAY - timedelta(days=1))
        assert "You cannot sign at the moment." in doctor.get(MINE).text
        client.force_login(editor)
        assert f"{reviewer.name} cannot sign at the moment." in client.get(theirs(reviewer)).text

    def test_many_requests_cost_as_many_queries_as_two(self, doctor, editor, make_page, reviewer):
        def queries():
            with CaptureQueriesContext(connection) as found:
                doctor.get(MINE)
            return len(found)

        def add(number):
            signing.request_review(make_page(f"Asked {number}"), reviewer, editor)
            page = make_page(f"Due {number}", published=True)
            sign(page, next_due=TODAY + timedelta(days=20))

        add(0)
        queries()
        few = queries()
        for number in range(1, 6):
            add(number)
        assert queries() == few


class TestOneself:
    def test_one_click_renews_the_declaration_once_a_day(self, doctor, reviewer):
        reviewer.interests.update(statement="Shares", declared_on=TODAY - timedelta(days=350))
        for _click in range(2):
            latest = reviewer.latest_interests().pk
            doctor.post(MINE, {"action": "renew", "latest": latest})
        rows = DeclaredInterest.objects.values_list("statement", "declared_on")
        assert list(rows) == [("Shares", TODAY), ("Shares", TODAY - timedelta(days=350))]

    def test_a_new_statement_counts_and_an_empty_one_is_refused(self, doctor, reviewer):
        reviewer.interests.all().delete()
        assert "Nothing was declared yet" in doctor.get(MINE).text
        assert "was changed meanwhile" in doctor.post(MINE, {"action": "renew", "latest": "7"}).text
        response = doctor.post(MINE, {"action": "declare", "statement": "  "})
        assert "If there is nothing, write “None”." in response.text
        doctor.post(MINE, {"action": "declare", "statement": "A fee of 300 euros"})
        assert reviewer.latest_interests().statement == "A fee of 300 euros"

    def test_absence_and_deputy(self, doctor, reviewer, colleague, make_person):
        author = make_person("Author", qualified=False)
        response = doctor.post(
            MINE, {"action": "absence", "away_until": TODAY - timedelta(days=1), "deputy": author.pk}
        )
        assert "This day is over." in response.text
        assert "Select a valid choice" in response.text
        doctor.post(MINE, {"action": "absence", "away_until": TODAY, "deputy": colleague.pk})
        reviewer.refresh_from_db()
        assert (reviewer.away_until, reviewer.deputy) == (TODAY, colleague)
        doctor.post(MINE, {"action": "absence", "away_until": "", "deputy": ""})
        reviewer.refresh_from_db()
        assert (reviewer.away_until, reviewer.deputy) == (None, None)

    def test_what_an_editor_changes_meanwhile_is_not_undone(self, doctor, reviewer, monkeypatch):
        from blog.review.own_reviews.forms import AbsenceForm  # noqa: PLC0415

        form = AbsenceForm({"away_until": "", "deputy": ""}, instance=reviewer, today=TODAY)
        assert form.is_valid()
        Person.objects.filter(pk=reviewer.pk).update(active=False)
        form.save()
        assert not Person.objects.get(pk=reviewer.pk).active

    def test_an_unknown_action_changes_nothing(self, doctor):
        assert doctor.post(MINE, {"action": "sign"}).status_code == 200


class TestEditors:
    def test_an_editor_reads_and_finds_no_form(self, client, editor, reviewer, colleague):
        reviewer.away_until, reviewer.deputy = TODAY, colleague
        reviewer.save()
        client.force_login(editor)
        html = client.get(theirs(reviewer)).text
        assert "Deputy: Ben." in html
        assert 'name="action"' not in html
        assert "Here." in client.get(theirs(colleague)).text
        assert client.get(reverse("medical_review_admin:reviewer_reviews", args=[9999])).status_code == 404

    def test_a_reviewer_who_edits_finds_their_own_page_under_both_addresses(self, doctor, reviewer):
        assert "Still true: renew" in doctor.get(theirs(reviewer)).text


class TestHistory:
    def test_every_decision_is_listed_filtered_and_exported(self, doctor, make_page, reviewer):
        make_page("=Formula", signed=True)
        signing.request_changes(make_page("Sent back"), reviewer, statement="No", signed_by=reviewer.user)
        html = doctor.get(HISTORY).text
        assert "Sent back" in html
        address = reverse("medical_review_admin:my_history_results")
        rows = doctor.get(address, {"decision": "changes_requested"}).context["object_list"]
        assert [row.page_title for row in rows] == ["Sent back"]
        text = doctor.get(HISTORY, {"decision": "approved", "export": "csv"}).getvalue().decode()
        (row,) = csv.DictReader(text.splitlines())
        assert (row["Title"], row["Decision"]) == ("'=Formula", "Approved")
        assert doctor.get(HISTORY, {"export": "xlsx"}).status_code == 200
        assert "Take a filter away." in doctor.get(HISTORY, {"q": "nothing"}).text

    def test_an_empty_history_and_one_of_deleted_pages(self, doctor, make_page):
        assert "Nothing has been signed yet." in doctor.get(HISTORY).text
        make_page("Deleted since", signed=True).delete()
        assert "Deleted since" in doctor.get(HISTORY).text
        assert not Publication.objects.exists()

    def test_an_editor_reads_it_too(self, client, editor, make_page, reviewer):
        make_page("Signed", signed=True)
        client.force_login(editor)
        assert "Signed" in client.get(theirs(reviewer, "reviewer_history")).text
