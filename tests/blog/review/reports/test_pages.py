"""The report on pages: what it lists, counts, filters and exports, for whom, and at what cost."""

import csv
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page

from blog.people.models import Person
from blog.people.querysets import months_after
from blog.review import signing
from blog.review.models import Publication, ReviewPolicy
from tests.blog.review.conftest import sign
from tests.testapp.models import PlainPage, ReviewedPage

pytestmark = pytest.mark.django_db

ADDRESS = reverse("medical_review_admin:report_pages")
RESULTS = reverse("medical_review_admin:report_pages_results")


@pytest.fixture
def reader(client, editor):
    client.force_login(editor)
    return client


def listed(client, **query):
    """The titles in the table, in their order."""
    response = client.get(RESULTS, query)
    assert response.status_code == 200
    return [page.title for page in response.context["object_list"]]


def exported(client, **query):
    response = client.get(ADDRESS, query | {"export": "csv"})
    return list(csv.DictReader(response.getvalue().decode().splitlines()))


def due(page, days):
    """Sign the page's text once more, to be read again after so many days."""
    sign(page, next_due=timezone.localdate() + timedelta(days=days))


class TestWho:
    def test_a_reviewer_and_a_stranger_are_sent_away(self, client, reviewer, make_user):
        for user in (reviewer.user, make_user("stranger")):
            client.force_login(user)
            for address in (ADDRESS, RESULTS, f"{ADDRESS}?export=csv"):
                assert client.get(address).status_code == 302
        assert ADDRESS not in client.get(reverse("wagtailadmin_home"), follow=True).text

    def test_the_menu_leads_to_the_report(self, reader):
        assert ADDRESS in reader.get(reverse("wagtailadmin_home")).text

    def test_nobody_reads_of_pages_that_are_not_theirs(self, client, make_page, make_user):
        ours, _theirs = make_page("Ours"), make_page("Theirs")
        group = Group.objects.create(name="Ours")
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        GroupPagePermission.objects.create(
            group=group,
            page=Page.objects.get(pk=ours.pk),
            permission=Permission.objects.get(codename="change_page"),
        )
        client.force_login(make_user("one", "Ours"))
        assert listed(client) == ["Ours"]
        assert [row["Page"] for row in exported(client)] == ["Ours"]
        assert client.get(ADDRESS).context["all"] == 1


def test_an_empty_site_and_an_empty_answer_say_so(reader, make_page):
    assert "There is no article yet that a reviewer signs." in reader.get(ADDRESS).text
    make_page()
    assert "Take a filter away." in reader.get(ADDRESS, {"standing": "overdue"}).text


def test_ungoverned_pages_are_not_listed(reader, site_root):
    site_root.add_child(instance=PlainPage(title="Plain"))
    assert listed(reader) == []


@pytest.fixture
def office(make_page, make_person, editor, reviewer):
    """One page for each answer."""
    due(make_page("Current", published=True), 200)
    due(make_page("Soon", published=True), 40)
    due(make_page("Late", published=True), 3)
    live = make_page("Waits", published=True)
    due(live, 300)
    signing.request_review(live, reviewer, editor)
    signing.request_review(make_page("Asked"), reviewer, editor)
    signing.request_changes(make_page("Wished"), reviewer, statement="No.", signed_by=reviewer.user)
    make_page("Nothing")
    orphan = make_page("Orphan")
    ReviewedPage.objects.filter(pk=orphan.pk).update(assigned_reviewer=make_person("Gone", active=False))
    stale = make_page("Stale", published=True)
    Publication.objects.create(
        page=stale,
        page_title="x",
        digest="other",
        basis="emergency",
        since=timezone.now(),
        until=timezone.now() + timedelta(days=2),
    )
    old = make_page("Old")
    Page.objects.filter(pk=old.pk).update(live=True)
    Publication.objects.create(page=old, page_title="x", basis="transition", since=timezone.now())
    make_page("Gone", published=True).unpublish()


class TestQuestions:
    def test_each_question_finds_its_pages_and_counts_them(self, reader, office):
        with time_machine.travel(timezone.now() + timedelta(days=5), tick=False):
            answers = {
                "due_soon": {"Soon"},
                "overdue": {"Late"},
                "changes_requested": {"Wished"},
                "requested": {"Asked", "Waits"},
                "no_reviewer": {"Orphan"},
                "unreviewed": {"Nothing", "Orphan"},
                "transition": {"Old"},
                "current": {"Current", "Waits"},
            }
            for name, titles in answers.items():
                assert {*listed(reader, standing=name)} == titles, name
            counts = {question.name: count for question, count in reader.get(ADDRESS).context["questions"]}
        assert {name: counts[name] for name in answers} == {
            name: len(titles) for name, titles in answers.items()
        }
        assert {*listed(reader, standing="stale")} == {*listed(reader, standing="emergency")} == {"Stale"}
        assert listed(reader, standing="withdrawn") == ["Gone"]

    def test_due_this_month_is_the_calendar_month(self, reader, editor, make_page):
        moment = (timezone.now() + timedelta(days=40)).replace(day=15)
        day = timezone.localdate(moment)
        left = (months_after(day.replace(day=1), 1) - day).days
        with time_machine.travel(moment, tick=False):
            reader.force_login(editor)
            due(make_page("Last day", published=True), left - 1)
            due(make_page("First of the next", published=True), left)
            assert listed(reader, standing="due_month") == ["Last day"]
        with time_machine.travel(moment + timedelta(days=left), tick=False):
            reader.force_login(editor)
            assert listed(reader, standing="due_month") == ["First of the next"]

    def test_an_unknown_question_is_an_error_in_the_form_and_not_of_the_server(self, reader, page):
        assert reader.get(ADDRESS, {"standing": "'; drop"}).status_code == 200
        assert reader.get(ADDRESS, {"ordering": "pk;", "section": "x", "reviewer": "-1"}).status_code == 200


class TestFilters:
    def test_by_reviewer_section_type_basis_and_words(self, reader, make_page, make_person, reviewer):
        section = make_page("Heart section")
        make_page("Inside", parent=section, published=True)
        other = make_page("Outside")
        ben = make_person("Ben")
        ReviewedPage.objects.filter(pk=other.pk).update(assigned_reviewer=ben)
        assert listed(reader, reviewer=ben.pk) == ["Outside"]
        assert (
            listed(reader, section=section.pk) == ["Inside"]
            or listed(reader, section=section.pk)[0] == "Inside"
        )
        assert listed(reader, basis="signed") == ["Inside"]
        assert listed(reader, q="outs") == ["Outside"]
        assert len(listed(reader, content_type=other.content_type_id)) == 3
        assert listed(reader, content_type=99999) == listed(reader)

    def test_the_next_due_comes_first_and_no_day_last(self, reader, make_page):
        make_page("A never")
        for title, days in (("Later", 90), ("Sooner", 30)):
            due(make_page(title, published=True), days)
        assert listed(reader) == ["Sooner", "Later", "A never"]
        assert listed(reader, ordering="-review_due") == ["Later", "Sooner", "A never"]
        assert listed(reader, ordering="-title") == ["Sooner", "Later", "A never"]


class TestFiles:
    def test_the_file_holds_what_the_filter_left_and_no_formulas(self, reader, make_page, reviewer):
        make_page("=HYPERLINK(1)", published=True)
        make_page("Other")
        (row,) = exported(reader, standing="current")
        assert row["Page"] == "'=HYPERLINK(1)"
        assert (row["Review"], row["Reviewer"], row["Rests on"]) == ("Reviewed", reviewer.name, "Signed")
        assert row["Reviewed on"] == timezone.localdate().isoformat()
        response = reader.get(ADDRESS, {"export": "xlsx", "standing": "current"})
        sheet = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content))).active
        cells = list(sheet.iter_rows(values_only=False))[1]
        assert cells[1].value == "=HYPERLINK(1)"
        assert cells[1].data_type == "s"

    def test_the_name_of_somebody_deleted_stands_where_it_was_signed(self, reader, make_page, reviewer):
        make_page(published=True)
        Person.objects.all().delete()
        assert exported(reader)[0]["Reviewer"] == reviewer.name


def test_thirty_pages_cost_as_many_queries_as_two(
    reader, make_page, django_assert_num_queries, site_root, page
):
    ReviewPolicy.objects.create(reminder_days=[10], subject="heart")
    published = make_page(published=True)
    reader.get(ADDRESS)

    def queries(address):
        with CaptureQueriesContext(connection) as found:
            b"".join(reader.get(address))
        return len(found)

    few = [queries(address) for address in (ADDRESS, f"{ADDRESS}?export=csv")]
    publication = Publication.objects.get()
    for number in range(28):
        more = site_root.add_child(
            instance=ReviewedPage(
                title=f"More {number}", live=False, assigned_reviewer=published.assigned_reviewer
            )
        )
        if number % 2:
            Page.objects.filter(pk=more.pk).update(live=True)
            Publication.objects.create(
                page=more,
                page_title="x",
                digest="d",
                basis="signed",
                review=publication.review,
                since=timezone.now(),
            )
    assert [queries(address) for address in (ADDRESS, f"{ADDRESS}?export=csv")] == few
    assert few[0] < 40
