"""Suggestions as the review screen shows them: with their differences, and whether they still fit."""

from dataclasses import dataclass

from django.db import models
from django.utils.safestring import SafeString

from blog.review.marking import marked
from blog.review.models import Suggestion
from blog.review.suggestions.texts import Text, texts_of
from blog.review.suggestions.wording import as_read, same


@dataclass(frozen=True)
class ShownSuggestion:
    """One suggestion: its words against those it was made for; and, if these are gone, what stands there now."""

    suggestion: Suggestion
    difference: SafeString
    is_outdated: bool
    present: str
    path: str


def shown_for(page: models.Model) -> tuple[list[ShownSuggestion], list[ShownSuggestion]]:
    """Return the open suggestions for a page, in the order of the text, and the answered ones, the newest first."""
    suggestions = list(Suggestion.objects.filter(page=page.pk))
    if not suggestions:
        return [], []
    texts = {text.place: text for text in texts_of(page)}
    order = {place: number for number, place in enumerate(texts)}
    shown = [_shown(suggestion, texts.get(tuple(suggestion.place))) for suggestion in suggestions]
    waiting = [one for one in shown if one.suggestion.resolution == Suggestion.Resolution.OPEN]
    answered = [one for one in shown if one.suggestion.resolution != Suggestion.Resolution.OPEN]
    waiting.sort(key=lambda one: order.get(tuple(one.suggestion.place), len(order)))
    answered.sort(key=lambda one: one.suggestion.resolved_at, reverse=True)
    return waiting, answered


def _shown(suggestion: Suggestion, text: Text | None) -> ShownSuggestion:
    # Of a text that is gone nobody can say any more whether it was HTML, except by looking at it.
    is_rich = text.is_rich if text else suggestion.before.lstrip().startswith("<")
    before, after = (as_read(words, is_rich=is_rich) for words in (suggestion.before, suggestion.after))
    return ShownSuggestion(
        suggestion,
        marked(before, after),
        text is None or not same(text.value, suggestion.before),
        as_read(text.value, is_rich=is_rich) if text else "",
        text.path if text else "",
    )
