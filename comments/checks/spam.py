"""Does it come from a machine that advertises? Each sign gives points; one alone never decides."""

import re
from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as text_of_catalogue
from django.utils.translation import gettext_lazy as _

from comments.checks.check import Check, Phase
from comments.classifier.training import is_unusual, text_of
from comments.findings import Finding, Kind
from comments.markup import render
from comments.models import Comment
from comments.spam_phrases import signs_in
from comments.submission import Submission

# A person who reads, types and sends takes longer.
FASTEST_HAND = 2.0
MANY_LINKS = 3
# Shorter texts ("Thank you!") are said by many people.
LONG_ENOUGH_TO_BE_ONES_OWN = 40
REPEATED_WITHIN = timedelta(days=14)
_ADDRESS = re.compile(
    r"(?:https?://|\bwww\.)[^\s<>()\[\]]+"
    r"|\b[a-z0-9-]{2,}\.(?:com|net|org|info|biz|shop|xyz|ru|top|club|site|online|store)\b"
)


class Honeypot(Check):
    """The field that people do not see is empty."""

    name, phase = "honeypot", Phase.SPAM
    label = _("Hidden field")
    explanation = _(
        "A field that only machines see was filled in. Some browsers do so too, so it is no proof."
    )

    def run(self, submission: Submission) -> Iterator[Finding]:
        """Give points where it is filled: some browsers fill in every field, so it is no proof."""
        if submission.honeypot:
            yield self.finding(
                Kind.SPAM, "honeypot", _("A field that readers cannot see was filled in."), points=4
            )


class Links(Check):
    """Where does it lead, and does anybody pay for that?"""

    name, phase = "links", Phase.SPAM
    reads_words_only = True
    label = _("Links")
    explanation = _(
        "A comment with a link waits until a person has looked where it leads; many links give points."
    )

    def run(self, submission: Submission) -> Iterator[Finding]:
        """Hold a text with a link, also where comments appear at once: a person looks where it leads."""
        if "<a " in render(submission.body):
            yield self.finding(Kind.HOLD, "links", _("It contains a link. Look where it leads."))
        addresses = list(_ADDRESS.finditer(submission.body.lower()))
        if len(addresses) >= MANY_LINKS:
            spans = tuple(address.span() for address in addresses[:20])
            yield self.finding(Kind.SPAM, "many_links", _("It names many addresses."), points=3, spans=spans)


class FormAge(Check):
    """Writing takes time."""

    name, phase = "form_age", Phase.SPAM
    label = _("Speed")
    explanation = _(
        "It was sent within two seconds after the form was opened. Slow typing is never held against anybody."
    )

    def run(self, submission: Submission) -> Iterator[Finding]:
        """Give points for sending faster than a hand can. Slow typing is never held against anybody."""
        if submission.form_age is not None and submission.form_age < FASTEST_HAND:
            yield self.finding(Kind.SPAM, "form_age", _("It was sent within two seconds."), points=3)


class RepeatedText(Check):
    """The same words under many articles are a campaign; under one they are a second try."""

    name, phase = "repeated_text", Phase.SPAM
    label = _("Repeated text")
    explanation = _("The same words were sent to other pages in the last two weeks.")

    def run(self, submission: Submission) -> Iterator[Finding]:
        """Give points for words that came before, except short ones and those a moderator published."""
        if submission.page is None or len(submission.matchable) < LONG_ENOUGH_TO_BE_ONES_OWN:
            return
        same = Comment.objects.filter(body_digest=submission.digest).sent_since(
            timezone.now() - REPEATED_WITHIN
        )
        if submission.thread is not None and submission.thread.pk:
            same = same.exclude(thread=submission.thread)
        if same.exclude(approved_revision__isnull=False).exists():
            yield self.finding(
                Kind.SPAM, "repeated_text", _("The same words were sent to other pages."), points=3
            )


class Advertising(Check):
    """Advertising comments say the same things in the same words."""

    name, phase = "advertising", Phase.SPAM
    reads_words_only = True
    label = _("Phrases of advertising")
    explanation = _(
        "Whole phrases which advertising comments use, never a single word. Two kinds hold a comment."
    )

    def run(self, submission: Submission) -> Iterator[Finding]:
        """Give points for each kind of phrase."""
        for sign in signs_in(submission.folded):
            spans = tuple((match.start, match.end) for match in sign.matches)
            yield self.finding(
                Kind.SPAM, f"advertising_{sign.code}", text_of_catalogue(sign.says), points=2, spans=spans
            )


class Classifier(Check):
    """What this site's moderators called spam looks like this."""

    name, phase = "classifier", Phase.SPAM
    reads_words_only = True
    label = _("What was spam before")
    explanation = _(
        "Learned on this site alone, from its moderators' decisions. It sleeps until there are 500 of them, holds at "
        "most about one in a hundred good comments, and never decides."
    )

    def run(self, submission: Submission) -> Iterator[Finding]:
        """Hold what looks like earlier spam; it may do no more than that."""
        if submission.page is not None and is_unusual(text_of(submission.name, submission.body)):
            yield self.finding(
                Kind.HOLD, "classifier", _("It looks like what was called spam on this site before.")
            )
