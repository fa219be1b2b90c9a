"""The forms of the ways past a signature."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from blog.review.minor_edits.proposing import CHOICES, LONGEST_EXPLANATION

TEXT = {"rows": 3}


class WayForm(forms.Form):
    """Names the text that the user saw: whatever was typed since is not published unseen."""

    read = forms.CharField(widget=forms.HiddenInput)


class ProposeForm(WayForm):
    """A minor edit."""

    reason = forms.ChoiceField(label=_("What kind of change"), choices=CHOICES, widget=forms.RadioSelect)
    explanation = forms.CharField(
        label=_("What you changed"),
        max_length=LONGEST_EXPLANATION,
        widget=forms.Textarea(attrs=TEXT),
        help_text=_("One sentence. The second person and readers of the history see it."),
    )


class DeclineForm(forms.Form):
    """Why a minor edit is not made."""

    why = forms.CharField(
        label=_("Why not"),
        max_length=LONGEST_EXPLANATION,
        widget=forms.Textarea(attrs=TEXT),
        help_text=_("Goes to whoever proposed it."),
    )


class CorrectionForm(forms.Form):
    """A public correction."""

    wrong = forms.CharField(
        label=_("What was wrong"),
        max_length=2000,
        widget=forms.Textarea(attrs=TEXT),
        help_text=_("As readers should hear it: what the page said, and since when if you know."),
    )
    changed = forms.CharField(
        label=_("What was changed"),
        max_length=2000,
        widget=forms.Textarea(attrs=TEXT),
        help_text=_("Readers see both sentences, with the date. They cannot be changed afterwards."),
    )


class DeleteForm(WayForm, CorrectionForm):
    """A deletion with its correction."""


class EmergencyForm(WayForm):
    """An emergency replacement."""

    reason = forms.CharField(
        label=_("Why it cannot wait for a signature"),
        max_length=2000,
        widget=forms.Textarea(attrs=TEXT),
        help_text=_("Readers of the history, the reviewer and all editors see it."),
    )
    confirm = forms.BooleanField(
        label=_("The published text is dangerous, and I answer for the new one until it is signed."),
        error_messages={"required": _("Tick this if it is so. If it is not, request a medical review.")},
    )


class WithdrawForm(forms.Form):
    """A reviewer takes an approval back."""

    reason = forms.CharField(
        label=_("Why you take it back"),
        max_length=2000,
        widget=forms.Textarea(attrs=TEXT),
        help_text=_("Goes to the editors, and stands in the history of the page."),
    )
    confirm = forms.BooleanField(
        label=_("I no longer approve the text that is published."),
        error_messages={"required": _("Tick this to take your approval back.")},
    )


def fields_of(form: forms.Form) -> list[Any]:
    """The visible fields, ticks last."""
    return sorted(form.visible_fields(), key=lambda field: isinstance(field.field, forms.BooleanField))
