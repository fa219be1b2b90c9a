"""How the report on pages is narrowed down."""

from typing import Any

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Length, Substr
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import ContentTypeFilter, WagtailFilterSet
from wagtail.models import AbstractPage

from blog.people.models import Person
from blog.review import clock
from blog.review.clock import day_of
from blog.review.due_soon import about
from blog.review.governed import governed_content_type_ids, governed_models, page_model
from blog.review.models import Publication
from blog.review.reports.questions import BY_NAME, QUESTIONS
from blog.review.reports.standings import governed_pages

Page = page_model()


def reviewers(request: HttpRequest | None) -> QuerySet:
    """Return everybody with credentials."""
    return Person.objects.filter(pk__in=Person.objects.filter(credentials__isnull=False).values("pk"))


def sections(request: HttpRequest | None) -> QuerySet:
    """Return the pages below which governed pages lie."""
    parents = governed_pages().annotate(above=Substr("path", 1, Length("path") - Value(Page.steplen)))
    return Page.objects.filter(path__in=parents.order_by().values("above")).order_by("path")


def page_types(request: HttpRequest | None) -> QuerySet:
    """Return the governed page types."""
    return ContentType.objects.filter(pk__in=governed_content_type_ids()).order_by("model")


def subjects() -> list[tuple[str, str]]:
    """Return the subjects that page types offer, as choices."""
    found: dict[str, str] = {}
    for model in governed_models():
        lookup = getattr(model, "review_subject_lookup", "")
        if lookup:
            relation, _separator, name = lookup.partition("__")
            related: Any = model._meta.get_field(relation).related_model
            for subject in related._default_manager.all():
                found.setdefault(getattr(subject, name), str(subject))
    return sorted(found.items(), key=lambda choice: choice[1].casefold())


class PagesFilterSet(WagtailFilterSet):
    """By standing, reviewer, subject, type, section and words of the title."""

    standing = django_filters.ChoiceFilter(
        label=_("Standing"),
        choices=[(question.name, question.label) for question in QUESTIONS],
        method="standing_as",
    )
    reviewer = django_filters.ModelChoiceFilter(label=_("Reviewer"), queryset=reviewers, method="read_by")
    subject = django_filters.ChoiceFilter(label=_("Topic"), choices=subjects, method="about_subject")
    basis = django_filters.ChoiceFilter(
        label=_("Rests on"), field_name="review_basis", choices=Publication.Basis.choices
    )
    content_type = ContentTypeFilter(label=_("Page type"), queryset=page_types)
    section = django_filters.ModelChoiceFilter(label=_("Section"), queryset=sections, method="below")

    class Meta:
        model = Page
        fields: list[str] = []

    def standing_as(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Return the pages to which the answer is yes."""
        return queryset.filter(BY_NAME[value].condition(day_of(clock.now())))

    def read_by(self, queryset: QuerySet, name: str, value: Person) -> QuerySet:
        """Return the pages that this person reads."""
        return queryset.filter(responsible_id=value.pk)

    def about_subject(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Return the pages about it."""
        return queryset.filter(about(value))

    def below(self, queryset: QuerySet, name: str, value: AbstractPage) -> QuerySet:
        """Return the pages of the section, at any depth."""
        return queryset.filter(Q(path__startswith=value.path))
