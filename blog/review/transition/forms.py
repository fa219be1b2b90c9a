"""The forms above and below the list of older articles."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from blog.people.models import Person
from blog.review import clock
from blog.review.clock import day_of
from blog.review.transition.remaining import Remaining


class FilterForm(forms.Form):
    """Narrows the list."""

    ANY, NOBODY, SOMEBODY = "", "nobody", "somebody"

    q = forms.CharField(label=_("Words in the title"), required=False, max_length=200)
    asked = forms.ChoiceField(
        label=_("Reviewer"),
        required=False,
        choices=[(ANY, _("All")), (NOBODY, _("Nobody asked yet")), (SOMEBODY, _("Somebody was asked"))],
    )

    def choose(self, rows: list[Remaining]) -> list[Remaining]:
        """Return the rows that fit; what cannot be understood narrows nothing."""
        self.is_valid()
        words = self.cleaned_data.get("q", "").lower().split()
        asked = self.cleaned_data.get("asked", self.ANY)
        return [
            row
            for row in rows
            if all(word in row.page.title.lower() for word in words)
            and (asked == self.ANY or bool(row.asked) == (asked == self.SOMEBODY))
        ]


class AssignForm(forms.Form):
    """Which articles, and whom to ask."""

    reviewer = forms.ModelChoiceField(
        label=_("Ask"),
        queryset=Person.objects.none(),
        empty_label=_("Choose a reviewer"),
        error_messages={"required": _("Choose who shall review these articles.")},
    )
    pages = forms.ModelMultipleChoiceField(
        queryset=Person.objects.none(),
        error_messages={
            "required": _("Tick the articles that shall be reviewed."),
            "invalid_choice": _("One of these articles no longer waits. Look at the list again."),
        },
    )

    def __init__(self, *args: Any, pages: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = day_of(clock.now())
        self.fields["reviewer"].queryset = Person.objects.qualified_on(today).present_on(today)
        self.fields["pages"].queryset = pages

    def clean_pages(self) -> list[Any]:
        """Return the drafts of the chosen pages."""
        return [page.get_latest_revision_as_object() for page in self.cleaned_data["pages"]]
