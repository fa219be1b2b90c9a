"""What this site's moderators asked to be told about, or to read first."""

from collections.abc import Iterator
from functools import lru_cache

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from comments.checks.check import Check, Phase
from comments.findings import Finding, Kind
from comments.folding import Folded, fold
from comments.models import Rule, RuleEffect
from comments.phrases import Match, Phrases
from comments.submission import Submission

# So many of the phrases found are named; more would bury the comment.
_NAMED = 5
_KINDS = {
    RuleEffect.ANNOTATE: Kind.ANNOTATE,
    RuleEffect.HOLD: Kind.HOLD,
    RuleEffect.SPAM: Kind.SPAM,
}


class Rules(Check):
    """The rules that moderators keep themselves."""

    name, phase = "rules", Phase.SPAM
    reads_words_only = True
    label = _("Your own rules")
    explanation = _("Looks for the words and phrases under Settings, “Rules for reader comments”.")

    def run(self, submission: Submission) -> Iterator[Finding]:
        """Yield what each rule in use asks for. Whatever their number, their points are one opinion."""
        if submission.thread is None:
            return
        name, body = fold(submission.name), submission.folded
        for rule in Rule.remembered():
            in_body = matches_of(rule, body) if rule.active else []
            found = in_body or (matches_of(rule, name) if rule.active else [])
            if found:
                yield self._found(rule, found, tuple((match.start, match.end) for match in in_body))

    def _found(self, rule: Rule, found: list[Match], spans: tuple[tuple[int, int], ...]) -> Finding:
        kind = _KINDS[RuleEffect(rule.effect)]
        phrases = list(dict.fromkeys(match.phrase for match in found))[:_NAMED]
        message = format_lazy(
            _("Your rule “{rule}” found: {phrases}"), rule=rule.name, phrases=", ".join(phrases)
        )
        points = rule.points if kind == Kind.SPAM else 0
        return self.finding(kind, "rule", message, points=points, spans=spans)


def matches_of(rule: Rule, text: Folded) -> list[Match]:
    """Return where the phrases of `rule` stand in `text`; of two that overlap, both."""
    return _phrases(rule.phrases).find_in(text)


@lru_cache(maxsize=200)
def _phrases(lines: str) -> Phrases:
    return Phrases(lines.splitlines())
