"""What one reviewer signed and sent back: every decision, as a list and as a file."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from blog.review.models import MedicalReview
from blog.review.own_reviews.views import OwnReviewsMixin
from blog.review.reports.columns import DayColumn
from blog.review.reports.spreadsheets import SafeSpreadsheetMixin


def _first_words(review: MedicalReview) -> str:
    return Truncator(review.statement).words(25)


class HistoryFilterSet(WagtailFilterSet):
    """By decision and day."""

    signed_at = django_filters.DateFromToRangeFilter(label=gettext_lazy("Day"), widget=DateRangePickerWidget)

    class Meta:
        model = MedicalReview
        fields = ["decision", "signed_at"]


class HistoryView(OwnReviewsMixin, SafeSpreadsheetMixin, ReportView):
    """The decisions of one person, the newest first; they stay when a page is deleted."""

    template_name = "medical_review/own/history.html"
    model = MedicalReview
    filterset_class = HistoryFilterSet
    is_searchable = True
    search_backend_name = None
    search_fields = ["page_title"]
    columns = [
        TitleColumn("page_title", label=gettext_lazy("Page"), get_url=lambda row: row.page_address),
        Column("decision", label=gettext_lazy("Decision"), accessor="get_decision_display"),
        DayColumn("signed_at", label=gettext_lazy("Signed on")),
        DayColumn("next_due", label=gettext_lazy("To be read again by")),
        Column("statement", label=gettext_lazy("Statement"), accessor=_first_words),
    ]
    export_headings = {
        "get_decision_display": gettext_lazy("Decision"),
        "page_id": gettext_lazy("Number of the page"),
    }
    list_export = [
        "page_title",
        "page_id",
        "page_address",
        "locale",
        "get_decision_display",
        "signed_at",
        "signed_with",
        "digest",
        "next_due",
        "statement",
        "paid",
    ]

    def check_permissions(self, request: HttpRequest) -> None:
        """`dispatch` has found out already whether the user may look."""

    def get_base_queryset(self) -> QuerySet:
        """Return every decision."""
        return self.queue.signatures

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        """Keep the newest first."""
        return queryset

    def get_index_url(self) -> str:
        """Return the address of this list."""
        return self.address("history")

    def get_index_results_url(self) -> str:
        """Return the address from which filters fetch the table alone."""
        return self.address("history_results")

    def get_filename(self) -> str:
        """Name the exported file."""
        return f"reviews-{self.queue.person.slug}"

    @cached_property
    def no_results_message(self) -> str:
        """Say why nothing is listed."""
        if self.is_searching or self.is_filtering:
            return _("No decision answers to this. Take a filter away.")
        return _("Nothing has been signed yet.")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the queue."""
        return [
            {"url": self.address("reviews"), "label": self.get_header_title()},
            {"url": "", "label": _("History")},
        ]
