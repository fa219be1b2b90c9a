"""Narrows the log of decisions: by whom, what, where, when."""

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from comments.models import ModerationEvent
from comments.states import Action, Status

_RESULTS = (Status.PUBLISHED, Status.REJECTED, Status.SPAM, Status.HIDDEN, Status.WITHDRAWN)


def deciders(request: HttpRequest) -> QuerySet:
    """Return everybody who ever decided anything, also those who may no longer."""
    decided = ModerationEvent.objects.filter(actor=OuterRef("pk"))
    return get_user_model().objects.filter(Exists(decided)).order_by("pk")


class LogFilterSet(WagtailFilterSet):
    """What the log is narrowed by; several at once are all required."""

    actor = django_filters.ModelMultipleChoiceFilter(
        label=_("By"), queryset=deciders, widget=forms.CheckboxSelectMultiple
    )
    action = django_filters.MultipleChoiceFilter(
        label=_("What"), choices=Action, widget=forms.CheckboxSelectMultiple
    )
    new = django_filters.MultipleChoiceFilter(
        label=_("Became"),
        choices=[(status, status.label) for status in _RESULTS],
        widget=forms.CheckboxSelectMultiple,
    )
    page = django_filters.ModelChoiceFilter(
        label=_("On this page or below it"),
        queryset=Page.objects.all(),
        widget=AdminPageChooser(show_edit_link=False),
        method="below",
    )
    at = django_filters.DateFromToRangeFilter(label=_("When"), widget=DateRangePickerWidget)

    class Meta:
        model = ModerationEvent
        fields: list[str] = []

    def below(self, events: QuerySet, name: str, page: Page) -> QuerySet:
        """Those about comments on `page` and on the pages below it, as long as the comments exist."""
        return events.filter(comment__thread__page__path__startswith=page.path)
