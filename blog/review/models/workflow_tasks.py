"""The task "Medical review" of Wagtail's workflows: who acts on it, and what it leaves to the reviewer."""

from typing import Any

from django.db import models, transaction
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.locks import WorkflowLock
from wagtail.models import Task, TaskState

from blog.review.action_form import ActionForm
from blog.review.models.requests import Account, ReviewRequest
from blog.review.signals import task_answered


class MedicalReviewLock(WorkflowLock):
    """Keeps those who are asked to review from becoming authors by a save."""

    def get_message(self, user: Account) -> str | None:
        """Say why the editor is closed to them, and where to go instead."""
        if not self.for_user(user):
            return None
        return str(
            _(
                "You are asked to review this text. Saving it would make you one of its authors, and nobody "
                "reviews their own text. Suggest better wording on the review screen instead."
            )
        )


class MedicalReviewTaskState(TaskState):
    """The task on one page; `request` is the request that it made, and takes back when it is cancelled."""

    request = models.ForeignKey(
        ReviewRequest,
        verbose_name=_("review request"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("state of a medical review task")
        verbose_name_plural = _("states of medical review tasks")

    @classmethod
    def open_for(cls, page: models.Model) -> "MedicalReviewTaskState | None":
        """The task that waits on this page; None if no workflow has come to it."""
        states = cls.objects.for_instance(page).filter(status=cls.STATUS_IN_PROGRESS)
        return states.select_related("workflow_state__workflow", "request").order_by("-pk").first()


class MedicalReviewTask(Task):
    """Waits until the reviewers whom the page needs have signed exactly its latest text."""

    task_state_class = MedicalReviewTaskState
    lock_class = MedicalReviewLock

    class Meta:
        verbose_name = _("medical review")
        verbose_name_plural = _("medical reviews")

    def on_action(self, task_state: TaskState, user: Account, action_name: str, **data: Any) -> str | None:
        """Sign or ask for changes; return where to go on. Nothing is believed of what was sent."""
        answers = task_answered.send(
            sender=type(self), task_state=task_state, user=user, action=action_name, data=data
        )
        return answers[0][1]

    def get_actions(self, obj: models.Model, user: Account) -> list[tuple[str, Any, bool]]:
        """What somebody who was asked may do, whatever permissions they have or lack."""
        if not self._asked(user).filter(page=obj.pk).exists():
            return []
        return [("approve", _("Read and sign"), True), ("reject", _("Ask for changes"), True)]

    def get_form_for_action(self, action: str) -> type[ActionForm]:
        """The names of what may be sent; it is judged with the page at hand."""
        return ActionForm

    def get_template_for_action(self, action: str) -> str:
        """A window that leads to the review screen: one signs what one sees, and it does not fit in here."""
        return "medical_review/task_action.html"

    def locked_for_user(self, obj: models.Model, user: Account) -> bool:
        """Saving is authorship: closed to those who are asked to review, open to all other editors."""
        return self._asked(user).filter(page=obj.pk).exists()

    def get_task_states_user_can_moderate(self, user: Account, **kwargs: Any) -> models.QuerySet:
        """The pages that wait for this user at this task."""
        pages = self._asked(user).annotate(key=Cast("page_id", models.CharField())).values("key")
        return TaskState.objects.filter(
            task=self, status=TaskState.STATUS_IN_PROGRESS, workflow_state__object_id__in=pages
        )

    @classmethod
    def get_description(cls) -> str:
        """What Wagtail says where tasks are chosen."""
        return str(
            _(
                "The medical reviewer of the page signs exactly this text. Pages that need no review pass it by."
            )
        )

    @transaction.atomic
    def deactivate(self, user: Account | None = None) -> None:
        """Take the task out of use; what waits for it is cancelled, for else it would pass as if it were signed."""
        for state in self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS):
            state.workflow_state.cancel(user=user)
        super().deactivate(user=user)

    def _asked(self, user: Account) -> models.QuerySet:
        return ReviewRequest.objects.waiting_for(user).order_by()
