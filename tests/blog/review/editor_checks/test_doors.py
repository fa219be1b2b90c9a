"""Where an editor acts, what must be mended is said first; the draft is kept."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

from blog.review.editor_checks.registry import Remark, Severity
from tests.blog.review.conftest import sign
from tests.blog.review.test_doors import PUBLISH, draft_of, edit, form
from tests.testapp.models import PlainPage, ReviewedPage

pytestmark = pytest.mark.django_db
SUBMIT = {"action-submit": "1"}


@pytest.fixture
def admin(client, admin_user):
    client.force_login(admin_user)
    return client


@pytest.fixture
def stopped(make_check):
    make_check("author", Severity.BLOCKING)


@pytest.fixture
def workflow(site_root):
    task = GroupApprovalTask.objects.create(name="Moderation")
    task.groups.add(Group.objects.get(name="Moderators"))
    workflow = Workflow.objects.create(name="Moderation of articles")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.update_or_create(page=Page.get_first_root_node(), defaults={"workflow": workflow})
    return workflow


def bad_title(message):
    return lambda draft: [Remark(message)] if draft.page.title == "Bad" else []


class TestPublishing:
    def test_a_signed_draft_is_kept_and_the_message_says_what_to_mend(self, admin, page, reviewer, stopped):
        sign(page)
        response = edit(admin, page, reviewer=reviewer, body="<p>New.</p>", **PUBLISH)
        page.refresh_from_db()
        assert (page.live, draft_of(page)) == (False, "<p>New.</p>")
        assert "Saved as a draft. First mend this: author: Sleep." in response.text

    def test_of_many_three_are_named(self, admin, page, reviewer, make_check):
        remarks = [Remark(f"Mend {number}.") for number in range(5)]
        make_check("all", Severity.BLOCKING, lambda draft: remarks)
        text = edit(admin, page, reviewer=reviewer, **PUBLISH).text
        assert "Mend 0. Mend 1. Mend 2. And 2 more." in text

    def test_warnings_stop_nothing(self, admin, page, reviewer, make_check):
        make_check("style")
        sign(page)
        edit(admin, page, reviewer=reviewer, **PUBLISH)
        page.refresh_from_db()
        assert page.live

    def test_while_review_only_observes_nothing_is_stopped(self, admin, page, reviewer, stopped, settings):
        settings.MEDICAL_REVIEW_MODE = "observe"
        edit(admin, page, reviewer=reviewer, **PUBLISH)
        page.refresh_from_db()
        assert page.live

    def test_other_pages_are_left_alone(self, admin, site_root, stopped):
        plain = site_root.add_child(instance=PlainPage(title="Plain", live=False))
        html = admin.get(reverse("wagtailadmin_pages:edit", args=[plain.pk])).text
        assert "data-editor-checks" not in html


class TestManyAtOnce:
    def test_what_must_be_mended_is_named_and_the_rest_published(self, admin, page, make_page, make_check):
        make_check(
            "author",
            Severity.BLOCKING,
            lambda draft: [Remark("Mend 5 %.")] if draft.page.title == "Bad" else [],
        )
        bad = make_page("Bad", slug="bad", signed=True)
        sign(page)
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        response = admin.post(f"{address}?id={page.pk}&id={bad.pk}&next=/admin/", follow=True)
        assert "“Bad” was not published. First mend this: Mend 5 %." in response.text
        assert [each.live for each in ReviewedPage.objects.order_by("pk")] == [True, False]


class TestWorkflow:
    def test_what_must_be_mended_is_not_submitted(self, admin, page, reviewer, workflow, stopped):
        response = edit(admin, page, reviewer=reviewer, body="<p>New.</p>", **SUBMIT)
        page.refresh_from_db()
        assert (page.workflow_in_progress, draft_of(page)) == (False, "<p>New.</p>")
        assert "author: Sleep." in response.text

    def test_a_new_page_is_saved_instead(self, admin, site_root, reviewer, workflow, stopped):
        address = reverse("wagtailadmin_pages:add", args=["testapp", "reviewedpage", site_root.pk])
        response = admin.post(address, form(reviewer, **SUBMIT), follow=True)
        page = ReviewedPage.objects.get()
        assert not page.workflow_in_progress
        assert "author: Sleep." in response.text

    def test_a_good_draft_is(self, admin, page, reviewer, workflow, make_check):
        make_check(
            "author",
            Severity.BLOCKING,
            lambda draft: [Remark("Mend it.")] if draft.page.title == "Bad" else [],
        )
        edit(admin, page, reviewer=reviewer, **SUBMIT)
        page.refresh_from_db()
        assert page.workflow_in_progress
        # Meanwhile the draft got worse: it is not approved, in the editor or on the dashboard.
        state = page.current_workflow_task_state
        approve = {"action-workflow-action": "1", "workflow-action-name": "approve"}
        assert "Mend it." in edit(admin, page, reviewer=reviewer, title="Bad", **approve).text
        address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
        assert "Mend it." in admin.post(address, follow=True).text
        page.refresh_from_db()
        assert (page.live, page.current_workflow_task_state) == (False, state)
        # Sending it back is no approval; but it does not begin anew while it is bad.
        reject = {"action-workflow-action": "1", "workflow-action-name": "reject"}
        edit(admin, page, reviewer=reviewer, title="Bad", **reject)
        again = edit(admin, page, reviewer=reviewer, title="Bad", **{"action-restart-workflow": "1"})
        assert "Mend it." in again.text
        assert ReviewedPage.objects.get().current_workflow_state.status == "needs_changes"

    def test_a_good_draft_is_approved_on_the_dashboard(self, admin, page, reviewer, workflow, make_check):
        make_check("author", Severity.BLOCKING, bad_title("Mend it."))
        sign(page)
        workflow.start(page, None)
        task = page.current_workflow_task_state
        address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
        admin.post(address, {"comment": ""})
        page.refresh_from_db()
        assert page.live


class TestThePanel:
    def test_it_stands_in_the_editor_also_of_a_new_page(self, admin, page, site_root, stopped):
        html = admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
        assert f'data-editor-checks="{page.pk}"' in html
        assert 'data-side-panel-toggle="before-publishing"' in html
        new = reverse("wagtailadmin_pages:add", args=["testapp", "reviewedpage", site_root.pk])
        assert 'data-editor-checks=""' in admin.get(new).text

    def test_an_autosave_does_not_replace_it(self, admin, page, reviewer, stopped):
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        answer = admin.post(address, form(reviewer), headers={"Accept": "application/json"}).json()
        assert answer["success"]
        assert "data-editor-checks" not in answer["html"]
