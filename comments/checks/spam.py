"""Does it come from a machine that advertises? Each sign gives points; one alone never decides."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from comments.checks.check import Check, Phase
from comments.findings import Finding, Kind
from comments.markup import render
from comments.submission import Submission

# A person who reads, types and sends takes longer.
FASTEST_HAND = 2.0


class Honeypot(Check):
    """The field that people do not see is empty."""

    name, phase = "honeypot", Phase.SPAM
    label = _("Hidden field")
    explanation = _("Programs fill in a field that readers cannot see; some browsers do so too.")

    def run(self, submission: Submission) -> Iterator[Finding]:
        """Give points where it is filled: some browsers fill in every field, so it is no proof."""
        if submission.honeypot:
            yield self.finding(
                Kind.SPAM, "honeypot", _("A field that readers cannot see was filled in."), points=4
            )


class Links(Check):
    """Where does it lead, and does anybody pay for that?"""

    name, phase = "links", Phase.SPAM
    label = _("Links")
    explanation = _("Holds a text with a link, so that a person looks where it leads.")

    def run(self, submission: Submission) -> Iterator[Finding]:
        """Hold a text with a link, also where comments appear at once: a person looks where it leads."""
        if "<a " in render(submission.body):
            yield self.finding(Kind.HOLD, "links", _("It contains a link. Look where it leads."))


class FormAge(Check):
    """Writing takes time."""

    name, phase = "form_age", Phase.SPAM
    label = _("Sent at once")
    explanation = _("Sent within two seconds, faster than anybody types.")

    def run(self, submission: Submission) -> Iterator[Finding]:
        """Give points for sending faster than a hand can. Slow typing is never held against anybody."""
        if submission.form_age is not None and submission.form_age < FASTEST_HAND:
            yield self.finding(Kind.SPAM, "form_age", _("It was sent within two seconds."), points=3)
