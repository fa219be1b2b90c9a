"""The lists a moderator works through: what needs a decision, what was decided, and the log."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise, cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import IndexView

from comments.forms import DecisionForm
from comments.models import Comment, ModerationEvent
from comments.moderation.navigation import places_for
from comments.states import MOVES, Role, Status

# What a row does not repeat, because it is true of nearly every comment.
OBVIOUS = {"pre_moderated"}
# The verbs keep their order and their meaning everywhere.
VERBS = (
    (Status.PUBLISHED, _("Publish")),
    (Status.REJECTED, _("Reject")),
    (Status.SPAM, _("Spam")),
    (Status.HIDDEN, _("Hide")),
)


@dataclass(frozen=True)
class Tab:
    """One list: its name in the address, its label, and the statuses it shows."""

    name: str
    label: str | Promise
    statuses: tuple[Status, ...]
    nothing: str | Promise


TABS = (
    Tab("index", _("Needs you"), (Status.PENDING,), _("All done. Nothing needs you now.")),
    Tab("published", _("Published"), (Status.PUBLISHED,), _("Nothing is published yet.")),
    Tab("spam", _("Spam"), (Status.SPAM,), _("No spam.")),
    Tab("rejected", _("Rejected"), (Status.REJECTED, Status.HIDDEN), _("Nothing was rejected or hidden.")),
)


def verbs_for(comment: Comment) -> list[tuple[Status, str | Promise]]:
    """Return what a moderator can do with a comment now, in the usual order."""
    return [verb for verb in VERBS if (comment.status, verb[0]) in MOVES[Role.MODERATOR]]


@dataclass(frozen=True)
class Row:
    """One comment in a list, with what is needed to decide on it."""

    comment: Comment
    reasons: list[str]
    verbs: list[tuple[Status, str | Promise]]
    form: DecisionForm
    answered: str


def row_of(comment: Comment) -> Row:
    """Return the row of a comment whose thread, page and parent are at hand."""
    parent = comment.parent
    return Row(
        comment=comment,
        reasons=[finding["message"] for finding in comment.findings if finding["code"] not in OBVIOUS],
        verbs=verbs_for(comment),
        form=DecisionForm(initial={"version": comment.version}, auto_id=f"comment-{comment.pk}-%s"),
        answered=Truncator(" ".join(parent.body.split())).chars(140) if parent else "",
    )


class QueueView(IndexView):
    """The comments of one tab, each with its whole text and the verbs."""

    model = Comment
    template_name = "reader_comments/admin/queue.html"
    results_template_name = "reader_comments/admin/queue_results.html"
    any_permission_required = ["moderate"]
    search_fields = ["body", "name"]
    is_searchable = True
    list_display = ["__str__"]
    page_title = _("Reader comments")
    header_icon = "comment"
    paginate_by = 25
    tab = TABS[0]

    def get_base_queryset(self) -> QuerySet:
        """The comments of this tab: those in distress first where they wait, else the newest first."""
        comments = Comment.objects.in_scope_of(self.request.user).select_related("thread__page", "parent")
        if self.tab is TABS[0]:
            return comments.waiting()
        return comments.filter(status__in=self.tab.statuses).order_by("-submitted_at", "-pk")

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        """Keep the order of the tab."""
        return queryset

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the rows, the tabs and what was just done."""
        context = super().get_context_data(*args, **kwargs)
        return context | {
            "rows": [row_of(comment) for comment in context["object_list"]],
            "places": places_for(self.request),
            "here_name": self.index_url_name,
            "tab": self.tab,
            "done": self.done,
            "here": self.request.get_full_path(),
        }

    @cached_property
    def done(self) -> ModerationEvent | None:
        """The decision this moderator has just made, as long as it can be taken back."""
        key = self.request.GET.get("done", "")
        if not key.isdecimal() or len(key) > 18:
            return None
        return ModerationEvent.objects.undoable().filter(pk=key, actor=self.request.user).first()


class LogView(IndexView):
    """Every decision, newest first, with who made it."""

    model = Comment
    queryset = ModerationEvent.objects.all()
    template_name = "reader_comments/admin/queue.html"
    results_template_name = "reader_comments/admin/log_results.html"
    any_permission_required = ["moderate"]
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
            "here": self.request.get_full_path(),
        }
