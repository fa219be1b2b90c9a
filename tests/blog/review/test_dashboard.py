"""The dashboard: editors see what waits, each number with its list; whom nothing concerns sees nothing."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from blog.people.models import Credential, Person
from blog.review.dashboard import MAX_LISTED, OfficePanel, WaitingForReviewPanel
from blog.review.models import MinorEditProposal, Publication, ReviewRequest
from tests.blog.review.conftest import sign
from tests.testapp.models import ReviewedPage

pytestmark = pytest.mark.django_db

HOME = reverse("wagtailadmin_home")
REPORT = reverse("medical_review_admin:report_pages")


@pytest.fixture
def office(client, editor):
    client.force_login(editor)
    return client


def propose(page, editor):
    return MinorEditProposal.objects.create(
        page=page,
        page_title=page.title,
        digest="d",
        reason="typo",
        proposed_by=editor,
        proposed_at=timezone.now() - timedelta(days=2),
    )


def emergency(page, hours=60):
    Publication.objects.create(
        page=page,
        page_title=page.title,
        digest="other",
        basis="emergency",
        since=timezone.now(),
        until=timezone.now() + timedelta(hours=hours),
    )


def test_without_governed_pages_and_people_there_is_no_panel(office):
    assert "medical-review-office" not in office.get(HOME).text


def test_where_nothing_waits_one_calm_line_says_so(office, published):
    sign(published, next_due=timezone.localdate() + timedelta(days=200))
    html = office.get(HOME).text
    assert "1 is reviewed and not due soon." in html
    assert "review-figures" not in html.replace("reports.css", "")


def test_each_number_leads_to_its_list(office, editor, published, page):
    sign(published, next_due=timezone.localdate() + timedelta(days=3))
    ReviewedPage.objects.filter(pk=page.pk).update(assigned_reviewer=None)
    propose(page, editor)
    tired = Person.objects.create(name="Ben", slug="ben")
    Credential.objects.create(person=tired, title="MD", name="x", issuer="x", valid_until="2020-01-01")
    html = office.get(HOME).text
    for query in ("standing=due_soon", "standing=no_reviewer", "concern=expired", "concern=interests_old"):
        assert f"?{query}" in html
    assert "standing=overdue" not in html
    assert "Your minor edits that wait for a second person" in html
    assert "Typing mistake," in html


def test_an_emergency_is_shown_with_the_moment_of_its_end(office, make_page):
    pages = [make_page(title, published=True) for title in ("Later", "Sooner")]
    for page, hours in zip(pages, (60, 10), strict=True):
        emergency(page, hours)
    html = office.get(HOME).text
    assert html.count("unless a reviewer signs.") == 2
    assert html.index("Sooner") < html.index("Later")


def test_a_reviewer_is_not_told_of_the_office(client, reviewer, published):
    client.force_login(reviewer.user)
    assert "medical-review-office" not in client.get(HOME).text


def test_the_panel_costs_the_same_with_more_pages(rf, editor, make_page):
    request = rf.get("/")

    def queries():
        request.user = get_user_model().objects.get(pk=editor.pk)
        with CaptureQueriesContext(connection) as found:
            context = OfficePanel().get_context_data({"request": request})
        assert len(context["emergencies"]) == len(context["proposals"])
        return len(found)

    def add(number):
        page = make_page(f"Page {number}", published=True)
        emergency(page)
        propose(page, editor)

    add(0)
    queries()
    few = queries()
    for number in range(1, 3):
        add(number)
    assert queries() == few


def test_a_long_queue_is_cut_and_leads_to_the_rest(rf, make_page, reviewer):
    for number in range(MAX_LISTED + 1):
        ReviewRequest.objects.create(
            page=make_page(f"Page {number}"), page_title="x", reviewer=reviewer, requested_at=timezone.now()
        )
    request = rf.get("/")
    request.user = reviewer.user
    context = WaitingForReviewPanel().get_context_data({"request": request})
    assert (len(context["requests"]), context["more"]) == (MAX_LISTED, True)


def test_a_request_tells_its_age_and_when_the_live_text_is_due(client, reviewer, published, page):
    sign(published, next_due=timezone.localdate() + timedelta(days=3))
    for each, days in ((published, 9), (page, 2)):
        moment = timezone.now() - timedelta(days=days)
        ReviewRequest.objects.create(page=each, page_title="x", reviewer=reviewer, requested_at=moment)
    client.force_login(reviewer.user)
    html = client.get(HOME).text
    assert "Asked 1\xa0week, 2\xa0days ago." in html
    assert html.count("What is live is due") == 1
    assert html.index("1\xa0week") < html.index("Asked 2\xa0days ago.")
