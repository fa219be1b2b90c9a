"""Medical review as a task of Wagtail's workflows: asking when it begins, moving on once enough have signed.

However a reviewer answers (on the review screen, through Wagtail, with a personal link), the answer is a row of
`MedicalReview`, and the workflow follows it. Mail to reviewers is ours: Wagtail only knows tasks of groups.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.log_actions import LogContext, log
from wagtail.models import PageLogEntry, TaskState, WorkflowState
from wagtail.signals import task_approved, task_cancelled, task_rejected, task_submitted

from blog.review import clock, gate, signing
from blog.review.answers import ask_for_changes, sign_form_for, sign_with
from blog.review.approval import approval_of
from blog.review.clock import day_of
from blog.review.desk import Desk
from blog.review.digest import content_digest
from blog.review.governed import is_governed, page_model
from blog.review.models import (
    Account,
    MedicalReview,
    MedicalReviewTask,
    MedicalReviewTaskState,
    ReviewRequest,
)
from blog.review.refusals import address_with, going_on
from blog.review.signals import review_decided, task_answered

IN_PROGRESS = TaskState.STATUS_IN_PROGRESS


def begin(instance: MedicalReviewTaskState, user: Account | None, **kwargs: Any) -> None:
    """`task_submitted`: ask the reviewer of the page. What needs no review passes; what is signed goes on."""
    page = instance.revision.as_object()
    if not is_governed(type(page)):
        instance.status, instance.finished_at = TaskState.STATUS_SKIPPED, clock.now()
        instance.save()
    elif not approval_of(page, content_digest(page).root, clock.now()).problems:
        # The workflow does not know yet that it stands at this task.
        transaction.on_commit(partial(_go_on, instance.pk))
    else:
        instance.request = _ask(page, user)
        instance.save(update_fields=["request"])


def _ask(page: Model, user: Account | None) -> ReviewRequest | None:
    """Return the request that the task made; None if it was open before, or makes no sense today."""
    reviewer = getattr(page, "assigned_reviewer", None)
    if reviewer is None or ReviewRequest.objects.open().filter(page=page.pk, reviewer=reviewer).exists():
        return None
    try:
        return signing.request_review(page, reviewer, user)
    except signing.SigningRefused:
        # The page was submitted all the same; `workflow_doors` tells the editor, who can ask somebody else.
        return None


def _go_on(pk: int) -> None:
    state = MedicalReviewTaskState.objects.filter(pk=pk, status=IN_PROGRESS).first()
    if state is not None:
        finish(state, None)


def take_back(instance: MedicalReviewTaskState, **kwargs: Any) -> None:
    """`task_cancelled`, and when the task is done: the request that it made no longer waits."""
    request = instance.request
    if request is not None:
        request.refresh_from_db()
        if request.closed_at is None:
            request.close(clock.now())


def answer(task_state: TaskState, user: Account, action: str, data: Mapping[str, Any], **kwargs: Any) -> str:
    """`task_answered`: what was sent is judged as if nothing had been judged before.

    Returns the address to go on to; after a refusal the review screen, which says why.
    """
    page_id = task_state.workflow_state.object_id
    try:
        with transaction.atomic():
            _act(task_state, user, action, data)
    except ValidationError as error:
        return address_with(page_id, error.messages)
    return going_on()


def _act(task_state: TaskState, user: Account, action: str, data: Mapping[str, Any]) -> None:
    state = _locked(task_state)
    page = state.workflow_state.content_object.get_latest_revision_as_object()
    desk = Desk(page, user, clock.now())
    reviewer = desk.asked_person
    if reviewer is None:
        raise signing.SigningRefused(_("You are not asked to review this text."))
    must_be_free(page, state)
    given = {name: str(value) for name, value in data.items()}
    if action != "approve":
        ask_for_changes(given.get("reason", ""), reviewer, desk)
        return
    form = sign_form_for(desk, reviewer, given)
    if not form.is_valid():
        raise signing.SigningRefused(
            [f"{form[name].label}: {error}" for name, errors in form.errors.items() for error in errors]
        )
    sign_with(form, desk)


def _locked(task_state: TaskState) -> MedicalReviewTaskState:
    """Return the state as it is now, kept for this transaction. Raises SigningRefused if it no longer waits."""
    TaskState.objects.select_for_update().filter(pk=task_state.pk).first()
    state = MedicalReviewTaskState.objects.filter(pk=task_state.pk, status=IN_PROGRESS).first()
    if state is None:
        raise signing.SigningRefused(
            _("This task was finished or cancelled meanwhile. Below is where the text stands now.")
        )
    return state


def must_be_free(page: Model, state: MedicalReviewTaskState) -> None:
    """Raise SigningRefused if a signature would now publish what somebody holds back."""
    # The object at hand is the text as it was read: what holds is what the database says now.
    if page_model()._default_manager.filter(pk=page.pk, locked=True).exists():
        raise signing.SigningRefused(
            _("The page is locked: somebody holds it back. Ask the editors to unlock it, then sign.")
        )
    unpublished = PageLogEntry.objects.filter(
        page=page.pk, action="wagtail.unpublish", timestamp__gt=state.started_at
    ).first()
    if unpublished is not None:
        raise signing.SigningRefused(
            _(
                "The page was taken off the site on %(day)s, after you were asked. Your signature would put it "
                "back: the editors must cancel the workflow and submit the page again."
            )
            % {"day": date_format(day_of(unpublished.timestamp))}
        )


def follow(page: Model, review: MedicalReview, now: datetime, **kwargs: Any) -> None:
    """`review_decided`: let the workflow that waits on this page follow. What it cannot do leaves the signature."""
    waiting = MedicalReviewTaskState.open_for(page)
    try:
        state = waiting and _locked(waiting)
        if state:
            must_be_free(page, state)
    except signing.SigningRefused:
        return
    if state is None:
        return
    if not review.is_approval:
        _reject(state, review)
    elif not approval_of(page, review.digest, now).problems:
        finish(state, review.signed_by)


def _reject(state: MedicalReviewTaskState, review: MedicalReview) -> None:
    """Send the page back. Who is told by our own mail already does not get Wagtail's about the same thing."""
    state.reject(user=review.signed_by, comment=review.statement, update=False)
    workflow_state = state.workflow_state
    # Wagtail writes to the submitter, unless it was the submitter's own doing.
    knows = state.request is not None and state.request.requested_by_id == workflow_state.requested_by_id
    workflow_state.update(user=workflow_state.requested_by if knows else review.signed_by)


def finish(state: MedicalReviewTaskState, user: Account | None) -> None:
    """Approve the task; after the last one Wagtail publishes the latest text, and the gate judges it again.

    The publication is the work of whoever submitted the page: in the name of the reviewer it would need a permission,
    and would count as a part in the text that the reviewer signed.
    """
    workflow_state = state.workflow_state
    submitter = (
        workflow_state.requested_by if workflow_state.requested_by_id != getattr(user, "pk", None) else None
    )
    try:
        with transaction.atomic():
            state.approve(user=user, update=False)
            with LogContext(user=submitter):
                workflow_state.update()
    except (ValidationError, PermissionDenied) as error:
        reasons = getattr(error, "messages", None) or [str(error)]
        log(
            instance=workflow_state.content_object,
            action="medical_review.refuse",
            user=submitter,
            data={"reasons": reasons},
        )


def what_followed(page: Model, review: MedicalReview, task_state: MedicalReviewTaskState | None) -> str:
    """Say what a signature led to: what is still missing, where the workflow stands, or that one may publish."""
    title = {"title": page.get_admin_display_title()}
    missing = approval_of(page, review.digest, clock.now()).problems
    if missing:
        return " ".join([_("Signed."), *missing])
    if task_state is None:
        return _("Signed. “%(title)s” can now be published.") % title
    task_state.refresh_from_db()
    if task_state.status == IN_PROGRESS:
        sentences = gate.refusal(page) or [_("See the history of the page for the reason.")]
        return " ".join([_("Signed, but the workflow could not publish the page yet."), *sentences])
    workflow_state = task_state.workflow_state
    workflow_state.refresh_from_db()
    if workflow_state.status == WorkflowState.STATUS_APPROVED:
        return _("Signed and published: “%(title)s”.") % title
    task = {"task": workflow_state.current_task_state.task.name}
    return _("Signed. “%(title)s” goes on to the next step of its workflow, “%(task)s”.") % (title | task)


def connect() -> None:
    """Let the task hear what happens to it, and what reviewers decide."""
    for signal, handler, sender in (
        (task_submitted, begin, MedicalReviewTaskState),
        (task_approved, take_back, MedicalReviewTaskState),
        (task_rejected, take_back, MedicalReviewTaskState),
        (task_cancelled, take_back, MedicalReviewTaskState),
        (task_answered, answer, MedicalReviewTask),
        (review_decided, follow, None),
    ):
        signal.connect(handler, sender=sender, dispatch_uid=f"medical_review.{handler.__name__}.workflow")
