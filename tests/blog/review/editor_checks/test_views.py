"""The panel's two addresses: what stands in the way of the newest draft, and a decision against a warning."""

import pytest
from django.urls import reverse

from blog.review.editor_checks.registry import Severity
from blog.review.models import Dismissal

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_editor(client, editor):
    client.force_login(editor)
    return client


def address(page, name="findings"):
    return reverse(f"medical_review_admin:{name}", args=[page.pk])


def dismissed(client, page, **data):
    return client.post(
        address(page, "dismiss_finding"), {"check": "words", "subject": "", "reason": ""} | data
    )


def subject_in(response):
    return response.text.partition('data-subject="')[2].partition('"')[0]


class TestThePanel:
    def test_it_judges_the_newest_draft(self, as_editor, page, make_check):
        make_check("author", Severity.BLOCKING)
        page.title = "A newer title"
        page.save_revision()
        html = as_editor.get(address(page)).text
        assert "author: A newer title." in html
        assert 'data-count="1"' in html
        assert 'data-field="title"' in html
        assert "Rule of author." in html
        assert "data-dismiss>" not in html.replace("\n", "").replace(" ", "")

    def test_empty_it_says_so(self, as_editor, page, make_check):
        make_check("author", function=lambda draft: [])
        assert "Nothing stands in the way of a review request." in as_editor.get(address(page)).text

    def test_it_costs_as_many_queries_for_many_findings(
        self, as_editor, page, make_check, django_assert_num_queries
    ):
        make_check("words")
        as_editor.get(address(page))
        with django_assert_num_queries(15):
            as_editor.get(address(page))
        make_check("style", Severity.SAFETY)
        make_check("author", Severity.BLOCKING)
        with django_assert_num_queries(15):
            as_editor.get(address(page))

    def test_not_for_those_who_may_not_edit(self, client, page, reviewer, make_check):
        make_check("words")
        client.force_login(reviewer.user)
        assert client.get(address(page)).status_code in (302, 403)
        assert dismissed(client, page).status_code in (302, 403)

    def test_pages_without_checks_have_none(self, as_editor, page):
        assert as_editor.get(address(page)).status_code == 404


class TestDismissing:
    def test_the_panel_comes_back_without_it(self, as_editor, page, make_check):
        make_check("words")
        subject = subject_in(as_editor.get(address(page)))
        response = dismissed(as_editor, page, subject=subject, reason="Checked twice")
        assert response.status_code == 200
        assert 'data-count="0"' in response.text
        assert "Checked twice" in response.text
        # A second click finds it gone.
        assert dismissed(as_editor, page, subject=subject).status_code == 409
        assert Dismissal.objects.count() == 1

    def test_safety_without_a_reason_is_refused_in_words(self, as_editor, page, make_check):
        make_check("words", Severity.SAFETY)
        subject = subject_in(as_editor.get(address(page)))
        response = dismissed(as_editor, page, subject=subject)
        assert response.status_code == 400
        assert "Say why it should stay" in response.text

    def test_nonsense_is_refused_in_words(self, as_editor, page, make_check):
        make_check("words")
        response = dismissed(as_editor, page, subject="x" * 65)
        assert response.status_code == 400
        assert "Reload the page" in response.text
        assert dismissed(as_editor, page, subject="unknown").status_code == 409
        assert as_editor.get(address(page, "dismiss_finding")).status_code == 405
