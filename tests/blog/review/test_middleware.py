"""Where Wagtail would speak of permissions, an editor reads what the gate refused, and why."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.views.generic.workflow import WorkflowAction
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from blog.review.models import Publication
from tests.blog.review.conftest import sign
from tests.blog.review.test_doors import draft_of, edit
from tests.testapp.models import ReviewedPage

pytestmark = pytest.mark.django_db
NO_PERMISSION = "you do not have permission"


@pytest.fixture
def admin(client, admin_user):
    client.force_login(admin_user)
    return client


@pytest.fixture
def in_workflow(page, admin_user):
    task = GroupApprovalTask.objects.create(name="Approve")
    task.groups.add(Group.objects.get(name="Moderators"))
    workflow = Workflow.objects.create(name="Moderation")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    workflow.start(page, admin_user)
    return page


def approve(client, page, **options):
    state = page.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=(page.pk, "approve", state.pk))
    return client.post(address, {"comment": ""}, **options)


def test_an_approval_from_the_dashboard_says_what_is_missing(admin, in_workflow):
    response = approve(admin, in_workflow, follow=True)
    assert response.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[in_workflow.pk])
    assert "no reviewer has signed this text yet" in response.text
    assert NO_PERMISSION not in response.text
    assert not ReviewedPage.objects.get().live
    assert in_workflow.current_workflow_task_state.status == "in_progress"


def test_an_approval_in_the_dialogue_leads_to_the_page(admin, in_workflow):
    response = approve(admin, in_workflow, headers={"x-requested-with": "XMLHttpRequest"})
    assert response.json() == {
        "step": "success",
        "redirect": reverse("wagtailadmin_pages:edit", args=[in_workflow.pk]),
    }


def test_an_approval_in_the_editor_keeps_what_was_typed_and_says_what_is_missing(
    admin, in_workflow, reviewer
):
    data = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    response = edit(admin, in_workflow, reviewer=reviewer, body="<p>Typed</p>", **data)
    page = ReviewedPage.objects.get()
    assert (page.live, draft_of(page)) == (False, "<p>Typed</p>")
    assert "Saved as a draft, not published." in response.text
    assert NO_PERMISSION not in response.text


def test_the_approval_of_a_signed_text_is_left_to_wagtail(admin, in_workflow):
    sign(in_workflow)
    response = approve(admin, in_workflow, follow=True)
    assert "Saved as a draft" not in response.text
    assert ReviewedPage.objects.get().live
    assert Publication.objects.get().basis == "signed"


def test_a_missing_permission_stays_one(client, in_workflow, reviewer):
    client.force_login(reviewer.user)
    response = approve(client, in_workflow, follow=True)
    assert NO_PERMISSION in response.text


def test_other_messages_are_kept(admin, in_workflow, monkeypatch):
    post = WorkflowAction.post

    def with_a_message(self, request, *args, **kwargs):
        messages.success(request, "Something else")
        return post(self, request, *args, **kwargs)

    monkeypatch.setattr(WorkflowAction, "post", with_a_message)
    response = approve(admin, in_workflow, follow=True)
    assert "Something else" in response.text
    assert "no reviewer has signed" in response.text
