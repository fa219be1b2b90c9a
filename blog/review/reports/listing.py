"""The list of pages in the admin, with where each governed page stands."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.viewsets.pages import PageViewSet

from blog.review import clock
from blog.review.governed import page_model
from blog.review.reports.columns import StandingInShortColumn
from blog.review.reports.pages import standings_of


class ReviewedIndexView(ExplorableIndexView):
    """The pages below one page, with a column on their review; seven queries more, for however many pages."""

    base_columns = [
        *ExplorableIndexView.base_columns,
        StandingInShortColumn("standing", label=_("Medical review")),
    ]

    def get_table(self, object_list: Any) -> Any:
        """Note where each page stands before the table shows it."""
        standings = standings_of(object_list, clock.now())
        for page in object_list:
            page.standing = standings.get(page.pk)
        return super().get_table(object_list)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the style of the column."""
        context = super().get_context_data(**kwargs)
        return context | {
            "media": context["media"] + forms.Media(css={"all": ["medical_review/reports.css"]})
        }


class ReviewedPagesViewSet(PageViewSet):
    """Gives the list below each page of `parent_models` that column. `model` is one of those, too."""

    @cached_property
    def index_view(self) -> Any:
        """The whole screen."""
        return self._list(results_only=False)

    @cached_property
    def index_results_view(self) -> Any:
        """The table alone."""
        return self._list(results_only=True)

    def _list(self, **options: Any) -> Any:
        # Whatever lies below is listed, not only pages of the viewset's own type.
        shown = {"model": page_model(), "columns": ReviewedIndexView.base_columns}
        return self.construct_view(ReviewedIndexView, **(self.get_index_view_kwargs() | shown | options))
