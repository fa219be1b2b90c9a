"""The number of comments that need a moderator, in the menu and on the dashboard."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.permissions import policy_registry

from comments.models import Comment
from comments.moderation.backlog import waiting_since
from comments.moderation.rows import rows_of
from comments.waiting_time import usual_wait

# Beyond this a number tells nothing more, and counting would cost something.
MOST_COUNTED = 99
SHOWN_ON_DASHBOARD = 3


def number_waiting(user: AbstractBaseUser | AnonymousUser) -> str:
    """Return how many comments wait for `user`: empty for none, at most "99+"."""
    count = Comment.objects.in_scope_of(user).waiting()[: MOST_COUNTED + 1].count()
    return f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count or "")


def may_moderate(request: HttpRequest) -> bool:
    """Return whether the person at the screen moderates comments."""
    return policy_registry.get_by_type(Comment).user_has_permission(request.user, "moderate")


class CommentsMenuItem(MenuItem):
    """The menu item, with the number that waits."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Only to moderators."""
        return may_moderate(request)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        """Put the number beside the label, for eyes and ears."""
        component = super().render_component(request)
        if waiting := number_waiting(request.user):
            spoken = gettext("%(label)s, %(waiting)s waiting") % {"label": self.label, "waiting": waiting}
            component.attrs = {**self.attrs, "data-comments-waiting": waiting, "aria-label": spoken}
        return component


class WaitingCommentsPanel(Component):
    """On the dashboard: the comments that have waited longest."""

    name = "reader_comments"
    template_name = "reader_comments/admin/dashboard_panel.html"
    order = 220

    class Media:
        css = {"all": ["reader_comments/moderation.css"]}

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Return the first rows of the queue, how many there are, and how long they wait."""
        user = parent_context["request"].user
        waiting = Comment.objects.in_scope_of(user).waiting().select_related("thread__page", "parent")
        return {
            "rows": rows_of(waiting[:SHOWN_ON_DASHBOARD]),
            "waiting": number_waiting(user),
            "waiting_since": waiting_since(Comment.objects.in_scope_of(user)),
            "usual_wait": usual_wait(),
            "queue_url": reverse("reader_comments_admin:index"),
        }


def badge_stylesheet() -> SafeString:
    """Return the link to the style of the number in the menu."""
    return format_html('<link rel="stylesheet" href="{}">', static("reader_comments/menu.css"))


def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Put the panel on a moderator's dashboard."""
    if may_moderate(request):
        panels.append(WaitingCommentsPanel())
