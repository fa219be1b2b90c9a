"""Pages which search engines are asked to forget: overdue, after the days of grace, where the policy says so."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from wagtail.models import AbstractPage

from blog.review import clock
from blog.review.clock import day_of
from blog.review.due_dates import consequence_day
from blog.review.due_pages import due_by
from blog.review.governed import is_governed
from blog.review.models import ReviewPolicy
from blog.review.policy import remembered_policies
from blog.review.status import State, reader_status

NOINDEX = ReviewPolicy.WhenOverdue.NOINDEX
Serve = Callable[[AbstractPage, HttpRequest, list[Any], dict[str, Any]], HttpResponse]
Pages = TypeVar("Pages", bound=QuerySet)


def is_hidden(page: AbstractPage, now: datetime) -> bool:
    """Whether search engines are asked to forget a specific page.

    No query more than the status costs, as policies come from the cache; but for an overdue page, its topics if
    policies name any.
    """
    if not is_governed(type(page)):
        return False
    status = reader_status(page, now)
    if status.state != State.OVERDUE or status.next_due is None:
        return False
    policy = remembered_policies().of(page)
    return policy.when_overdue == NOINDEX and consequence_day(policy, status.next_due) <= day_of(now)


def ask_to_forget(serve_next: Serve) -> Serve:
    """`on_serve_page`: send `X-Robots-Tag: noindex` with a page that is hidden."""

    def serve(
        page: AbstractPage, request: HttpRequest, serve_args: list[Any], serve_kwargs: dict[str, Any]
    ) -> HttpResponse:
        response = serve_next(page, request, serve_args, serve_kwargs)
        if is_hidden(page, clock.now()):
            response.headers["X-Robots-Tag"] = "noindex"
        return response

    return serve


def without_hidden(queryset: Pages) -> Pages:
    """Return a page queryset without those that are hidden: for sitemaps. Costs nothing unless a policy hides."""
    policies = remembered_policies()
    if all(row.when_overdue != NOINDEX for row in policies.rows):
        return queryset
    now = clock.now()
    today = day_of(now)
    hidden = [
        one.page.pk
        for one in due_by(today, now, policies)
        if one.policy.when_overdue == NOINDEX and one.consequence_day <= today
    ]
    return queryset.exclude(Q(pk__in=hidden) | Q(alias_of__in=hidden))
