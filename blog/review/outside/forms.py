"""The forms of a sitting: few fields, and defaults that are right for a text without surprises."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blog.people.models import Person
from blog.review.forms import CHECKLIST


class OutsideSignForm(forms.Form):
    """A signature: everything but the question on interests is answered beforehand and can be changed."""

    read = forms.CharField(widget=forms.HiddenInput)
    renew = forms.BooleanField(required=False)
    declaration = forms.CharField(
        label=_("Something has changed"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Payments, shares, posts or anything else that could sway you. Readers see it."),
    )
    statement = forms.CharField(
        label=_("A statement for readers"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Optional. It stands below the article, with your name."),
    )
    next_due = forms.DateField(
        label=_("Next review due"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    confirmed = forms.MultipleChoiceField(
        label=_("You confirm"),
        choices=list(CHECKLIST.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick what you have checked; if one of these is not so, ask for changes."),
        },
    )

    def __init__(self, data: Any, *, person: Person, today: date, due: date, root: str) -> None:
        self.person, self.today = person, today
        self.latest = person.latest_interests()
        initial = {"next_due": due, "read": root, "confirmed": list(CHECKLIST)}
        super().__init__(data, initial=initial)
        self.fields["next_due"].help_text = gettext("At the latest %(day)s.") % {"day": date_format(due)}
        if self.latest is None:
            self.fields["declaration"].label = gettext("Your interests; “None” is an answer")

    @property
    def interests_are_fresh(self) -> bool:
        """Whether this person has answered the question today already."""
        return self.latest is not None and self.latest.declared_on == self.today

    @property
    def has_hidden_errors(self) -> bool:
        """Whether something that is folded away needs an answer."""
        return not {"statement", "next_due", "confirmed"}.isdisjoint(self.errors)

    def clean_confirmed(self) -> list[str]:
        """Refuse a signature with an open point."""
        confirmed = self.cleaned_data["confirmed"]
        if len(confirmed) < len(CHECKLIST):
            raise forms.ValidationError(self.fields["confirmed"].error_messages["required"])
        return confirmed

    def clean(self) -> dict[str, Any]:
        """Add an error if the question on interests has no answer of today."""
        cleaned = super().clean() or {}
        answered = (
            self.interests_are_fresh or cleaned.get("declaration") or (self.latest and cleaned.get("renew"))
        )
        if not answered and "declaration" not in self.errors:
            sentence = (
                _("Tick that nothing has changed, or write what has.")
                if self.latest
                else _("Write “None” or what there is.")
            )
            self.add_error("declaration", sentence)
        return cleaned

    def declare_interests(self) -> None:
        """Record today's statement, unless there is one and nothing was added."""
        written = self.cleaned_data["declaration"]
        if written or not self.interests_are_fresh:
            self.person.declare_interests(written or getattr(self.latest, "statement", ""), self.today)

    def signature(self) -> dict[str, Any]:
        """What `signing.sign` wants to know."""
        return {
            "statement": self.cleaned_data["statement"],
            "next_due": self.cleaned_data["next_due"],
            "checklist": {name: name in self.cleaned_data["confirmed"] for name in CHECKLIST},
            "read": self.cleaned_data["read"],
        }
