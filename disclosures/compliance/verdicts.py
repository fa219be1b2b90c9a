"""What a rule says of one output."""

from collections.abc import Callable
from dataclasses import dataclass

from disclosures.compliance.served import Served


@dataclass(frozen=True, slots=True)
class Verdict:
    """`passed`: True, False, or None where the rule has nothing to judge; `detail` says what to do, or why not."""

    rule: str
    passed: bool | None
    detail: str = ""


Rule = Callable[[Served], Verdict]


def passed(rule: str) -> Verdict:
    """Return the verdict of a rule that is kept."""
    return Verdict(rule, True)


def failed(rule: str, detail: str) -> Verdict:
    """Return the verdict of a rule that is broken; `detail` tells an editor what to do."""
    return Verdict(rule, False, detail)


def not_applicable(rule: str, reason: str) -> Verdict:
    """Return the verdict of a rule that has nothing to judge here, or cannot."""
    return Verdict(rule, None, reason)
