"""Words as they are typed, cleaned and compared: each text by the rules of its own block or field."""

import copy
import re
from collections import defaultdict
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.blocks import Block
from wagtail.rich_text import features as known_features

from blog.review.changes import readable
from blog.review.rich_text import rich_text
from blog.review.suggestions.texts import Text

LONGEST = 20_000
BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')
# What a tampered form may make Wagtail's reader of its editor's data stumble over.
UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError)


def field_for(text: Text) -> forms.Field:
    """The form field with which the editor of the page would edit this text."""
    is_block = isinstance(text.source, Block)
    wording = copy.deepcopy(text.source.field) if is_block else text.source.formfield()
    if not text.is_rich:
        wording.widget = AdminAutoHeightTextInput()
    wording.label, wording.help_text = gettext("Your words"), ""
    return wording


def clean(text: Text, words: str) -> str:
    """Return the words as this text may hold them. Raises ValidationError where the text's own rules do."""
    return field_for(text).clean(sanitised(text, words))


def sanitised(text: Text, words: str) -> str:
    """Return the words as the text's own editor would save them: what it does not offer is lost, scripts first."""
    if not text.is_rich:
        return words
    offered = getattr(field_for(text).widget, "features", None) or known_features.get_default_features()
    converter = ContentstateConverter(offered)
    return converter.to_database_format(converter.from_database_format(words))


def same(one: str, other: str) -> bool:
    """Whether two stored texts are the same; the keys that the editor gives to paragraphs say nothing."""
    return _bare(one) == _bare(other)


def _bare(words: str) -> str:
    return BLOCK_KEY.sub("", words).strip()


def as_read(words: str, *, is_rich: bool) -> str:
    """Return a stored text as people read it in comparisons."""
    return readable(rich_text(words, defaultdict(str))) if is_rich else words


class SuggestionForm(forms.Form):
    """Better words for one text, and why."""

    note = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Optional. For the editors; readers do not see it."),
    )
    before = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    field_order = ["wording", "note", "before"]

    def __init__(self, data: Any = None, *, text: Text) -> None:
        self.text, self.unreadable = text, False
        wording = field_for(text)
        super().__init__(self._legible(data, wording), initial={"wording": text.value, "before": text.value})
        self.fields["wording"] = wording
        self.order_fields(self.field_order)

    def _legible(self, data: Any, wording: forms.Field) -> Any:
        """Leave out words that no editor sent, so that they are a missing answer and not a server error."""
        if data is None:
            return None
        try:
            wording.widget.value_from_datadict(data, {}, "wording")
        except UNREADABLE:
            self.unreadable = True
            return {name: value for name, value in data.items() if name != "wording"}
        return data

    def clean_wording(self) -> str:
        """Raise ValidationError for words that are unreadable, the same as before, or too many."""
        if self.unreadable:
            raise ValidationError(
                _(
                    "Your words could not be read. Load this page again, with scripts switched on, and type them anew."
                )
            )
        words = clean(self.text, self.cleaned_data["wording"])
        if len(words) > LONGEST:
            raise ValidationError(_("That is too long for one suggestion. Ask for changes instead."))
        if same(words, sanitised(self.text, self.text.value)):
            raise ValidationError(_("These are the same words. Change them, or go back."))
        return words

    def clean(self) -> dict[str, Any]:
        """Add an error if the text is no longer the one that was read; what was typed stays."""
        cleaned = super().clean() or {}
        if not same(self.data.get("before", ""), self.text.value):
            self.add_error(
                None, _("The text was changed while you were writing. Above is the text as it stands now.")
            )
            self.data = {**self.data.dict(), "before": self.text.value}
        return cleaned
