"""Who says it, and where."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from comments.checks.check import Check, Phase
from comments.findings import Finding, Kind
from comments.submission import Submission


class PreModeration(Check):
    """On most pages a person reads each comment first."""

    name, phase = "pre_moderation", Phase.STANDING
    label = _("Read before it appears")
    explanation = _("Holds each comment on pages that are set so.")
    fixed = True

    def run(self, submission: Submission) -> Iterator[Finding]:
        """Hold everything where the page says so."""
        if submission.thread is not None and submission.thread.is_pre_moderated:
            yield self.finding(
                Kind.HOLD, "pre_moderated", _("Each comment on this page is read before it appears.")
            )
