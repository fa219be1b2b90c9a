"""Runs all checks on a submission, and says what their findings mean together."""

import logging
from collections.abc import Iterator, Sequence
from time import monotonic

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from comments.checks import address, crisis, gate, identifiers, medical, rules, safety, shape, spam, standing
from comments.checks.check import Check, Phase
from comments.checks.modes import chosen_modes, in_mode, mode_of
from comments.findings import Assessment, Finding, Kind
from comments.models import CheckMode
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
    address.AddressNeeded(),
    shape.AnsweredComment(),
    shape.Duplicate(),
    crisis.Crisis(),
    identifiers.Identifiers(),
    safety.Threats(),
    safety.SomebodyElsesHealth(),
    medical.StopTreatment(),
    medical.Dosage(),
    medical.CureClaims(),
    medical.InsteadOfTreatment(),
    medical.ProductClaims(),
    medical.MedicalWords(),
    spam.Honeypot(),
    spam.Links(),
    spam.FormAge(),
    spam.RepeatedText(),
    spam.Advertising(),
    spam.Classifier(),
    rules.Rules(),
    standing.PreModeration(),
    standing.AlwaysReadFirst(),
    standing.RecentRejections(),
    standing.KnownAuthor(),
    standing.FirstComment(),
)
# After these, a refused submission is not looked at any further, but for the safety of its author: help is offered
# even where the text is too long, comes too fast, or comments are closed.
_STOPS = {Phase.GATE, Phase.SAFETY}
# Seconds. A check that takes longer is not relied on, and after so many in all the reader has waited enough.
SLOW_CHECK = 3.0
PATIENCE = 6.0


def assess(submission: Submission, checks: Sequence[Check] | None = None) -> Assessment:
    """Return all findings about `submission`, phase by phase, and their outcome. Stores nothing, never raises.

    A text that is sent to no page is assessed by the checks as they are made.
    """
    modes = chosen_modes() if submission.thread is not None else {}
    assessment, late = Assessment(insists=submission.insists), monotonic() + PATIENCE
    stopped = False
    for phase in Phase:
        due = [check for check in (CHECKS if checks is None else checks) if check.phase == phase]
        due = [check for check in due if check.always or not stopped]
        assessment = assessment.plus(
            finding for check in due for finding in _findings(check, submission, mode_of(check, modes), late)
        )
        stopped = stopped or (phase in _STOPS and bool(assessment.refusals))
    return assessment


def _findings(check: Check, submission: Submission, mode: CheckMode | None, late: float) -> Iterator[Finding]:
    """Yield what `check` finds, in its mode. One that may be switched off is left out where it is `late`."""
    if mode == CheckMode.OFF:
        return
    if monotonic() > late and not check.fixed:
        logger.error("The check %s was left out for lack of time.", check.name)
        yield from in_mode([_unchecked(check)], mode)
    else:
        yield from in_mode(_run(check, submission), mode)


def _run(check: Check, submission: Submission) -> list[Finding]:
    """Return what `check` finds; also what it found before it failed, which may be somebody in distress."""
    found: list[Finding] = []
    started = monotonic()
    try:
        found.extend(check.run(submission))
    except Exception:  # a check that fails must neither pass a comment silently nor lose it
        logger.exception("The check %s failed; the comment is held.", check.name)
        found.append(_unchecked(check))
    if monotonic() - started > SLOW_CHECK:
        logger.error("The check %s took too long; the comment is held.", check.name)
        found.append(_unchecked(check))
    return found


def _unchecked(check: Check) -> Finding:
    message = format_lazy(
        _("Not checked: “{check}” failed or took too long. Please look yourself."),
        check=check.label or check.name,
    )
    return check.finding(Kind.UNCHECKED, "unchecked", message)
