"""What a site's moderators let a check do: what it is made for, hold, tell them, or nothing."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from comments.checks.check import Check
from comments.findings import Finding, Kind
from comments.models import CheckMode, CheckSetting

logger = logging.getLogger(__name__)

# What a mode never changes: a form that cannot be taken, and a person who needs somebody.
_UNCHANGED = {Kind.REFUSE, Kind.CARE, Kind.TRUST}
# What already leads to a person, by the way of asking the author first.
_HELD = {Kind.HOLD, Kind.UNCHECKED, Kind.NUDGE}


def chosen_modes() -> dict[str, CheckMode]:
    """Return the modes that differ from what the checks are made for. Where nobody can be asked, none does."""
    try:
        return {setting.name: CheckMode(setting.mode) for setting in CheckSetting.remembered()}
    except Exception:  # the checks themselves matter more than how they are set
        logger.exception("The modes of the checks cannot be read; each does what it is made for.")
        return {}


def mode_of(check: Check, modes: Mapping[str, CheckMode]) -> CheckMode | None:
    """Return the mode of `check`, or None where it does what it is made for, as a fixed one always does."""
    return None if check.fixed else modes.get(check.name, check.default_mode)


def in_mode(findings: Iterable[Finding], mode: CheckMode | None) -> Iterator[Finding]:
    """Yield what `findings` mean in `mode`. A check that is off is not run, so there is nothing to change."""
    yield from findings if mode is None else (_changed(finding, mode) for finding in findings)


def _changed(finding: Finding, mode: CheckMode) -> Finding:
    if finding.kind in _UNCHANGED:
        return finding
    if mode == CheckMode.ANNOTATE:
        return replace(finding, kind=Kind.ANNOTATE, points=0)
    return finding if finding.kind in _HELD else replace(finding, kind=Kind.HOLD, points=0)
