"""Questions about people and their papers, asked in the words of an editorial office."""

from calendar import monthrange
from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

INTERESTS_COUNT_FOR_MONTHS = 12


def months_before(day: date, months: int) -> date:
    """Return the day `months` months before `day`; 29 February becomes 28 where it must."""
    return months_after(day, -months)


def months_after(day: date, months: int) -> date:
    """Return the day `months` months after `day`; the 31st becomes the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return day.replace(year=year, month=month + 1, day=min(day.day, last))


class CredentialQuerySet(models.QuerySet):
    """Degrees, licences and certificates."""

    def valid_on(self, day: date) -> "CredentialQuerySet":
        """Those that were in force on that day; an open end means no end."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_until__isnull=True) | Q(valid_until__gte=day),
        )

    def due_for_recheck(self, day: date) -> "CredentialQuerySet":
        """Those whose holder's register should be looked at again by that day."""
        return self.filter(recheck_on__lte=day)


class DeclaredInterestQuerySet(models.QuerySet):
    """Statements on conflicts of interest."""

    def counting_on(self, day: date) -> "DeclaredInterestQuerySet":
        """Those made within the twelve months before that day; older ones say nothing about today."""
        return self.filter(
            declared_on__gt=months_before(day, INTERESTS_COUNT_FOR_MONTHS), declared_on__lte=day
        )


class PersonQuerySet(models.QuerySet):
    """Authors and reviewers."""

    def active(self) -> "PersonQuerySet":
        """Those who still work with the site."""
        return self.filter(active=True)

    def present_on(self, day: date) -> "PersonQuerySet":
        """Those who are not away on that day."""
        return self.filter(Q(away_until__isnull=True) | Q(away_until__lt=day))

    def with_standing_on(self, day: date) -> "PersonQuerySet":
        """Add `has_valid_credential` and `has_counting_interest`, in the same one query."""
        credentials = self.model._meta.get_field("credentials").related_model.objects.filter(
            person=OuterRef("pk")
        )
        interests = self.model._meta.get_field("interests").related_model.objects.filter(
            person=OuterRef("pk")
        )
        return self.annotate(
            has_valid_credential=Exists(credentials.valid_on(day)),
            has_counting_interest=Exists(interests.counting_on(day)),
        )

    def with_papers_on(self, day: date) -> "PersonQuerySet":
        """As `with_standing_on`, with `first_end` and `declared_on`: the next end of a valid credential, and
        the day of the last statement on interests."""
        model = self.model
        credentials = model._meta.get_field("credentials").related_model.objects.filter(person=OuterRef("pk"))
        interests = model._meta.get_field("interests").related_model.objects.filter(person=OuterRef("pk"))
        ends = credentials.valid_on(day).filter(valid_until__isnull=False).order_by("valid_until")
        last = interests.order_by("-declared_on")
        return self.with_standing_on(day).annotate(
            first_end=Subquery(ends.values("valid_until")[:1]),
            declared_on=Subquery(last.values("declared_on")[:1]),
        )

    def qualified_on(self, day: date) -> "PersonQuerySet":
        """Those who may sign on that day: active, with a valid credential and declared interests."""
        return (
            self.active().with_standing_on(day).filter(has_valid_credential=True, has_counting_interest=True)
        )
