"""The part of a page's editor where comments are opened, closed and switched off."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import Panel
from wagtail.models import AbstractPage

from comments.forms import ThreadForm
from comments.models import CommentThread

PREFIX = "comment_thread"


class CommentThreadPanel(Panel):
    """Edits the page's CommentThread, which stands beside the page and its revisions."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one page."""

        template_name = "reader_comments/admin/thread_panel.html"

        def __init__(self, **kwargs: Any):
            super().__init__(**kwargs)
            # What was chosen survives a page form that came back with errors.
            chosen = self.request.POST if self.request and f"{PREFIX}-mode" in self.request.POST else None
            thread = CommentThread.objects.of(self.instance)
            self.thread_form = ThreadForm(chosen, instance=thread, prefix=PREFIX)

        def get_context_data(self, parent_context: dict | None = None) -> dict:
            """Add the form of the thread."""
            return super().get_context_data(parent_context) | {"thread_form": self.thread_form}


comments_panels = [
    CommentThreadPanel(
        heading=_("Reader comments"),
        help_text=_("Takes effect as soon as you save, also while the page itself is a draft."),
        icon="comment",
    )
]


def save_thread(request: HttpRequest, page: AbstractPage) -> None:
    """Store what the panel of this page's editor says. Does nothing where the page has no such panel."""
    if f"{PREFIX}-mode" not in request.POST:
        return
    form = ThreadForm(request.POST, instance=CommentThread.objects.of(page), prefix=PREFIX)
    if form.is_valid():
        form.save_for(page)
    else:
        messages.error(request, _("The comments of this page were left as they were: %s") % form.error_line())
