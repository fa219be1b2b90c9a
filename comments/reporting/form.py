"""What a reader fills in to report a comment."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comments.checks.crisis import sounds_distressed
from comments.forms import MAX_NAME
from comments.models import ReportReason
from comments.submission import clean, clean_line

MAX_EXPLANATION = 2000


class ReportForm(forms.Form):
    """A report. For what breaks the law it asks for what Article 16 of Regulation (EU) 2022/2065 lists."""

    reason = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=ReportReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what fits best.")},
    )
    explanation = forms.CharField(
        label=_("What should we know?"),
        required=False,
        max_length=MAX_EXPLANATION,
        help_text=_("A sentence helps. Needed where it breaks the law: which words, and why."),
        widget=forms.Textarea(attrs={"rows": 4, "cols": 60}),
    )
    name = forms.CharField(
        label=_("Your name (optional)"),
        required=False,
        max_length=MAX_NAME,
        help_text=_("Only our moderators see it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail (optional)"),
        required=False,
        max_length=254,
        help_text=_("Only our moderators see it. With it we tell you what we decided, and then delete it."),
        error_messages={
            "invalid": _("This does not look like an e-mail address. Correct it, or leave it empty.")
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    good_faith = forms.BooleanField(
        label=_("I believe that what I say here is right and complete."),
        required=False,
        help_text=_("Needed where it breaks the law."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        # Nothing in the page stops the reader before we can say what is missing, and keep the rest.
        super().__init__(*args, auto_id="report-%s", label_suffix="", use_required_attribute=False, **kwargs)

    @property
    def sounds_distressed(self) -> bool:
        """Whether whoever writes this may need help themselves, also where the form comes back."""
        return self.is_bound and sounds_distressed(self.data.get("explanation", ""))

    def clean_explanation(self) -> str:
        """Return the text without control characters."""
        return clean(self.cleaned_data["explanation"])

    def clean_name(self) -> str:
        """Return the name as one visible line."""
        return clean_line(self.cleaned_data["name"])

    def clean_email(self) -> str:
        """Return the address in small letters, so that one person is known as one."""
        return self.cleaned_data["email"].lower()

    def clean(self) -> dict[str, Any]:
        """Ask for more where the law is concerned."""
        said = super().clean() or {}
        if said.get("reason") != ReportReason.ILLEGAL:
            return said
        if not said.get("explanation") and "explanation" not in self.errors:
            self.add_error("explanation", _("Please say which words break the law, and why you think so."))
        if not said.get("good_faith"):
            self.add_error("good_faith", _("Please confirm this, so that we can act on your report."))
        return said
