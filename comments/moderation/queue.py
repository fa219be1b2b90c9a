"""The lists a moderator works through: what needs a decision, what was decided, and the log."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import IndexView

from comments.models import Comment, ModerationEvent
from comments.moderation.filters import CommentFilterSet
from comments.moderation.log_filters import LogFilterSet
from comments.moderation.navigation import places_for
from comments.moderation.rows import rows_of
from comments.moderation.shortcuts import SHORTCUTS
from comments.moderation.tabs import TABS


class Narrowed(IndexView):
    """A list that the address narrows; what makes no sense there shows nothing."""

    def get_filterset_kwargs(self) -> dict[str, Any]:
        """Ask by what the address says; what is no page's key would break the field that shows the page."""
        kwargs = super().get_filterset_kwargs()
        asked = kwargs["data"].copy()
        if not asked.get("page", "").isdecimal():
            asked.pop("page", None)
        return kwargs | {"data": asked}

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Show nothing where a filter makes no sense: "all in this list" must never mean all there are."""
        if self.filters and not self.filters.is_valid():
            return queryset.none()
        return super().filter_queryset(queryset)


class QueueView(Narrowed):
    """The comments of one tab, each with its whole text and the verbs."""

    model = Comment
    template_name = "reader_comments/admin/queue.html"
    results_template_name = "reader_comments/admin/queue_results.html"
    any_permission_required = ["moderate"]
    search_fields = ["body", "name", "email"]
    filterset_class = CommentFilterSet
    is_searchable = True
    list_display = ["__str__"]
    page_title = _("Reader comments")
    header_icon = "comment"
    paginate_by = 25
    tab = TABS[0]

    def get_base_queryset(self) -> QuerySet:
        """The comments of this tab on the pages of this moderator, in the tab's own order."""
        comments = Comment.objects.in_scope_of(self.request.user).select_related("thread__page", "parent")
        return self.tab.choose(comments)

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        """Keep the order of the tab."""
        return queryset

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the rows, the tabs and what was just done."""
        context = super().get_context_data(*args, **kwargs)
        return context | {
            "rows": rows_of(context["object_list"]),
            "places": places_for(self.request),
            "here_name": self.index_url_name,
            "tab": self.tab,
            "done": self.done,
            "selectable": True,
            "shortcuts": SHORTCUTS,
            "here": self.request.get_full_path(),
        }

    @cached_property
    def done(self) -> ModerationEvent | None:
        """The decision this moderator has just made, as long as it can be taken back."""
        key = self.request.GET.get("done", "")
        if not key.isdecimal() or len(key) > 18:
            return None
        return ModerationEvent.objects.undoable().filter(pk=key, actor=self.request.user).first()


class LogView(Narrowed):
    """Every decision, newest first, with who made it."""

    model = Comment
    queryset = ModerationEvent.objects.all()
    template_name = "reader_comments/admin/queue.html"
    results_template_name = "reader_comments/admin/log_results.html"
    any_permission_required = ["moderate"]
    filterset_class = LogFilterSet
    is_searchable = False
    list_display = ["__str__"]
    page_title = _("Reader comments")
    header_icon = "comment"
    paginate_by = 50

    def get_base_queryset(self) -> QuerySet:
        """All decisions, each knowing whether it can be taken back."""
        takes_back = Exists(ModerationEvent.objects.undoable().filter(pk=OuterRef("pk")))
        events = ModerationEvent.objects.in_scope_of(self.request.user)
        return events.decisions().annotate(can_undo=takes_back)

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        """Keep the order of the log."""
        return queryset

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the tabs."""
        context = super().get_context_data(*args, **kwargs)
        return context | {
            "places": places_for(self.request),
            "here_name": self.index_url_name,
            "done": None,
            "selectable": False,
            "here": self.request.get_full_path(),
        }
