"""Published comments on pages of their own: further ones, and one conversation."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from comments.closing import closing_of
from comments.fragments import comments_context, form_context
from comments.models import Comment
from comments.pages import page_of_key, public_page
from comments.threads import BadCursor, replies_page


@require_safe
def thread(request: HttpRequest, page_key: str) -> HttpResponse:
    """Show the comments of a page that follow those in the page itself."""
    page = public_page(page_of_key(page_key).pk)
    try:
        context = comments_context(page, request, request.GET.get("after", ""))
    except BadCursor as error:
        raise Http404 from error
    return render(request, "reader_comments/thread.html", context)


@require_safe
def comment(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show one conversation: the address of each comment in it."""
    found = get_object_or_404(Comment.objects.select_related("thread", "root"), public_id=public_id)
    root = found.root or found
    if not (root.shown and found.thread.is_shown and (found.is_published or found == root)):
        raise Http404
    if found != root:
        after = found.seq - 1
        address = reverse("reader_comments:comment", args=[root.public_id])
        return redirect(f"{address}?after={after}#comment-{found.public_id}")
    thread = found.thread
    thread.page = public_page(thread.page_id)
    replies, after = replies_page(root, _number(request.GET.get("after", "")))
    context = form_context(thread, request) | {"root": root, "replies": replies, "after": after}
    context |= {
        "closing": closing_of(thread, context["comment_settings"]),
        "root_is_pinned": root.pk == thread.pinned_id,
    }
    return render(request, "reader_comments/conversation.html", context)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0
