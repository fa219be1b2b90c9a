"""Where a site asks for a confirmed address, one must be given."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from comments.checks.check import Check, Phase
from comments.checks.crisis import Crisis
from comments.closing import settings_for
from comments.findings import Finding, Kind
from comments.states import CareTier
from comments.submission import Submission


class AddressNeeded(Check):
    """The site wants to know that an address is its sender's, so there must be one."""

    name, phase = "address_needed", Phase.SHAPE
    label = _("Address where the site asks for one")
    explanation = _("Switched on and off in the settings of reader comments.")
    fixed = True

    def run(self, submission: Submission) -> Iterator[Finding]:
        """Refuse a comment without an address. Who is in distress is heard without one."""
        thread = submission.thread
        if submission.email or thread is None or not settings_for(thread).requires_confirmed_address:
            return
        if submission.replaces is not None or self._is_in_distress(submission):
            return
        message = _("Please give an address. We send you a link; your comment counts once you follow it.")
        yield self.finding(Kind.REFUSE, "address_needed", message, field="email")

    @staticmethod
    def _is_in_distress(submission: Submission) -> bool:
        return any(finding.tier >= CareTier.PRESENT for finding in Crisis().run(submission))
