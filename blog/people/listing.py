"""The list of people in the admin: what each may do today, told by the database for all rows at once."""

from datetime import timedelta
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.forms import Media
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import IndexView

from blog.people.models import Credential, Person
from blog.people.models.papers import today
from blog.people.querysets import INTERESTS_COUNT_FOR_MONTHS, months_after

EXPIRING_DAYS = 60


def role_of(person: Person) -> str:
    """Say what somebody with such papers does here."""
    return _("Reviewer") if person.has_credential else _("Author")


def credentials_of(person: Person) -> str:
    """Say until when the person may sign."""
    if not person.has_credential:
        return ""
    if not person.has_valid_credential:
        return _("None is valid")
    if person.first_end:
        return _("Valid, one until %(day)s") % {"day": date_format(person.first_end)}
    return _("Valid")


def interests_of(person: Person) -> str:
    """Say how long the last statement counts."""
    if person.declared_on is None:
        return _("None declared")
    end = months_after(person.declared_on, INTERESTS_COUNT_FOR_MONTHS) - timedelta(days=1)
    words = _("Until %(day)s") if person.has_counting_interest else _("Ended %(day)s")
    return words % {"day": date_format(end)}


def presence_of(person: Person) -> str:
    """Say whether the person works here now."""
    if not person.active:
        return _("Left")
    if person.is_away_on(today()):
        return _("Away until %(day)s") % {"day": date_format(person.away_until)}
    return _("Here")


class PersonFilterSet(WagtailFilterSet):
    """By what an editor looks for: who can review today, whose papers end, who is away."""

    today = django_filters.ChoiceFilter(
        label=gettext_lazy("Today"),
        choices=[
            ("can_review", gettext_lazy("Can review")),
            ("cannot_review", gettext_lazy("Has credentials, but cannot review")),
            ("expiring", gettext_lazy("A credential ends within 60 days")),
            ("away", gettext_lazy("Away")),
        ],
        method="standing_as",
    )

    class Meta:
        model = Person
        fields = ["active"]

    def standing_as(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Return those to whom the answer is yes."""
        day = today()
        able = Person.objects.qualified_on(day).present_on(day).values("pk")
        ending = Credential.objects.valid_on(day).filter(valid_until__lte=day + timedelta(days=EXPIRING_DAYS))
        answers = {
            "can_review": queryset.filter(pk__in=able),
            "cannot_review": queryset.filter(has_credential=True).exclude(pk__in=able),
            "expiring": queryset.filter(pk__in=ending.values("person")),
            "away": queryset.filter(away_until__gte=day),
        }
        return answers[value]


class PersonIndexView(IndexView):
    """The list. What stands on people adds to it: hooks `medical_people_queryset` and `medical_people_columns`.

    The first kind gets the query and returns it with annotations, the second returns columns.
    """

    @cached_property
    def columns(self) -> list[Column]:
        """Our columns, then those of others."""
        added = [column for hook in hooks.get_hooks("medical_people_columns") for column in hook()]
        return [*super().columns, *added]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the style of the list."""
        context = super().get_context_data(*args, **kwargs)
        return context | {"media": context["media"] + Media(css={"all": ["medical_people/people.css"]})}

    def get_base_queryset(self) -> QuerySet:
        """Return the people with what the columns tell."""
        people = super().get_base_queryset().select_related("user").with_papers_on(today())
        people = people.annotate(has_credential=Exists(Credential.objects.filter(person=OuterRef("pk"))))
        for hook in hooks.get_hooks("medical_people_queryset"):
            people = hook(people)
        return people


def columns() -> list[Any]:
    """What the list tells of each person, after the name."""
    return [
        "name",
        Column("role", label=gettext_lazy("Role"), accessor=role_of),
        Column("papers", label=gettext_lazy("Credentials"), accessor=credentials_of),
        Column("interests", label=gettext_lazy("Interests"), accessor=interests_of),
        Column("presence", label=gettext_lazy("Presence"), accessor=presence_of),
        Column("user", label=gettext_lazy("Account")),
    ]
