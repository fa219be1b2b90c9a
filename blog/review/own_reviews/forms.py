"""What a reviewer may change about themselves: interests, absence and deputy, and nothing else."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from blog.people.models import Credential, Person


class RenewForm(forms.Form):
    """One click: what I declared last is still true."""

    latest = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: Person, today: date, **kwargs: Any) -> None:
        self.person, self.today = person, today
        self.interest: Any = person.latest_interests()
        super().__init__(*args, initial={"latest": self.interest and self.interest.pk}, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Refuse to renew another statement than the one that was read."""
        cleaned = super().clean() or {}
        if self.interest is None or cleaned.get("latest") != self.interest.pk:
            raise forms.ValidationError(
                _("Your statement was changed meanwhile. Read it below, then confirm it or write a new one.")
            )
        return cleaned

    def save(self) -> None:
        """Record the same words with today's date; a second click on one day adds nothing."""
        if self.interest.declared_on != self.today:
            self.person.declare_interests(self.interest.statement, self.today)


class DeclareForm(forms.Form):
    """A new statement on interests."""

    statement = forms.CharField(
        label=_("Declare anew"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Payments, shares, posts or anything else that could sway you. “None” is an answer."),
        error_messages={"required": _("Write what you have to declare. If there is nothing, write “None”.")},
    )

    def __init__(self, *args: Any, person: Person, today: date, **kwargs: Any) -> None:
        self.person, self.today = person, today
        super().__init__(*args, **kwargs)

    def save(self) -> None:
        """Record it; earlier statements stay as they were."""
        self.person.declare_interests(self.cleaned_data["statement"], self.today)


class AbsenceForm(forms.ModelForm):
    """Until when nobody should ask, and whom to ask instead."""

    class Meta:
        model = Person
        fields = ["away_until", "deputy"]
        widgets = {"away_until": AdminDateInput}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)
        reviewers = Credential.objects.values("person")
        others = Person.objects.active().filter(pk__in=reviewers).exclude(pk=self.instance.pk)
        self.fields["deputy"].queryset = others.order_by("name")
        self.fields["away_until"].help_text = _("Empty: you are here.")
        self.fields["deputy"].help_text = _("Whom editors ask while you are away.")

    def clean_away_until(self) -> date | None:
        """Refuse a day that is over."""
        day = self.cleaned_data["away_until"]
        if day and day < self.today:
            raise forms.ValidationError(_("This day is over. Empty the field if you are back."))
        return day

    def save(self, commit: bool = True) -> Person:
        """Write these two fields only: whatever an editor changes at the same moment stays."""
        self.instance.save(update_fields=self.Meta.fields)
        return self.instance
