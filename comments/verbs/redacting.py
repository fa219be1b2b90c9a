"""Takes private details out of a comment, and nothing else: no moderator puts words into a reader's mouth."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from comments.models import Comment
from comments.models.editorial import Span
from comments.verbs.answers import Done
from comments.verbs.verb import VersionedForm, WrittenVerb

# What other checks mark is no private detail. Where somebody's name stands beside an illness, a person chooses.
CHOSEN = {"identifiers"}
OFFERED = {*CHOSEN, "somebody_elses_health"}


class RedactForm(VersionedForm):
    """What is to be taken out: places the checks have found, and words that stand in the text."""

    found = forms.MultipleChoiceField(
        label=_("Found by the checks"), required=False, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        label=_("Other words to take out"),
        required=False,
        help_text=_("One in each line, exactly as in the text. Each is taken out wherever it stands."),
        widget=AdminAutoHeightTextInput,
    )

    class Media:
        js = (forms.Script("reader_comments/redact.js", type="module"),)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["found"].choices = found_in(self.comment, OFFERED)
        self.fields["found"].initial = [value for value, _words in found_in(self.comment, CHOSEN)]
        if not self.fields["found"].choices:
            del self.fields["found"]

    def clean(self) -> dict[str, Any]:
        """Turn both into spans. Refuses words that do not stand in the text, and nothing at all."""
        data = super().clean() or {}
        spans = [_span(value) for value in data.get("found", [])]
        for line in data.get("words", "").splitlines():
            if words := line.strip():
                spans += self._places_of(words)
        if not spans and not self.errors:
            self.add_error(None, gettext("Choose or write what is to be taken out."))
        return data | {"spans": spans}

    def _places_of(self, words: str) -> list[Span]:
        body, places, at = self.comment.body, [], -1
        while (at := body.find(words, at + 1)) >= 0:
            places.append((at, at + len(words)))
        if not places:
            self.add_error(
                "words",
                gettext("“%(words)s” does not stand in the comment. Copy it exactly as it is written there.")
                % {"words": words},
            )
        return places


class Redact(WrittenVerb):
    """Put "[private details removed]" in the place of what nobody else should know."""

    form_class = RedactForm
    template_name = "reader_comments/admin/redact_form.html"
    title = _("Remove private details")
    explanation = _("Readers see “[private details removed]” instead. Nothing else of the comment changes.")
    submit_label = _("Remove")
    shows_comment = False

    def write(self, comment: Comment, form: VersionedForm) -> Done:
        """Take it out."""
        data = form.cleaned_data
        event = comment.redact(data["spans"], self.moderator, data["version"])
        return Done(event.said, event, "undo")


def found_in(comment: Comment, checks: set[str]) -> list[tuple[str, str]]:
    """Return the places which `checks` have marked in the text: ("start-end", the words that stand there)."""
    marked = {
        tuple(span)
        for finding in comment.findings
        if finding.get("check") in checks
        for span in finding.get("spans", ())
    }
    inside = sorted((start, end) for start, end in marked if 0 <= start < end <= len(comment.body))
    return [(f"{start}-{end}", comment.body[start:end]) for start, end in inside]


def _span(value: str) -> Span:
    start, _separator, end = value.partition("-")
    return int(start), int(end)
