"""The comments in Wagtail's admin."""

from collections.abc import Callable

from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from comments.models import Comment
from comments.moderation.care_cases import CareCaseView, CareListView
from comments.moderation.checks import ChecksView
from comments.moderation.decisions import DecisionsView
from comments.moderation.queue import LogView, QueueView
from comments.moderation.summary import CommentsMenuItem
from comments.moderation.tabs import TABS, Tab
from comments.verbs.batches import UndoBatch
from comments.verbs.care import RaiseCare
from comments.verbs.deciding import Decide, Undo
from comments.verbs.marking import Pin, ReadFirst
from comments.verbs.redacting import Redact
from comments.verbs.remarks import Context, Note
from comments.verbs.replying import Reply

# What is done to one comment; each stands at its name and the comment's key.
VERBS = {
    "decide": Decide,
    "reply": Reply,
    "redact": Redact,
    "note": Note,
    "context": Context,
    "pin": Pin,
    "care": RaiseCare,
    "read_first": ReadFirst,
    # The key is that of the event which is taken back.
    "undo": Undo,
    "bulk_undo": UndoBatch,
}


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
        """One address for each tab, the log, and each thing a moderator does."""
        tabs = [pattern for tab in TABS for pattern in self._tab(tab)]
        names = {
            "index_url_name": self.get_url_name("log"),
            "index_results_url_name": self.get_url_name("log_results"),
        }
        return [
            *tabs,
            path("log/", LogView.as_view(**names), name="log"),
            path("log/results/", LogView.as_view(results_only=True, **names), name="log_results"),
            *self._report(),
            path("checks/", ChecksView.as_view(), name="checks"),
            *self._care(),
            *(
                path(f"{name.replace('_', '-')}/<int:pk>/", verb.as_view(), name=name)
                for name, verb in VERBS.items()
            ),
        ]

    def _care(self) -> list[URLPattern]:
        """The lists of cases, and one case."""
        return [
            path("care-cases/", self._cases("care_cases", closed=False), name="care_cases"),
            path("care-cases/closed/", self._cases("care_closed", closed=True), name="care_closed"),
            path("care-cases/<int:pk>/", CareCaseView.as_view(), name="care_case"),
        ]

    def _cases(self, name: str, closed: bool) -> Callable:
        return CareListView.as_view(closed=closed, index_url_name=self.get_url_name(name))

    def _report(self) -> list[URLPattern]:
        names = {
            "index_url_name": self.get_url_name("decisions"),
            "index_results_url_name": self.get_url_name("decisions_results"),
        }
        return [
            path("decisions/", DecisionsView.as_view(**names), name="decisions"),
            path(
                "decisions/results/",
                DecisionsView.as_view(results_only=True, **names),
                name="decisions_results",
            ),
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
