"""What about people and their papers needs somebody's attention: each concern once, for filters and counts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import (
    BooleanField,
    Case,
    Count,
    DateField,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from blog.people.models import Credential, DeclaredInterest, Person
from blog.people.querysets import months_before
from blog.review.models import ReviewRequest

DEFAULT_WITHIN = 60
AGEING_MONTHS = 10
HAS_CREDENTIAL = Exists(Credential.objects.filter(person=OuterRef("pk")))


def _credentials(**conditions: object) -> QuerySet:
    return Credential.objects.filter(person=OuterRef("pk"), **conditions)


def _interests() -> QuerySet:
    return DeclaredInterest.objects.filter(person=OuterRef("pk"))


def _expired(day: date, within: int) -> Q:
    return Q(HAS_CREDENTIAL) & ~Q(Exists(_credentials().valid_on(day)))


def _expiring(day: date, within: int) -> Q:
    return Q(Exists(_credentials(valid_until__gte=day, valid_until__lte=day + timedelta(days=within))))


def _not_looked_up(day: date, within: int) -> Q:
    return Q(Exists(_credentials().valid_on(day).filter(Q(register_url="") | Q(checked_on__isnull=True))))


def _interests_old(day: date, within: int) -> Q:
    return ~Q(Exists(_interests().counting_on(day)))


def _interests_ageing(day: date, within: int) -> Q:
    fresh = _interests().filter(declared_on__gt=months_before(day, AGEING_MONTHS), declared_on__lte=day)
    return ~_interests_old(day, within) & ~Q(Exists(fresh))


def _no_address(day: date, within: int) -> Q:
    return Q(HAS_CREDENTIAL) & Q(email="") & (Q(user__isnull=True) | Q(user__email=""))


def _away(day: date, within: int) -> Q:
    waiting = ReviewRequest.objects.open().filter(reviewer=OuterRef("pk"), page__depth__gt=0)
    return Q(away_until__gte=day) & Q(Exists(waiting))


@dataclass(frozen=True)
class Concern:
    """A name for addresses, words for people, and the condition on persons."""

    name: str
    label: str | Promise
    condition: Callable[[date, int], Q]
    meaning: str | Promise


CONCERNS = (
    Concern(
        "expired",
        _("No valid credential"),
        _expired,
        _("No credential is valid today, so nothing can be signed. Enter the renewed one."),
    ),
    Concern(
        "expiring",
        _("Credential ends soon"),
        _expiring,
        _("A credential ends within the days chosen. Ask for the renewed one."),
    ),
    Concern(
        "recheck",
        _("Look up again"),
        lambda day, within: Q(Exists(_credentials().due_for_recheck(day))),
        _("The day on which a credential should be looked up in its register again has come."),
    ),
    Concern(
        "not_looked_up",
        _("Not looked up"),
        _not_looked_up,
        _("A valid credential has no register or no day of a check: readers see “stated by this site”."),
    ),
    Concern(
        "interests_old",
        _("No statement on interests"),
        _interests_old,
        _("Nothing was declared within twelve months, so nothing can be signed. Ask for a new statement."),
    ),
    Concern(
        "interests_ageing",
        _("Statement on interests ends soon"),
        _interests_ageing,
        _("The last statement is older than ten months and counts for twelve."),
    ),
    Concern(
        "no_address",
        _("No mail address"),
        _no_address,
        _("A reviewer whom neither requests nor reminders can reach."),
    ),
    Concern(
        "away",
        _("Away, and asked"),
        _away,
        _("Texts wait for somebody who is away. Pass them on: Reports, “Reviewers who are away”."),
    ),
)
CONCERN_BY_NAME = {concern.name: concern for concern in CONCERNS}


def with_concerns(people: QuerySet, day: date, within: int = DEFAULT_WITHIN) -> QuerySet:
    """Add `concern_<name>` for each concern, and the days that they rest on."""
    ended, ends = _credentials(valid_until__lt=day), _credentials(valid_until__gte=day)
    waiting = ReviewRequest.objects.open().filter(reviewer=OuterRef("pk"), page__depth__gt=0)
    declared = _interests().order_by().values("person").annotate(last=Max("declared_on"))
    counted = waiting.order_by().values("reviewer").annotate(count=Count("pk"))
    return people.annotate(
        **{
            f"concern_{concern.name}": Case(
                When(concern.condition(day, within), then=Value(True)),
                default=Value(False),
                output_field=BooleanField(),
            )
            for concern in CONCERNS
        },
        ends_on=Coalesce(
            Subquery(ends.order_by("valid_until").values("valid_until")[:1]),
            Subquery(ended.order_by("-valid_until").values("valid_until")[:1]),
            output_field=DateField(),
        ),
        look_up_on=Subquery(
            _credentials(recheck_on__isnull=False).order_by("recheck_on").values("recheck_on")[:1]
        ),
        declared_on=Subquery(declared.values("last")),
        open_requests=Coalesce(Subquery(counted.values("count")), Value(0)),
    )


def any_concern() -> Q:
    """People `with_concerns` about whom there is at least one."""
    found = Q(pk__in=[])
    for concern in CONCERNS:
        found |= Q(**{f"concern_{concern.name}": True})
    return found


def concerned(people: QuerySet) -> dict[str, int]:
    """Count the people for each concern, and `all` who have any, in one query."""
    counts = {
        concern.name: Count("pk", filter=Q(**{f"concern_{concern.name}": True})) for concern in CONCERNS
    }
    return people.filter(any_concern()).order_by().distinct().aggregate(all=Count("pk"), **counts)


def people_here() -> QuerySet:
    """Who works with the site: nobody renews the papers of those who left."""
    return Person.objects.active()


def soonest_first(people: QuerySet) -> QuerySet:
    """Those whose credentials end first in front."""
    return people.order_by(F("ends_on").asc(nulls_last=True), "name", "pk")
