"""The forms of the review screen."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from blog.people.models import Person
from blog.review.deputies import absence_of

# What the reviewer confirms one by one; the answers are kept with the signature.
CHECKLIST = {
    "facts": _("The statements agree with what is known today and with the references."),
    "numbers": _("Doses, units, numbers and time spans are right."),
    "risks": _("Risks, side effects and when to seek help are named where a reader needs them."),
    "complete": _("Nothing is missing whose absence could harm a reader."),
}

# Beginnings for the statement, to be put in with one click and changed at will.
STATEMENTS = (
    _("I have read the whole text and compared its health statements with the references."),
    _(
        "I checked doses, risks and when to seek help. I checked what the text says about products, not the products."
    ),
    _("I have read the text again: it is unchanged and still correct."),
)


class SignForm(forms.Form):
    """A signature: checklist, statement, next due date, interests."""

    statement = forms.CharField(
        label=_("Your statement"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Optional. Readers see it below the article, with your name."),
    )
    next_due = forms.DateField(label=_("Next review due"), widget=AdminDateInput)
    renew = forms.BooleanField(required=False)
    declaration = forms.CharField(
        label=_("Or declare anew"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Payments, shares, posts or anything else that could sway you. “None” is an answer."),
    )
    read = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, reviewer: Person, today: date, due: date, **kwargs: Any) -> None:
        self.reviewer, self.today = reviewer, today
        self.latest = reviewer.latest_interests()
        super().__init__(*args, initial={"next_due": due, **kwargs.pop("initial", {})}, **kwargs)
        for name, label in CHECKLIST.items():
            self.fields[f"check_{name}"] = forms.BooleanField(
                label=label, error_messages={"required": _("Tick this once you have checked it.")}
            )
        self.fields["next_due"].help_text = gettext("At the latest %(day)s.") % {"day": date_format(due)}
        self._explain_interests()

    def _explain_interests(self) -> None:
        if self.latest is None:
            del self.fields["renew"]
            self.fields["declaration"].label = gettext("Your interests")
            self.fields["declaration"].required = True
            return
        self.fields["renew"].label = gettext("What I declared on %(day)s is still true: “%(statement)s”") % {
            "day": date_format(self.latest.declared_on),
            "statement": self.latest.statement,
        }

    @property
    def checklist_fields(self) -> list[forms.BoundField]:
        """The ticks, for the template."""
        return [self[f"check_{name}"] for name in CHECKLIST]

    def clean(self) -> dict[str, Any]:
        """Add an error if there is neither a renewal nor a new statement on interests."""
        cleaned = super().clean() or {}
        if not cleaned.get("renew") and not cleaned.get("declaration") and "declaration" not in self.errors:
            self.add_error("declaration", _("Tick that nothing has changed, or write what has."))
        return cleaned

    def declare_interests(self) -> None:
        """Record today's statement on interests."""
        statement = self.cleaned_data["declaration"] or getattr(self.latest, "statement", "")
        self.reviewer.declare_interests(statement, self.today)

    def signature(self) -> dict[str, Any]:
        """What `signing.sign` wants to know."""
        return {
            "statement": self.cleaned_data["statement"],
            "next_due": self.cleaned_data["next_due"],
            "checklist": {name: self.cleaned_data[f"check_{name}"] for name in CHECKLIST},
            "read": self.cleaned_data["read"],
        }


class ChangesForm(forms.Form):
    """The answer "not like this"."""

    reason = forms.CharField(
        label=_("What should change"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Goes to whoever asked for the review; readers do not see it."),
    )

    def __init__(self, *args: Any, suggestions: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if suggestions:
            self.initial["reason"] = ngettext(
                "I suggest better words in %(count)d place: see the review screen.",
                "I suggest better words in %(count)d places: see the review screen.",
                suggestions,
            ) % {"count": suggestions}


class RequestForm(forms.Form):
    """Whom to ask."""

    reviewer = forms.ModelChoiceField(label=_("Reviewer"), queryset=Person.objects.none())

    def __init__(self, *args: Any, page: Model, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reviewer"].queryset = Person.objects.active()
        self.absent, self.deputy = absence_of(getattr(page, "assigned_reviewer", None))
        assigned = self.deputy.pk if self.deputy else getattr(page, "assigned_reviewer_id", None)
        self.chosen = self.data.get("reviewer") or str(assigned or "")
