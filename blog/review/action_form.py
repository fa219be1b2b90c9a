"""What Wagtail may hand over when somebody acts on the task "Medical review"."""

from typing import Any

from django import forms

NAMES = (
    "read", "statement", "next_due", "renew", "declaration", "reason",
    "check_facts", "check_numbers", "check_risks", "check_complete",
)  # fmt: skip


class ActionForm(forms.Form):
    """Takes these names and judges nothing: it knows neither page nor reviewer. `SignForm` judges."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in NAMES:
            self.fields[name] = forms.CharField(required=False, widget=forms.HiddenInput)
