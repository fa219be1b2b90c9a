"""What moderators write about a comment: to each other, and to its readers."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from comments.models import Comment, CommentNote
from comments.submission import clean
from comments.verbs.answers import Done
from comments.verbs.verb import VersionedForm, WrittenVerb


class NoteForm(VersionedForm):
    """A note to the other moderators."""

    text = forms.CharField(
        label=_("Note"),
        max_length=1000,
        help_text=_("Only moderators see it, with your name."),
        widget=AdminAutoHeightTextInput,
    )


class Note(WrittenVerb):
    """Tell the other moderators something about this comment. Changes nothing of it."""

    form_class = NoteForm
    title = _("Note to moderators")
    submit_label = _("Save the note")

    def write(self, comment: Comment, form: VersionedForm) -> Done:
        """Add the note. A comment that changed meanwhile takes it all the same."""
        CommentNote.objects.create(
            comment=comment,
            text=clean(form.cleaned_data["text"]),
            author=self.moderator,
            author_label=str(self.moderator)[:150],
        )
        return Done(gettext("Note saved."))


class ContextForm(VersionedForm):
    """A note to readers."""

    text = forms.CharField(
        label=_("Note to readers"),
        max_length=600,
        required=False,
        help_text=_("Stands below the comment as words of the editors. Empty: it is taken away."),
        widget=AdminAutoHeightTextInput,
    )


class Context(WrittenVerb):
    """Tell readers what they should know beside this comment."""

    form_class = ContextForm
    title = _("Note to readers")
    submit_label = _("Save the note")

    def initial(self) -> dict[str, Any]:
        """Begin with the note that stands there."""
        return {"text": self.comment.context_note}

    def write(self, comment: Comment, form: VersionedForm) -> Done:
        """Set or remove the note."""
        data = form.cleaned_data
        event = comment.note_for_readers(clean(data["text"]), self.moderator, data["version"])
        return Done(event.said if data["text"] else gettext("Note to readers removed."), event)
