"""The task "Medical review": whatever reaches it, a signature stands under exactly the text that goes live."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from wagtail.models import (
    GroupApprovalTask,
    Page,
    PageLogEntry,
    TaskState,
    Workflow,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)

from blog.review import signing
from blog.review.action_form import NAMES
from blog.review.answers import sign_form_for
from blog.review.desk import Desk
from blog.review.digest import content_digest
from blog.review.models import (
    MedicalReview,
    MedicalReviewTask,
    MedicalReviewTaskState,
    ReviewPolicy,
    ReviewRequest,
)
from blog.review.workflow_doors import lead_to_review
from tests.blog.review.conftest import sign
from tests.testapp.models import PlainPage, ReviewedPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(db):
    return MedicalReviewTask.objects.create(name="Medical review")


@pytest.fixture
def workflow(task, site_root):
    workflow = Workflow.objects.create(name="Medical review")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    WorkflowPage.objects.create(workflow=workflow, page=site_root)
    return workflow


@pytest.fixture
def submitted(workflow, page, editor):
    """A draft in the workflow, the reviewer asked."""
    workflow.start(page, editor)
    return page


def state_of(page):
    return MedicalReviewTaskState.objects.for_instance(page).latest("pk")


def filled(page, **changes):
    """What the form of the signature sends."""
    due = timezone.localdate() + timedelta(days=300)
    data = {"read": content_digest(page).root, "renew": "on", "next_due": due.isoformat()}
    data |= {name: "on" for name in NAMES if name.startswith("check_")} | changes
    return {name: value for name, value in data.items() if value is not None}


def is_untouched(page):
    """Nobody signed, the task waits, readers see nothing."""
    assert not MedicalReview.objects.exists()
    assert state_of(page).status == TaskState.STATUS_IN_PROGRESS
    assert not Page.objects.get(pk=page.pk).live
    return True


def act(client, page, state, action="approve", **data):
    """Act as Wagtail's dashboard does, and read what is said then."""
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    response = client.post(address, data, follow=True)
    assert response.status_code == 200
    return response.text


@pytest.fixture
def doctor(client, reviewer):
    client.force_login(reviewer.user)
    return client


class TestBeginning:
    def test_the_reviewer_of_the_page_is_asked_and_gets_one_mail(
        self, workflow, page, editor, reviewer, mailoutbox, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            workflow.start(page, editor)
        assert ReviewRequest.objects.waiting_for(reviewer.user).get() == state_of(page).request
        assert [mail.to for mail in mailoutbox] == [[reviewer.user.email]]

    def test_who_was_asked_already_is_not_asked_again(self, workflow, page, editor, reviewer):
        before = signing.request_review(page, reviewer, editor)
        workflow.start(page, editor)
        assert ReviewRequest.objects.get() == before
        workflow_state = page.current_workflow_state
        workflow_state.cancel(user=editor)
        assert ReviewRequest.objects.open().exists()

    def test_a_page_that_needs_no_review_passes(self, workflow, site_root, admin_user):
        plain = site_root.add_child(instance=PlainPage(title="x", live=False))
        plain.save_revision()
        workflow.start(plain, admin_user)
        assert state_of(plain).status == TaskState.STATUS_SKIPPED
        assert Page.objects.get(pk=plain.pk).live

    def test_a_text_that_is_signed_already_goes_on(
        self, workflow, page, editor, django_capture_on_commit_callbacks
    ):
        sign(page)
        with django_capture_on_commit_callbacks(execute=True):
            workflow.start(page, editor)
        assert Page.objects.get(pk=page.pk).live
        assert not ReviewRequest.objects.exists()

    def test_a_task_cancelled_at_once_does_not_go_on(
        self, workflow, page, editor, django_capture_on_commit_callbacks
    ):
        sign(page)
        with django_capture_on_commit_callbacks(execute=True):
            workflow.start(page, editor).cancel(user=editor)
        assert not Page.objects.get(pk=page.pk).live


def test_a_page_type_that_only_the_setting_governs(
    settings, workflow, site_root, reviewer, editor, django_capture_on_commit_callbacks
):
    settings.MEDICAL_REVIEW_PAGE_TYPES = {"testapp.PlainPage": {"clinical": ["body"]}}
    plain = site_root.add_child(instance=PlainPage(title="Plain", body="<p>Take 5 mg.</p>", live=False))
    plain.save_revision()
    workflow.start(plain, editor)
    assert not ReviewRequest.objects.exists()  # it names no reviewer: an editor asks one
    signing.request_review(plain, reviewer, editor)
    signing.sign(plain, reviewer, signed_by=reviewer.user)
    assert Page.objects.get(pk=plain.pk).live


class TestSubmittingInTheEditor:
    def submit(self, client, page, editor):
        client.force_login(editor)
        reviewer = page.assigned_reviewer_id or ""
        data = {"title": page.title, "slug": page.slug, "body": '{"blocks": [], "entityMap": {}}'}
        data |= {"assigned_reviewer": reviewer, "action-submit": "1", "comments-TOTAL_FORMS": 0}
        data |= {"comments-INITIAL_FORMS": 0}
        return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data, follow=True).text

    def test_it_says_who_reads_now(self, client, workflow, page, editor):
        assert "Waiting for the medical review of Ana Ruiz." in self.submit(client, page, editor)

    def test_it_says_why_nobody_was_asked(self, client, workflow, page, editor, reviewer):
        reviewer.credentials.all().delete()
        text = self.submit(client, page, editor)
        assert "Ana Ruiz has no credential that is valid" in text
        assert "Nobody was asked to review this text yet" in text
        assert state_of(page).request is None

    def test_without_our_task_nothing_is_said(self, client, page, editor):
        WorkflowPage.objects.all().delete()
        text = self.submit(client, page, editor)
        assert "has been updated" in text
        assert "medical review of" not in text

    def test_the_actions_of_other_tasks_are_left_alone(self, rf, page):
        assert lead_to_review(rf.post("/", {"action-workflow-action": "1"}), page) is None


class TestReviewer:
    def test_without_any_permission_finds_reads_and_previews_the_page(
        self, doctor, submitted, task, reviewer
    ):
        home = doctor.get(reverse("wagtailadmin_home")).text
        assert home.count("Sleep") == 1  # Wagtail's own list does not repeat it
        assert task.get_task_states_user_can_moderate(reviewer.user).get().pk == state_of(submitted).pk
        modal = reverse(
            "wagtailadmin_pages:workflow_action", args=[submitted.pk, "approve", state_of(submitted).pk]
        )
        assert reverse("medical_review_admin:review", args=[submitted.pk]) in doctor.get(modal).json()["html"]
        preview = reverse("wagtailadmin_pages:workflow_preview", args=[submitted.pk, task.pk])
        assert "Sleep" in doctor.get(preview).text

    def test_the_editor_stays_closed(self, doctor, submitted):
        response = doctor.get(reverse("wagtailadmin_pages:edit", args=[submitted.pk]))
        assert response.status_code == 302

    def test_somebody_else_has_nothing_to_do(self, submitted, task, make_person, editor):
        for user in (make_person("Ben").user, editor):
            assert task.get_actions(submitted, user) == []
            assert not task.get_task_states_user_can_moderate(user).exists()
            assert not task.locked_for_user(submitted, user)
            assert submitted.get_lock().get_message(user) is None

    def test_who_may_edit_as_well_is_kept_from_becoming_an_author(self, doctor, submitted, reviewer):
        reviewer.user.is_superuser = True
        reviewer.user.save()
        text = doctor.get(reverse("wagtailadmin_pages:edit", args=[submitted.pk])).text
        assert "Saving it would make you one of its authors" in text
        assert 'data-workflow-action-name="approve"' not in text

    def test_signs_on_the_screen_which_publishes(self, doctor, submitted, reviewer, editor):
        review = reverse("medical_review_admin:review", args=[submitted.pk])
        text = doctor.post(review, filled(submitted, action="sign"), follow=True).text
        assert "Signed and published: “Sleep”." in " ".join(text.split())
        assert Page.objects.get(pk=submitted.pk).live
        assert state_of(submitted).finished_by == reviewer.user
        # The reviewer has still no part in the text: the next review may be theirs.
        assert signing.asking_problems(submitted, reviewer, timezone.now()) == []
        published = PageLogEntry.objects.get(page=submitted.pk, action="wagtail.publish")
        assert published.user == editor

    def test_asks_for_changes_on_the_screen(self, doctor, submitted, mailoutbox):
        review = reverse("medical_review_admin:review", args=[submitted.pk])
        doctor.post(review, {"action": "changes", "reason": "Name the risks."})
        assert state_of(submitted).status == TaskState.STATUS_REJECTED
        assert state_of(submitted).comment == "Name the risks."
        assert submitted.current_workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES
        assert not ReviewRequest.objects.open().exists()

    @pytest.mark.parametrize("asked_directly", [False, True])
    def test_the_submitter_reads_one_mail_about_the_changes(
        self,
        workflow,
        page,
        reviewer,
        editor,
        make_user,
        mailoutbox,
        django_capture_on_commit_callbacks,
        asked_directly,
    ):
        if asked_directly:
            signing.request_review(page, reviewer, make_user("colleague"))
        workflow.start(page, editor)
        mailoutbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            signing.request_changes(page, reviewer, statement="Name the risks.", signed_by=reviewer.user)
        assert [mail.to for mail in mailoutbox].count([editor.email]) == 1

    def test_resubmitted_text_is_asked_for_again(self, submitted, reviewer, editor):
        signing.request_changes(submitted, reviewer, statement="No.", signed_by=reviewer.user)
        submitted.current_workflow_state.resume(user=editor)
        assert ReviewRequest.objects.open().get() == state_of(submitted).request


class TestForgedAnswers:
    """What Wagtail hands to `on_action` was typed by anybody."""

    def test_a_complete_answer_signs(self, doctor, submitted):
        act(doctor, submitted, state_of(submitted), **filled(submitted, statement="Clear."))
        assert MedicalReview.objects.get().statement == "Clear."
        assert Page.objects.get(pk=submitted.pk).live

    def test_a_reason_sends_back(self, doctor, submitted):
        act(doctor, submitted, state_of(submitted), "reject", reason="Name the risks.")
        assert MedicalReview.objects.get().decision == MedicalReview.Decision.CHANGES_REQUESTED

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"check_risks": None}, "Tick this once you have checked it."),
            ({"check_facts": "false"}, "Tick this once you have checked it."),
            ({"read": "0" * 64}, "changed while you were reading"),
            ({"read": None}, "This field is required."),
            ({"next_due": "2001-01-01"}, "The next review must be due after today"),
            ({"next_due": "2099-01-01"}, "The next review must be due after today"),
            ({"next_due": "soon"}, "Enter a valid date."),
            ({"renew": None}, "Tick that nothing has changed, or write what has."),
            ({"statement": "x" * 2001}, "at most 2000 characters"),
        ],
    )
    def test_a_bad_one_changes_nothing_and_says_why(self, doctor, submitted, changes, sentence):
        assert sentence in act(doctor, submitted, state_of(submitted), **filled(submitted, **changes))
        assert is_untouched(submitted)

    def test_no_reason_sends_nothing_back(self, doctor, submitted):
        assert "Say what should be changed" in act(doctor, submitted, state_of(submitted), "reject")
        assert is_untouched(submitted)

    def test_reasons_cannot_be_invented(self, doctor, submitted):
        review = reverse("medical_review_admin:review", args=[submitted.pk])
        assert doctor.get(f"{review}?refused=eyJ4IjoxfQ:forged").status_code == 200

    def test_the_task_of_another_page(self, doctor, submitted, make_page, make_person, workflow, editor):
        """Wagtail looks for the permission at one page and for the task at another."""
        other = make_page("Other")
        other.assigned_reviewer = make_person("Ben")
        other.save_revision()
        workflow.start(other, editor)
        act(doctor, submitted, state_of(other), **filled(other))
        assert is_untouched(other)
        assert is_untouched(submitted)

    def test_somebody_who_was_not_asked(self, client, submitted, make_person):
        client.force_login(make_person("Ben").user)
        assert "do not have permission" in act(client, submitted, state_of(submitted), **filled(submitted))
        assert is_untouched(submitted)

    def test_a_task_that_is_finished(self, submitted, task, reviewer, editor):
        state = state_of(submitted)
        submitted.current_workflow_state.cancel(user=editor)
        address = task.on_action(state, reviewer.user, "approve", **filled(submitted))
        assert "refused=" in address
        assert not MedicalReview.objects.exists()

    @pytest.mark.parametrize("data", ['["not", "a", "form"]', "no JSON", '{"read": 5, "user": 1}'])
    def test_nobody_signs_in_the_editor(self, doctor, submitted, reviewer, data):
        reviewer.user.is_superuser = True
        reviewer.user.save()
        forged = {
            "action-workflow-action": "1",
            "workflow-action-name": "approve",
            "workflow-action-extra-data": data,
        }
        response = doctor.post(reverse("wagtailadmin_pages:edit", args=[submitted.pk]), forged, follow=True)
        assert "Nothing was signed" in response.text
        assert is_untouched(submitted)


class TestMeanwhile:
    """Between the reading and the signature the world goes on."""

    @pytest.fixture
    def read(self, submitted):
        return filled(submitted, statement="Typed text")

    def test_the_text_was_saved_into_the_same_revision(self, doctor, submitted, read):
        submitted.body = "<p>Take 50 mg.</p>"
        submitted.save_revision(overwrite_revision=submitted.latest_revision)
        assert "changed while you were reading" in act(doctor, submitted, state_of(submitted), **read)
        assert is_untouched(submitted)

    def test_the_reviewer_was_suspended(self, doctor, submitted, read, reviewer):
        reviewer.active = False
        reviewer.save()
        assert "no longer works with this site" in act(doctor, submitted, state_of(submitted), **read)
        assert is_untouched(submitted)

    def test_the_licence_lapsed(self, doctor, submitted, read, reviewer):
        reviewer.credentials.update(valid_until=timezone.localdate() - timedelta(days=1))
        assert "no credential that is valid" in act(doctor, submitted, state_of(submitted), **read)
        assert is_untouched(submitted)

    def test_the_page_was_locked(self, doctor, submitted, read, editor):
        Page.objects.filter(pk=submitted.pk).update(locked=True, locked_by=editor)
        assert "The page is locked" in act(doctor, submitted, state_of(submitted), **read)
        review = reverse("medical_review_admin:review", args=[submitted.pk])
        text = doctor.post(review, read | {"action": "sign"}).text
        assert "The page is locked" in text
        assert "Typed text" in text
        assert is_untouched(submitted)

    def test_the_page_was_taken_off_the_site(self, doctor, published, workflow, editor):
        draft = ReviewedPage.objects.get(pk=published.pk)
        draft.body = "<p>Take 6 mg.</p>"
        draft.save_revision()
        workflow.start(draft, editor)
        ReviewedPage.objects.get(pk=published.pk).unpublish(user=editor)
        text = act(doctor, draft, state_of(draft), **filled(draft))
        assert "was taken off the site" in text
        assert not Page.objects.get(pk=published.pk).live
        assert MedicalReview.objects.count() == 1

    def test_the_page_was_deleted(self, doctor, submitted, read):
        state = state_of(submitted)
        Page.objects.get(pk=submitted.pk).delete()
        address = reverse("wagtailadmin_pages:workflow_action", args=[submitted.pk, "approve", state.pk])
        assert doctor.post(address, read).status_code == 404

    def test_a_signature_given_elsewhere_on_a_locked_page_stays_and_publishes_nothing(
        self, submitted, editor
    ):
        Page.objects.filter(pk=submitted.pk).update(locked=True, locked_by=editor)
        sign(submitted.get_latest_revision_as_object())
        assert state_of(submitted).status == TaskState.STATUS_IN_PROGRESS
        assert not Page.objects.get(pk=submitted.pk).live


class TestSeveral:
    def test_two_reviewers_sign_before_the_task_is_done(
        self, client, doctor, submitted, make_person, editor, reviewer
    ):
        ReviewPolicy.objects.create(minimum_reviewers=2)
        ben = make_person("Ben Okafor")
        signing.request_review(submitted, ben, editor)
        review = reverse("medical_review_admin:review", args=[submitted.pk])
        text = doctor.post(review, filled(submitted, action="sign"), follow=True).text
        assert "1 more signature is needed." in text
        assert state_of(submitted).status == TaskState.STATUS_IN_PROGRESS
        client.force_login(ben.user)
        assert (
            "Signed and published" in client.post(review, filled(submitted, action="sign"), follow=True).text
        )
        assert state_of(submitted).status == TaskState.STATUS_APPROVED

    def test_another_task_comes_after(self, doctor, submitted, workflow):
        second = GroupApprovalTask.objects.create(name="Chief editor")
        second.groups.add(Group.objects.get(name="Editors"))
        WorkflowTask.objects.create(workflow=workflow, task=second, sort_order=2)
        review = reverse("medical_review_admin:review", args=[submitted.pk])
        text = doctor.post(review, filled(submitted, action="sign"), follow=True).text
        assert "goes on to the next step of its workflow, “Chief editor”" in " ".join(text.split())
        assert not Page.objects.get(pk=submitted.pk).live

    def test_text_changed_after_the_signature_is_stopped_at_the_last_task(
        self, submitted, workflow, admin_user, editor
    ):
        second = GroupApprovalTask.objects.create(name="Chief editor")
        WorkflowTask.objects.create(workflow=workflow, task=second, sort_order=2)
        sign(submitted)
        submitted.body = "<p>Take 50 mg.</p>"
        submitted.save_revision()
        waiting = submitted.current_workflow_task_state
        with pytest.raises(PermissionDenied):
            second.on_action(waiting, admin_user, "approve")
        assert not Page.objects.get(pk=submitted.pk).live

    def test_cancelling_takes_the_request_back(self, submitted, editor):
        submitted.current_workflow_state.cancel(user=editor)
        assert not ReviewRequest.objects.open().exists()

    def test_restarting_asks_again(self, submitted, workflow, editor):
        submitted.current_workflow_state.cancel(user=editor)
        workflow.start(submitted, editor)
        assert ReviewRequest.objects.count() == 2
        assert ReviewRequest.objects.open().get() == state_of(submitted).request

    def test_a_task_taken_out_of_use_publishes_nothing_and_takes_its_requests_back(self, submitted, task):
        task.deactivate()
        assert not ReviewRequest.objects.open().exists()
        assert submitted.current_workflow_state is None
        assert not Page.objects.get(pk=submitted.pk).live

    def test_a_publication_that_fails_leaves_the_signature(self, doctor, submitted, days):
        submitted.go_live_at = days(5000)
        submitted.save_revision()
        review = reverse("medical_review_admin:review", args=[submitted.pk])
        text = doctor.post(review, filled(submitted, action="sign"), follow=True).text
        assert "Signed, but the workflow could not publish the page yet." in text
        assert MedicalReview.objects.exists()
        assert state_of(submitted).status == TaskState.STATUS_IN_PROGRESS
        refused = PageLogEntry.objects.get(page=submitted.pk, action="medical_review.refuse")
        assert "was valid until" in refused.data["reasons"][0]


def test_every_name_of_the_form_may_be_sent(submitted, reviewer):
    fields = sign_form_for(Desk(submitted, reviewer.user, timezone.now()), reviewer).fields
    assert set(NAMES) == {*fields, "reason"}


def test_the_task_explains_itself():
    assert "signs exactly this text" in MedicalReviewTask.get_description()
