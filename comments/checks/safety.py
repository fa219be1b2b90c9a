"""Is somebody in danger, or laid bare, by what is written? No trust ever skips these."""

from collections.abc import Iterator
from itertools import product

from django.utils.translation import gettext_lazy as _

from comments.checks.check import Check, Phase
from comments.checks.people import named_patients
from comments.checks.sentences import Sentence
from comments.findings import Finding, Kind
from comments.folding import Folded
from comments.phrases import Phrases
from comments.submission import Submission
from comments.wordlists import word_list

_SAYINGS = Phrases(word_list("threats", "phrases"))
_SUBJECTS = Phrases(word_list("threats", "subjects"))
_DEEDS = Phrases(map(" ".join, product(word_list("threats", "deeds"), word_list("threats", "targets"))))
_NEGATIONS = Phrases(word_list("medical", "negations"))
# How many words before a deed say who does it.
_REACH = 9


def threats(text: str) -> set[tuple[int, int]]:
    """Return where the folded `text` reads like a threat."""
    found = {(match.start, match.end) for match in _SAYINGS.find_in(Folded(text))}
    for sentence in Sentence.all_in(text):
        for deed in sentence.find(_DEEDS):
            before = sentence.words_before(deed.start, _REACH)
            if _SUBJECTS.find(before) and not _NEGATIONS.find(before):
                found.add(sentence.span(deed.start, deed.end))
    return found


class Threats(Check):
    """Nobody is threatened here."""

    name, phase = "threats", Phase.SAFETY
    reads_words_only = True
    label = _("Threats")
    explanation = _("Notices words that threaten somebody, and keeps the comment for you.")

    def run(self, submission: Submission) -> Iterator[Finding]:
        """Hold what reads like a threat; whether it is one, a person says."""
        folded = submission.folded
        spans = tuple(sorted(folded.raw_span(*span) for span in threats(folded.text)))
        if spans:
            yield self.finding(
                Kind.HOLD, "threat", _("It reads like a threat against somebody."), spans=spans
            )


class SomebodyElsesHealth(Check):
    """What others suffer from is theirs to tell."""

    name, phase = "somebody_elses_health", Phase.SAFETY
    reads_words_only = True
    label = _("Somebody else's health")
    explanation = _(
        "Notices where a comment says of somebody, by name, that they are ill, and keeps it for you."
    )

    def run(self, submission: Submission) -> Iterator[Finding]:
        """Hold what gives a name and an illness; a relation without a name ("my mother") is nobody's name."""
        spans = tuple(named_patients(submission.body))
        if spans:
            message = _("It names somebody and says what they suffer from. Would they want that?")
            yield self.finding(Kind.HOLD, "named_patient", message, spans=spans)
