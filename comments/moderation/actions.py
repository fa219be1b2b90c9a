"""Carries out a moderator's decision, or says why it came too late."""

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from wagtail.admin.utils import get_valid_next_url_from_request, set_query_params
from wagtail.permissions import policy_registry

from comments.forms import DecisionForm
from comments.models import Comment, Conflict, ImpossibleMove, ModerationEvent
from comments.moderation.queue import row_of


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish, reject, hide a comment or call it spam; 409 if it is not what the moderator saw any more."""
    moderator = _moderator(request)
    comment = get_object_or_404(Comment.objects.in_scope_of(moderator), pk=pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _refused(request, comment, error=form.error_line())
    decision = form.cleaned_data
    try:
        event = comment.transition(decision["to"], moderator, decision["reason"], decision["version"])
    except (Conflict, ImpossibleMove) as refusal:
        return _refused(request, comment, refusal)
    return redirect(_back(request, done=event.pk))


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision back; 409 if something else has happened since."""
    moderator = _moderator(request)
    event = get_object_or_404(ModerationEvent, pk=pk)
    comment = get_object_or_404(Comment.objects.in_scope_of(moderator), pk=event.comment_id)
    try:
        comment.undo(event, moderator, event.version + 1)
    except (Conflict, ImpossibleMove) as refusal:
        return _refused(request, comment, refusal)
    return redirect(_back(request, done=None))


def _moderator(request: HttpRequest) -> AbstractBaseUser:
    user = request.user
    policy = policy_registry.get_by_type(Comment)
    if not (isinstance(user, AbstractBaseUser) and policy.user_has_permission(user, "moderate")):
        raise PermissionDenied
    return user


def _back(request: HttpRequest, done: int | None) -> str:
    """Return the list the moderator came from, with the decision that may still be taken back."""
    address = get_valid_next_url_from_request(request) or reverse("reader_comments_admin:index")
    return set_query_params(address, {"done": done})


def _refused(
    request: HttpRequest, comment: Comment, refusal: Exception | None = None, error: str = ""
) -> HttpResponse:
    """Show the comment as it is now, who decided in the meantime, and the verbs that are left."""
    comment = Comment.objects.select_related("thread__page", "parent").get(pk=comment.pk)
    context = {
        "row": row_of(comment),
        "event": refusal.event if isinstance(refusal, Conflict) else None,
        "changed": isinstance(refusal, Conflict),
        "error": str(refusal) if isinstance(refusal, ImpossibleMove) else error,
        "here": _back(request, done=None),
    }
    return render(request, "reader_comments/admin/conflict.html", context, status=409)
