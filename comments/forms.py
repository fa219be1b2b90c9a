"""What readers and editors fill in."""

from typing import Any, Self

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractPage

from comments.models import CommentThread
from comments.states import Reason, Status

MAX_BODY = 5000
MAX_NAME = 60
# The field no reader sees. Its name must tempt machines, not browsers that fill in addresses.
HONEYPOT = "homepage_url"


class EditForm(forms.Form):
    """The text of a comment. What is wrong with it is for the submission checks to say, not for this form."""

    body = forms.CharField(
        label=_("Your comment"),
        required=False,
        help_text=_("An empty line makes a paragraph, *stars* make emphasis."),
        widget=forms.Textarea(attrs={"rows": 6, "cols": 60, "required": True}),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, auto_id="comment-%s", label_suffix="", **kwargs)

    def with_errors(self, errors: dict[str, list[str]]) -> Self:
        """Return the form with messages at their fields; what belongs to none is said above the form."""
        for field in self.fields.keys() & errors.keys():
            for message in errors[field]:
                self.add_error(field, message)
        return self


class CommentForm(EditForm):
    """A reader's comment, and who says it."""

    name = forms.CharField(
        label=_("Name (optional)"),
        required=False,
        help_text=_("Everybody sees it. A made-up name is welcome."),
        widget=forms.TextInput(attrs={"maxlength": MAX_NAME, "autocomplete": "nickname"}),
    )
    email = forms.CharField(
        label=_("E-mail (optional)"),
        required=False,
        help_text=_("Readers never see it. It lets us write to you about this comment."),
        # The space lets the style sheet see whether something was typed, and show what an address is good for.
        widget=forms.EmailInput(attrs={"maxlength": 254, "autocomplete": "email", "placeholder": " "}),
    )
    notify_decision = forms.BooleanField(
        label=_("when my comment is published, or why it is not"), required=False
    )
    notify_replies = forms.BooleanField(label=_("when somebody answers it"), required=False)

    def __init__(self, *args: Any, needs_address: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if needs_address:
            email = self.fields["email"]
            email.label = _("E-mail")
            email.help_text = _(
                "Readers never see it. We send you a link; your comment counts once you follow it."
            )
            email.widget.attrs["required"] = True

    def texts(self) -> list[forms.BoundField]:
        """Return the fields to write in."""
        return [field for field in self if field.widget_type != "checkbox"]

    def wishes(self) -> list[forms.BoundField]:
        """Return what an author may ask to be told at the address."""
        return [field for field in self if field.widget_type == "checkbox"]


class ErrorLineMixin:
    """Says all that is wrong in one sentence."""

    def error_line(self) -> str:
        """Return every message of the form."""
        return " ".join(message for messages in self.errors.values() for message in messages)


class ThreadForm(ErrorLineMixin, forms.ModelForm):
    """How one page takes comments."""

    class Meta:
        model = CommentThread
        fields = ["mode", "closed_reason", "close_after_days", "order"]
        help_texts = {
            "close_after_days": _(
                "Counted from the day the page was first published. Empty: as your site does. 0: it stays open."
            )
        }

    def save_for(self, page: AbstractPage) -> None:
        """Store the choice. A page that keeps to the defaults gets no row."""
        if self.instance.pk or self.has_changed():
            self.instance.page_id = page.pk
            self.instance.remember_closing(timezone.now())
            self.save()


class DecisionForm(ErrorLineMixin, forms.Form):
    """What a moderator decides about one comment, on the version that was shown."""

    to = forms.TypedChoiceField(
        choices=[(status, status.label) for status in Status], coerce=Status, widget=forms.HiddenInput
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=_("Reason"), choices=[("", _("No reason given")), *Reason.choices], required=False
    )

    def clean(self) -> dict[str, Any] | None:
        """Refuse a rejection for which there is no reason: its author may ask for it."""
        data = super().clean() or {}
        if data.get("to") == Status.REJECTED and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", gettext("Choose why it is rejected."))
        return data
