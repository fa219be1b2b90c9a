"""The report of what was decided about the comments of each page, and whether money made a difference."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import DateFromToRangeFilter
from wagtail import hooks
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView

from comments.models import Comment, CommentThread
from comments.moderation.summary import may_moderate

PAID_HOOK = "reader_comments_paid_pages"


def paid_among(page_ids: Iterable[int]) -> set[int]:
    """Return those of `page_ids` whose pages earn money by their links, as far as the site's hooks say."""
    asked = set(page_ids)
    found: set[int] = set()
    for pages_of in hooks.get_hooks(PAID_HOOK):
        found |= pages_of(asked)
    return found & asked


@dataclass
class Share:
    """How many of the `decided` comments a moderator took away; spam is not among them."""

    decided: int = 0
    against: int = 0

    def add(self, thread: CommentThread) -> None:
        """Count one page."""
        self.decided += thread.published + thread.against
        self.against += thread.against

    @property
    def percent(self) -> int | None:
        """The share in whole percent, or None where nothing was decided."""
        return round(100 * self.against / self.decided) if self.decided else None


def rejection_rate(thread: CommentThread) -> str:
    """Return the share of one page, for the table."""
    share = Share()
    share.add(thread)
    return "" if share.percent is None else f"{share.percent} %"


def _paid_word(thread: CommentThread) -> Any:
    return _("yes") if thread.has_paid_links else ""


class DecisionsFilterSet(WagtailFilterSet):
    """When the comments were sent."""

    # The view does the counting: a filter of rows would count each page's comments wrongly.
    sent = DateFromToRangeFilter(label=_("Sent"), widget=DateRangePickerWidget, method="leave")

    class Meta:
        model = CommentThread
        fields: list[str] = []

    def leave(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        """Return all rows."""
        return queryset


class DecisionsView(ReportView):
    """One line for each page with comments: published, rejected, hidden, spam."""

    model = Comment
    any_permission_required = ["moderate"]
    template_name = "reader_comments/admin/decisions.html"
    page_title = _("Decisions about reader comments")
    header_icon = "comment"
    is_searchable = False
    filterset_class = DecisionsFilterSet
    default_ordering = "-against"
    export_filename = "reader-comment-decisions"
    columns = [
        Column("page", label=_("Page")),
        Column("has_paid_links", label=_("Paid links"), accessor=_paid_word),
        Column("published", label=_("Published"), sort_key="published"),
        Column("rejected", label=_("Rejected"), sort_key="rejected"),
        Column("hidden", label=_("Hidden"), sort_key="hidden"),
        Column("rate", label=_("Taken away"), accessor=rejection_rate),
        Column("spam", label=_("Spam"), sort_key="spam"),
    ]
    list_export = [
        "page.title",
        "has_paid_links",
        "published",
        "rejected",
        "hidden",
        "rejection_rate",
        "spam",
    ]
    export_headings = {
        "page.title": _("Page"),
        "has_paid_links": _("Paid links"),
        "rejection_rate": _("Taken away"),
    }

    def get_base_queryset(self) -> QuerySet:
        """The pages of this moderator that have comments, each with its counts in the period."""
        threads = CommentThread.objects.in_scope_of(self.request.user).select_related("page")
        return threads.decided(*self.period).exclude(published=0, rejected=0, hidden=0, spam=0)

    @cached_property
    def period(self) -> tuple[Any, Any]:
        """The first and the last day, each None where none is given or it is no date."""
        filters = DecisionsFilterSet(self.request.GET, request=self.request)
        sent = filters.form.cleaned_data.get("sent") if filters.is_valid() else None
        return (sent.start, sent.stop) if sent else (None, None)

    def decorate_paginated_queryset(self, object_list: Iterable[CommentThread]) -> list[CommentThread]:
        """Say of each page whether its links are paid."""
        threads = list(object_list)
        paid = paid_among(thread.page_id for thread in threads)
        for thread in threads:
            thread.has_paid_links = thread.page_id in paid
            thread.rejection_rate = rejection_rate(thread)
        return threads

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add both shares, over all pages."""
        context = super().get_context_data(*args, **kwargs)
        context["paid"], context["other"] = self._shares()
        return context

    def _shares(self) -> tuple[Share, Share]:
        paid_share, other_share = Share(), Share()
        threads = list(self.get_base_queryset().select_related(None))
        paid = paid_among(thread.page_id for thread in threads)
        for thread in threads:
            (paid_share if thread.page_id in paid else other_share).add(thread)
        return paid_share, other_share


class DecisionsMenuItem(MenuItem):
    """The entry among the reports."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Only to moderators."""
        return may_moderate(request)


def decisions_menu_item() -> MenuItem:
    """Return the entry, as the hook wants it."""
    return DecisionsMenuItem(
        DecisionsView.page_title, reverse("reader_comments_admin:decisions"), icon_name="comment", order=950
    )
