"""Runs all checks on a submission, and says what their findings mean together."""

import logging
from collections.abc import Sequence

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from comments.checks import gate, shape, spam, standing
from comments.checks.check import Check, Phase
from comments.findings import Assessment, Finding, Kind
from comments.submission import Submission

logger = logging.getLogger(__name__)

# A new check is one class and one line here; its phase says when it runs.
CHECKS: tuple[Check, ...] = (
    gate.Method(),
    gate.Size(),
    gate.ContentType(),
    gate.SameOrigin(),
    gate.PagePublic(),
    gate.ThreadOpen(),
    gate.RateLimit(),
    shape.Length(),
    shape.Name(),
    shape.Email(),
    shape.AnsweredComment(),
    shape.Duplicate(),
    spam.Honeypot(),
    spam.Links(),
    spam.FormAge(),
    standing.PreModeration(),
)
# After these, a refused submission is not looked at any further. A misshapen one still is, as far as the
# safety of its author goes: help is offered even where the text is too long.
_STOPS = {Phase.GATE, Phase.SAFETY}


def assess(submission: Submission, checks: Sequence[Check] | None = None) -> Assessment:
    """Return all findings about `submission`, phase by phase, and their outcome. Stores nothing, never raises."""
    assessment = Assessment(insists=submission.insists)
    for phase in Phase:
        due = [check for check in (CHECKS if checks is None else checks) if check.phase == phase]
        assessment = assessment.plus(finding for check in due for finding in _run(check, submission))
        if phase in _STOPS and assessment.refusals:
            break
    return assessment


def _run(check: Check, submission: Submission) -> list[Finding]:
    try:
        return list(check.run(submission))
    except Exception:  # a check that fails must neither pass a comment silently nor lose it
        logger.exception("The check %s failed; the comment is held.", check.name)
        message = format_lazy(_("Not checked: “{check}” failed. Please look yourself."), check=check.name)
        return [check.finding(Kind.UNCHECKED, "unchecked", message)]
