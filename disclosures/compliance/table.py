"""All rules, and what they say of one output."""

import logging

from wagtail import hooks

from disclosures.compliance.appearance import r10
from disclosures.compliance.labels import r4, r6, r7, r8
from disclosures.compliance.links import r12, r13, r15
from disclosures.compliance.notices import r1, r2, r3, r23, r25
from disclosures.compliance.outputs import r19
from disclosures.compliance.products import r16, r20, r21
from disclosures.compliance.served import Served
from disclosures.compliance.verdicts import Rule, Verdict, failed
from disclosures.compliance.wording import r5, r9, r11, r14

logger = logging.getLogger(__name__)

# In the order of the design's table; other apps add theirs by the hook.
RULES: tuple[Rule, ...] = (
    r1, r2, r3, r4, r5, r6, r7, r8, r9, r10, r11, r12, r13, r14, r15, r16, r19, r20, r21, r23, r25,
)  # fmt: skip
HOOK = "disclosures_rules"


def rules() -> list[Rule]:
    """Return our own rules and those that other apps add: each function of the hook returns a list of rules."""
    return [*RULES, *(rule for function in hooks.get_hooks(HOOK) for rule in function())]


def assess(served: Served) -> list[Verdict]:
    """Return the verdict of every rule. Never raises: a rule that cannot judge is one that is not kept."""
    return [_verdict(rule, served) for rule in rules()]


def _verdict(rule: Rule, served: Served) -> Verdict:
    try:
        return rule(served)
    except Exception as error:
        logger.exception("A rule could not judge %s.", served.address)
        name = getattr(rule, "__name__", type(rule).__name__)
        return failed(name.upper(), f"{type(error).__name__}: {error}")
