"""The form of a review policy: topics and page types from a list, days as people write them."""

from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.utils.dates import MONTHS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from blog.people.models import Specialty
from blog.review.governed import governed_content_type_ids, governed_models
from blog.review.models import ReviewPolicy
from blog.review.models.policies import validate_reminder_days


class DaysField(forms.CharField):
    """Whole numbers with commas between them, as a list, the largest first."""

    def prepare_value(self, value: Any) -> Any:
        """Show a list as people write it, and what was typed as it was typed."""
        return ", ".join(str(day) for day in value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[int]:
        """Return the list; raise ValidationError for anything that is no number of days."""
        words = [word.strip() for word in (super().to_python(value) or "").split(",") if word.strip()]
        days: list[Any] = [int(word) if word.isdecimal() and len(word) < 10 else word for word in words]
        validate_reminder_days(days)
        return sorted(days, reverse=True)


def subject_choices() -> list[tuple[str, str]]:
    """What governed pages can be about; where no page type says it, the specialties."""
    found: dict[str, str] = {}
    for model in governed_models():
        found.update(getattr(model, "get_review_subject_choices", list)())
    return list((found or dict(Specialty.objects.values_list("slug", "name"))).items())


def _as_in_model(name: str) -> dict[str, Any]:
    field: Any = ReviewPolicy._meta.get_field(name)
    return {"label": capfirst(field.verbose_name), "help_text": field.help_text, "required": False}


class ReviewPolicyForm(WagtailAdminModelForm):
    """A policy as editors write it."""

    due_month = forms.TypedChoiceField(
        choices=[("", _("None: count the months above")), *MONTHS.items()],
        coerce=int,
        empty_value=None,
        **_as_in_model("due_month"),
    )
    reminder_days = DaysField(**_as_in_model("reminder_days"))

    class Meta:
        model = ReviewPolicy
        exclude: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        types = ContentType.objects.filter(pk__in=governed_content_type_ids())
        self.fields["page_type"].queryset = types.order_by("app_label", "model")
        choices = dict(subject_choices())
        if choices:
            # A topic that is gone meanwhile stays until somebody chooses another one.
            kept = self.instance.subject
            offered = choices if kept in choices or not kept else {**choices, kept: kept}
            self.fields["subject"] = forms.ChoiceField(
                choices=[("", _("Any topic")), *offered.items()],
                **_as_in_model("subject") | {"help_text": ""},
            )
