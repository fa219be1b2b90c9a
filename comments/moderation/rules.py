"""The screen on which moderators keep their own rules, and try them before they count."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.viewsets.model import ModelViewSet

from comments.checks.rules import matches_of
from comments.folding import fold
from comments.models import Comment, Rule
from comments.moderation.trial import Spans, Trial, try_on_past

LONGEST_LINE = 200
MOST_LINES = 1000


class RuleForm(WagtailAdminModelForm):
    """A rule, with phrases that can be found."""

    class Meta:
        model = Rule
        fields = ["name", "phrases", "effect", "points", "active"]

    def clean_phrases(self) -> str:
        """Return the phrases without empty lines and repetitions. Refuses lines that could never be found."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["phrases"].splitlines()]
        lines = list(dict.fromkeys(line for line in lines if line))
        if len(lines) > MOST_LINES:
            raise ValidationError(_("These are too many: at most %(most)s."), params={"most": MOST_LINES})
        errors = [error for line in lines if (error := _trouble(line))]
        if errors:
            raise ValidationError(errors)
        return "\n".join(lines)


def _trouble(line: str) -> ValidationError | None:
    if len(line) > LONGEST_LINE:
        message = _("“%(line)s…” is too long for a phrase: at most %(most)s characters.")
        return ValidationError(message, params={"line": line[:30], "most": LONGEST_LINE})
    if not any(character.isalnum() for character in fold(line).text):
        return ValidationError(_("“%(line)s” has no word that could be found."), params={"line": line})
    return None


class Triable:
    """A form with a second button, which shows what the rule would have caught and stores nothing."""

    template_name = "reader_comments/admin/rule_form.html"
    trial: Trial | None = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Try the rule, or store it."""
        if "try" not in request.POST:
            return super().post(request, *args, **kwargs)
        self.object = self.get_object() if isinstance(self, EditView) else None
        self.form = self.get_form()
        if not self.form.is_valid():
            return self.form_invalid(self.form)
        rule = Rule(phrases=self.form.cleaned_data["phrases"])
        self.trial = try_on_past(request.user, lambda comment: _spans(rule, comment))
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the trial showed."""
        return super().get_context_data(*args, **kwargs) | {"trial": self.trial}


def _spans(rule: Rule, comment: Comment) -> Spans | None:
    """Return what to mark in the body; an empty list where only the name is caught, None for nothing."""
    found = matches_of(rule, fold(comment.body))
    if not found and not matches_of(rule, fold(comment.name)):
        return None
    return [(match.start, match.end) for match in found]


class RuleCreate(Triable, CreateView):
    """A new rule."""

    produced_error_message = None


class RuleEdit(Triable, EditView):
    """A rule that exists."""

    produced_error_message = None


class RuleViewSet(ModelViewSet):
    """Words and phrases that moderators want to know about."""

    model = Rule
    name = "reader_comments_rules"
    url_prefix = "reader-comments-rules"
    icon = "comment"
    menu_label = _("Rules for reader comments")
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    add_view_class = RuleCreate
    edit_view_class = RuleEdit
    list_display = [
        TitleColumn("name", label=_("Name"), url_name="reader_comments_rules:edit"),
        Column("get_effect_display", label=_("Effect")),
        BooleanColumn("active", label=_("In use")),
    ]

    def get_form_class(self, for_update: bool = False) -> type[RuleForm]:
        """The form that looks at each line."""
        return RuleForm
