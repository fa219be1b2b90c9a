"""The comments in Wagtail's admin."""

from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from comments.models import Comment
from comments.moderation.actions import decide, undo
from comments.moderation.queue import TABS, LogView, QueueView, Tab
from comments.moderation.summary import CommentsMenuItem


class CommentViewSet(ModelViewSet):
    """Lists and decisions. Nobody writes or changes a reader's words here."""

    model = Comment
    name = "reader_comments_admin"
    url_prefix = "reader-comments"
    icon = "comment"
    menu_label = _("Reader comments")
    menu_order = 300
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = QueueView
    form_fields = []

    @cached_property
    def menu_item_class(self) -> type[CommentsMenuItem]:
        """The item with the number that waits."""
        return CommentsMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """One address for each tab, the log, and the two things a moderator does."""
        tabs = [pattern for tab in TABS for pattern in self._tab(tab)]
        log = LogView.as_view(index_url_name=self.get_url_name("log"))
        return [
            *tabs,
            path("log/", log, name="log"),
            path("decide/<int:pk>/", decide, name="decide"),
            path("undo/<int:pk>/", undo, name="undo"),
        ]

    def _tab(self, tab: Tab) -> list[URLPattern]:
        address = "" if tab is TABS[0] else f"{tab.name}/"
        names = {
            "index_url_name": self.get_url_name(tab.name),
            "index_results_url_name": self.get_url_name(f"{tab.name}_results"),
        }
        return [
            path(address, QueueView.as_view(tab=tab, **names), name=tab.name),
            path(
                f"{address}results/",
                QueueView.as_view(tab=tab, results_only=True, **names),
                name=f"{tab.name}_results",
            ),
        ]
