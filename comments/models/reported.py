"""What readers' reports of a comment have to do with its status: a person's decision answers them."""

from datetime import datetime

from django.db import models

from comments.models.events import ModerationEvent
from comments.states import Action, Role, Status

_GONE = {Status.WITHDRAWN, Status.ERASED}
# By these a moderator helps whoever reported, though the comment stays.
_MENDED = [Action.REDACT, Action.CONTEXT]


class Reported(models.Model):
    """The part of a comment that knows of its reports."""

    open_reports = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    def _settle_reports(self, to: Status, role: Role, undoes: ModerationEvent | None, now: datetime) -> None:
        """Answer the open reports where a moderator decides, or the author takes the comment back.

        Taking the decision back opens them again. `now` is the moment of the decision; call it while `status_since`
        is still that of the one before. Stores the reports, not the comment.
        """
        if undoes is not None:
            answered = self.reports.filter(closed_at=self.status_since)
            self.open_reports += answered.update(closed_at=None, upheld=None)
        elif self.open_reports and (role == Role.MODERATOR or to in _GONE):
            upheld = self._agrees_with_reports(to) if role == Role.MODERATOR else None
            self.reports.open().update(closed_at=now, upheld=upheld)
            self.open_reports = 0

    def _agrees_with_reports(self, to: Status) -> bool:
        if to != Status.PUBLISHED:
            return True
        first = self.reports.open().aggregate(first=models.Min("sent_at"))["first"]
        return (
            first is not None
            and self.events.filter(action__in=_MENDED, at__gte=first, undone_by=None).exists()
        )
