"""What readers and editors fill in."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractPage

from comments.models import CommentThread

MAX_BODY = 5000
MAX_NAME = 60
# The field no reader sees. Its name must tempt machines, not browsers that fill in addresses.
HONEYPOT = "homepage_url"


class CommentForm(forms.Form):
    """A reader's comment. What is wrong with it is for the submission checks to say, not for this form."""

    body = forms.CharField(
        label=_("Your comment"),
        help_text=_("A blank line makes a paragraph, *stars* make emphasis."),
        widget=forms.Textarea(
            attrs={
                "rows": 6,
                "maxlength": MAX_BODY,
                "required": True,
                "aria-describedby": "comment-body-help",
            }
        ),
    )
    name = forms.CharField(
        label=_("Name"),
        required=False,
        help_text=_("A made-up name is welcome. Without one you are “Anonymous”."),
        widget=forms.TextInput(
            attrs={"maxlength": MAX_NAME, "autocomplete": "nickname", "aria-describedby": "comment-name-help"}
        ),
    )
    email = forms.CharField(
        label=_("E-mail (optional)"),
        required=False,
        help_text=_("Never shown. Only for us to reach you about this comment."),
        widget=forms.EmailInput(
            attrs={"maxlength": 254, "autocomplete": "email", "aria-describedby": "comment-email-help"}
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="comment-%s", use_required_attribute=False, **kwargs)


class ThreadForm(forms.ModelForm):
    """How one page takes comments."""

    class Meta:
        model = CommentThread
        fields = ["mode", "close_after_days", "order"]

    def save_for(self, page: AbstractPage) -> None:
        """Store the choice. A page that keeps to the defaults gets no row."""
        if self.instance.pk or self.has_changed():
            self.instance.page_id = page.pk
            self.save()

    def error_line(self) -> str:
        """Return all that is wrong in one sentence."""
        return " ".join(message for messages in self.errors.values() for message in messages)
