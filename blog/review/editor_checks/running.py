"""Runs the checks over a draft: what they found, what an editor dismissed, and what could not be checked at all."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.models import AbstractPage

from blog.review.editor_checks.draft import Draft
from blog.review.editor_checks.registry import Check, Remark, Severity, checks_for
from blog.review.models import Account, Dismissal

MAX_REASON = 500

logger = logging.getLogger("medical_review")


@dataclass(frozen=True)
class Finding:
    """A remark of a check about this draft; `dismissal` is set once an editor decided against it."""

    check: Check
    remark: Remark
    severity: Severity
    subject: str
    dismissal: Dismissal | None = None

    @property
    def can_be_dismissed(self) -> bool:
        """Whether an editor may decide against it."""
        return self.severity in (Severity.WARNING, Severity.SAFETY)

    @property
    def needs_reason(self) -> bool:
        """Whether whoever dismisses it must say why."""
        return self.severity == Severity.SAFETY


@dataclass(frozen=True)
class Findings:
    """All findings about a draft, the most serious first."""

    all: tuple[Finding, ...]

    def _open(self, severity: Severity) -> list[Finding]:
        return [each for each in self.all if each.severity == severity and each.dismissal is None]

    @property
    def blocking(self) -> list[Finding]:
        """What must be mended."""
        return self._open(Severity.BLOCKING)

    @property
    def warnings(self) -> list[Finding]:
        """What somebody should look at: first what could hurt a reader."""
        return [*self._open(Severity.SAFETY), *self._open(Severity.WARNING)]

    @property
    def notes(self) -> list[Finding]:
        """What was not judged, and the like."""
        return self._open(Severity.NOTE)

    @property
    def dismissed(self) -> list[Finding]:
        """Warnings that an editor decided against."""
        return [each for each in self.all if each.dismissal is not None]

    @property
    def count(self) -> int:
        """How many wait for somebody."""
        return len(self.blocking) + len(self.warnings)

    def of(self, check_name: str, subject: str) -> Finding | None:
        """Return the open finding with this name and subject."""
        wanted = (each for each in self.all if (each.check.name, each.subject) == (check_name, subject))
        return next((each for each in wanted if each.dismissal is None), None)


def findings_of(page: AbstractPage, now: datetime) -> Findings:
    """Run every check for a specific page, as it stands in memory.

    A check that fails does not pass: it is a blocking finding of its own, and the error goes to the log.
    """
    draft = Draft(page, now)
    found = [finding for check in checks_for(type(page)) for finding in _run(check, draft)]
    return Findings(tuple(_with_dismissals(page, found)))


def blocking_sentences(page: AbstractPage, now: datetime) -> list[str]:
    """Return why the checks would not let this draft be published, one sentence each."""
    return [finding.remark.message for finding in findings_of(page, now).blocking]


def _run(check: Check, draft: Draft) -> list[Finding]:
    try:
        remarks = list(check.function(draft))
    except Exception:
        logger.exception("The check %s failed on page %s.", check.name, draft.page.pk)
        sentence = _(
            "“%(title)s” could not be checked: the check itself failed. Nothing you wrote is lost. "
            "Tell whoever "
            "looks after this site; the error is in its log."
        )
        return [_finding(check, Remark(sentence % {"title": check.title}), Severity.BLOCKING)]
    return [_finding(check, each, Severity.NOTE if each.is_note else check.severity) for each in remarks]


def _finding(check: Check, remark: Remark, severity: Severity) -> Finding:
    return Finding(check, remark, severity, check.subject_of(remark))


def _with_dismissals(page: AbstractPage, found: Iterable[Finding]) -> Iterator[Finding]:
    """One query, none for a page that was never saved."""
    rows = Dismissal.objects.filter(page=page.pk) if page.pk else ()
    dismissed = {(row.check_name, row.subject): row for row in rows}
    for each in found:
        row = dismissed.get((each.check.name, each.subject)) if each.can_be_dismissed else None
        yield Finding(each.check, each.remark, each.severity, each.subject, row)


class DismissalError(ValueError):
    """Raised when a finding cannot be dismissed; its text tells the editor why."""


def dismiss(page: AbstractPage, finding: Finding, user: Account, reason: str, now: datetime) -> Dismissal:
    """Record that an editor decided against a warning. Raises DismissalError."""
    reason = " ".join(reason.split())
    if not finding.can_be_dismissed:
        raise DismissalError(_("This must be mended: it cannot be dismissed."))
    if finding.needs_reason and not reason:
        raise DismissalError(_("This could hurt a reader. Say why it should stay as it is, then dismiss it."))
    if len(reason) > MAX_REASON:
        raise DismissalError(_("This reason is too long: say it in 500 characters."))
    return Dismissal.objects.create(
        page_id=page.pk,
        page_title=page.title,
        check_name=finding.check.name,
        subject=finding.subject,
        reason=reason,
        dismissed_by_id=user.pk,
        dismissed_by_name=get_user_display_name(user),
        dismissed_at=now,
    )
