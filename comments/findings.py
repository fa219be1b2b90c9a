"""What a check says about a submission, and what all findings together mean."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from enum import StrEnum

from django.utils.functional import Promise

from comments.states import CareTier, Status


class Kind(StrEnum):
    """What a finding asks for."""

    ANNOTATE = "annotate"  # tell the moderator, change nothing
    TRUST = "trust"  # tell the moderator why less care is needed
    SPAM = "spam"  # add points
    HOLD = "hold"  # a person decides
    UNCHECKED = "unchecked"  # the check itself failed: a person decides
    NUDGE = "nudge"  # ask the reader once; they may send it anyway, then a person decides
    CARE = "care"  # somebody may be in distress
    REFUSE = "refuse"  # tell the reader what to change, store nothing


class Outcome(StrEnum):
    """What becomes of a submission."""

    PUBLISH = "publish"
    HOLD = "hold"
    SPAM = "spam"
    NUDGE = "nudge"
    CARE = "care"
    REFUSE = "refuse"


# As many points as one strong signal gives never suffice: two of them must agree.
SPAM_POINTS = 6
HOLD_POINTS = 3


@dataclass(frozen=True)
class Finding:
    """One thing a check noticed.

    `message` speaks to the moderator, or to the reader where the kind is refuse or nudge. `code` is the stable
    name of what was found, `field` the form field it is about. `spans` are (start, end) in the raw text.
    `wait` is how many seconds until sending again makes sense.
    """

    kind: Kind
    code: str
    message: str | Promise
    check: str = ""
    field: str = ""
    points: int = 0
    tier: CareTier = CareTier.NONE
    wait: int = 0
    spans: tuple[tuple[int, int], ...] = ()

    def as_dict(self) -> dict:
        """Return what is stored with the comment: everything that is not empty."""
        kept = {name: value for name, value in asdict(self).items() if value}
        return kept | {"kind": str(self.kind), "message": str(self.message)}


@dataclass(frozen=True)
class Assessment:
    """All findings about one submission. `outcome` is what they mean together."""

    findings: tuple[Finding, ...] = field(default_factory=tuple)
    # Whether the reader has seen the nudges and sends it all the same.
    insists: bool = False

    @property
    def outcome(self) -> Outcome:
        """The strongest of all findings. Care beats spam: nobody in distress is filed away."""
        if self.refusals:
            return Outcome.REFUSE
        if self.care_tier >= CareTier.PRESENT:
            return Outcome.CARE
        if self._has(Kind.NUDGE) and not self.insists:
            return Outcome.NUDGE
        if self._is_spam():
            return Outcome.SPAM
        if self._has(Kind.HOLD, Kind.UNCHECKED, Kind.NUDGE) or self.points >= HOLD_POINTS:
            return Outcome.HOLD
        return Outcome.PUBLISH

    @property
    def status(self) -> Status | None:
        """The status in which the comment is stored, or None where nothing is stored."""
        return {
            Outcome.PUBLISH: Status.PUBLISHED,
            Outcome.HOLD: Status.PENDING,
            Outcome.CARE: Status.PENDING,
            Outcome.SPAM: Status.SPAM,
        }.get(self.outcome)

    @property
    def refusals(self) -> tuple[Finding, ...]:
        """What the reader has to change first."""
        return self.of(Kind.REFUSE)

    @property
    def care_tier(self) -> CareTier:
        """The nearest crisis that any check noticed."""
        return max((finding.tier for finding in self.findings), default=CareTier.NONE)

    @property
    def points(self) -> int:
        """The sum of spam points. What speaks for a text outweighs its words, which have a place, and nothing else."""
        spam = self.of(Kind.SPAM)
        words = sum(finding.points for finding in spam if finding.spans)
        relief = sum(finding.points for finding in self.of(Kind.TRUST))
        return sum(finding.points for finding in spam) - words + max(words + relief, 0)

    def of(self, *kinds: Kind) -> tuple[Finding, ...]:
        """Return the findings of these kinds."""
        return tuple(finding for finding in self.findings if finding.kind in kinds)

    def plus(self, findings: Iterable[Finding]) -> "Assessment":
        """Return the assessment with more findings."""
        return Assessment((*self.findings, *findings), self.insists)

    def _has(self, *kinds: Kind) -> bool:
        return bool(self.of(*kinds))

    def _is_spam(self) -> bool:
        independent = {finding.check for finding in self.of(Kind.SPAM)}
        return self.points >= SPAM_POINTS and len(independent) > 1
