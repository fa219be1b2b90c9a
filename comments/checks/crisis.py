"""Is somebody in danger? Nobody who writes so is rejected by a machine, and no outside service ever sees it."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from comments.checks.check import Check, Phase
from comments.crisis_language import Found, Reading, english
from comments.findings import Finding, Kind
from comments.folding import fold
from comments.states import CareTier
from comments.submission import Submission

# What the moderator is told, by how near a crisis seems.
MESSAGES = {
    CareTier.PLANNED: (
        "care_planned",
        _(
            "Whoever wrote it may be in danger: it speaks of a plan, of means or of a farewell. Please act now."
        ),
    ),
    CareTier.PRESENT: ("care_present", _("Whoever wrote it may be in distress. Please read it first.")),
    CareTier.PAST: ("care_past", _("It speaks of a crisis in the past, or of somebody else in one.")),
}
# More places than this nobody looks at.
MOST_SPANS = 20


class Crisis(Check):
    """Words of somebody who may be in danger."""

    name, phase = "crisis", Phase.SAFETY
    label = _("People in distress")
    explanation = _(
        "Notices when somebody may want to die or hurts themselves. Such a comment is held, its author is shown where "
        "help is, and a person of your team is told."
    )
    fixed = True
    always = True

    def run(self, submission: Submission) -> Iterator[Finding]:
        """Yield one finding for each nearness of a crisis, with the places that speak of it."""
        read = Reading(submission.folded, english()).found()
        for tier, (code, message) in MESSAGES.items():
            if spans := tuple(each.span for each in _without_nearer(read, tier)):
                yield self.finding(Kind.CARE, code, message, tier=tier, spans=spans[:MOST_SPANS])


def _without_nearer(read: list[Found], tier: CareTier) -> list[Found]:
    """Return what was found of one tier, but for what only says less about words of a nearer one."""
    nearer = [each for each in read if each.tier > tier]
    return [each for each in read if each.tier == tier and not any(each.overlaps(other) for other in nearer)]


def sounds_distressed(text: str) -> bool:
    """Return whether its author may be in distress now, for answers that come before all checks."""
    return any(found.tier >= CareTier.PRESENT for found in Reading(fold(text), english()).found())
