"""What medical review adds to the people's part of the admin: columns, warnings, and the way to somebody's work."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Model, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button

from blog.people.models import Person
from blog.review import clock
from blog.review.clock import day_of
from blog.review.models import Account, MedicalReview, ReviewRequest
from blog.review.reports.columns import DayColumn


def waiting_texts() -> QuerySet:
    """Open requests for pages that still exist."""
    return ReviewRequest.objects.open().filter(page__depth__gt=0)


def with_work(people: QuerySet) -> QuerySet:
    """Add `open_requests` and `last_signed_at`."""
    waiting = waiting_texts().filter(reviewer=OuterRef("pk")).order_by().values("reviewer")
    signed = MedicalReview.objects.filter(reviewer=OuterRef("pk")).order_by("-signed_at")
    return people.annotate(
        open_requests=Coalesce(Subquery(waiting.annotate(count=Count("pk")).values("count")), Value(0)),
        last_signed_at=Subquery(signed.values("signed_at")[:1]),
    )


def columns() -> list[Column]:
    """What waits for each person, and when they signed last."""
    return [
        Column("open_requests", label=gettext_lazy("Open requests")),
        DayColumn("last_signed_at", label=gettext_lazy("Last signature")),
    ]


def listing_buttons(snippet: Model, user: Account, next_url: str | None = None) -> list[Any]:
    """Lead from a person to their work."""
    if not isinstance(snippet, Person):
        return []
    address = reverse("medical_review_admin:reviewer_reviews", args=[snippet.pk])
    return [Button(_("Reviews"), address, icon_name="clipboard-list", priority=15)]


def remember_account(request: HttpRequest, snippet: Model) -> None:
    """Before a person is edited: keep the account they had."""
    if isinstance(snippet, Person):
        request._account_before = snippet.user_id


def warn_of_waiting_texts(request: HttpRequest, snippet: Model) -> None:
    """After a person was edited: say so if texts wait for somebody who left, is away, or logs in differently."""
    if not isinstance(snippet, Person):
        return
    count = waiting_texts().filter(reviewer=snippet).count()
    sentence = _sentence(snippet, getattr(request, "_account_before", snippet.user_id)) if count else ""
    if sentence:
        number = ngettext("%(count)d text waits for %(name)s.", "%(count)d texts wait for %(name)s.", count)
        values = {"count": count, "name": snippet.name}
        address = reverse("medical_review_admin:reviewer_reviews", args=[snippet.pk])
        messages.warning(
            request, f"{number % values} {sentence}", buttons=[messages.button(address, _("See them"))]
        )


def _sentence(person: Person, account_before: int | None) -> str:
    if not person.active:
        return _("Somebody who has left cannot sign: ask somebody else for each.")
    if person.is_away_on(day_of(clock.now())):
        return _("Ask the deputy for what is urgent.")
    if person.user_id != account_before:
        return _("From now on only the account that you chose can answer.")
    return ""


def tell_what_stays(request: HttpRequest, snippets: Sequence[Model]) -> None:
    """Before people are deleted: say that signatures stay, and what goes."""
    people = [snippet.pk for snippet in snippets if isinstance(snippet, Person)]
    if request.method != "GET" or not people:
        return
    signed = MedicalReview.objects.filter(reviewer__in=people).count()
    waiting = waiting_texts().filter(reviewer__in=people).count()
    if signed:
        messages.info(
            request,
            ngettext(
                "%(count)d decision of this person stays as evidence, with name, titles and credentials as they "
                "were. Readers go on seeing it.",
                "%(count)d decisions of this person stay as evidence, with name, titles and credentials as they "
                "were. Readers go on seeing them.",
                signed,
            )
            % {"count": signed},
        )
    if waiting:
        messages.warning(
            request,
            ngettext(
                "%(count)d open request is deleted. Ask somebody else first.",
                "%(count)d open requests are deleted. Ask somebody else first.",
                waiting,
            )
            % {"count": waiting},
        )
