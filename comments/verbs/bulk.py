"""Decides about many comments at once: shows first which, and takes all of it back at once."""

import secrets
from collections import Counter
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.utils import set_query_params
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.permissions import policy_registry

from comments.models import Comment, Conflict, ImpossibleMove, ModerationEvent
from comments.states import Reason, Status
from comments.verbs.answers import why
from comments.verbs.choosing import MOST_AT_ONCE, Choice, choose, keys_in_list, keys_of, needs_care, read_seen


class BulkForm(forms.Form):
    """Carries what was shown, so that nothing else is decided."""

    seen = forms.CharField(
        widget=forms.HiddenInput,
        error_messages={"required": _("Nothing was chosen. Go back to the list and choose again.")},
    )


class RejectionForm(BulkForm):
    """The one reason for all of them."""

    reason = forms.ChoiceField(
        label=_("Reason"), choices=Reason, widget=forms.RadioSelect, help_text=_("It holds for each of them.")
    )


class BulkDecision(BulkAction):
    """One decision about many comments."""

    models = [Comment]
    form_class = BulkForm
    template_name = "reader_comments/admin/bulk.html"
    to: Status

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Carry out the request. Raises PermissionDenied for anybody who moderates nothing."""
        if not policy_registry.get_by_type(Comment).user_has_permission(request.user, "moderate"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def comments(self) -> QuerySet:
        """The comments on the pages of this moderator."""
        return Comment.objects.in_scope_of(self.request.user).select_related("thread__page")

    @cached_property
    def choice(self) -> Choice:
        """What is decided about: what the list says, and once that was shown, exactly what was shown."""
        if self.request.method == "POST":
            keys = list(read_seen(self.request.POST.get("seen", "")))
        elif "all" in self.request.GET.getlist("id"):
            keys = list(self.get_all_objects_in_listing_query(None))
        else:
            keys = keys_of(self.request.GET.getlist("id"))
        return choose(self.comments, keys[:MOST_AT_ONCE], self.to, max(0, len(keys) - MOST_AT_ONCE))

    def get_all_objects_in_listing_query(self, parent_id: str | None) -> list[int]:
        """Return the keys in the list as it is filtered. Wagtail's own answer would be every comment there is."""
        return keys_in_list(self.request, self.next_url)

    def get_actionable_objects(self) -> tuple[list[Comment], dict[str, Any]]:
        """Return what is decided about, and what the page tells beside it."""
        return self.choice.able, {"choice": self.choice}

    def get_initial(self) -> dict[str, Any]:
        """Carry what is shown."""
        return {"seen": self.choice.seen}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the page says."""
        return super().get_context_data(**kwargs) | {
            "title": self.display_name,
            "header_icon": "comment",
            "preview": preview(self.choice),
            "most_at_once": MOST_AT_ONCE,
        }

    def form_valid(self, form: BulkForm) -> HttpResponse:
        """Decide one by one, each in its own transaction, so that readers and colleagues wait for none of it."""
        seen, reason = read_seen(form.cleaned_data["seen"]), form.cleaned_data.get("reason", "")
        events, refused = decide_together(self.comments, seen, self.to, self.request.user, reason)
        for line in refused:
            messages.warning(self.request, line)
        if events:
            messages.success(self.request, done_in_words(events))
        return redirect(set_query_params(self.next_url, {"done": events[0].pk if events else None}))


class Publish(BulkDecision):
    """Publish all of them."""

    display_name = _("Publish")
    action_type = "publish"
    aria_label = _("Publish the selected comments")
    action_priority = 10
    to = Status.PUBLISHED


class Reject(BulkDecision):
    """Reject all of them, for one reason."""

    display_name = _("Reject")
    action_type = "reject"
    aria_label = _("Reject the selected comments")
    action_priority = 20
    form_class = RejectionForm
    to = Status.REJECTED


class MarkAsSpam(BulkDecision):
    """Call all of them spam."""

    display_name = _("Spam")
    action_type = "spam"
    aria_label = _("Mark the selected comments as spam")
    action_priority = 30
    to = Status.SPAM


class Hide(BulkDecision):
    """Hide all of them."""

    display_name = _("Hide")
    action_type = "hide"
    aria_label = _("Hide the selected comments")
    action_priority = 40
    to = Status.HIDDEN


def decide_together(
    comments: QuerySet, seen: dict[int, int], to: Status, moderator: AbstractBaseUser, reason: str
) -> tuple[list[ModerationEvent], list[str]]:
    """Decide, in their order, about those of `comments` in `seen`, {key: version}.

    Return the events, which share a batch, and why the others were left.
    """
    batch, events, refused = secrets.token_hex(8), [], []
    found = comments.in_bulk(list(seen)[:MOST_AT_ONCE])
    for comment in (found[key] for key in seen if key in found):
        try:
            with transaction.atomic():
                comment.lock(seen[comment.pk])
                if needs_care(comment):
                    raise ImpossibleMove(gettext("Somebody may be in distress. Decide about it alone."))
                events.append(comment.transition(to, moderator, reason, comment.version, batch=batch))
        except (Conflict, ImpossibleMove) as refusal:
            refused.append(f"{comment.label}: {why(refusal)}")
    return events, refused


def preview(choice: Choice) -> str:
    """Return in one line what is about to happen: "12 comments by 4 people; 1 needs care and is skipped"."""
    count = len(choice.able)
    comments = ngettext("%(n)s comment", "%(n)s comments", count) % {"n": count}
    people = ngettext("%(n)s person", "%(n)s people", choice.people) % {"n": choice.people}
    parts = [gettext("%(comments)s by %(people)s") % {"comments": comments, "people": people}]
    if count := len(choice.care):
        words = ngettext("%(n)s needs care and is skipped", "%(n)s need care and are skipped", count)
        parts.append(words % {"n": count})
    if count := len(choice.unable):
        words = ngettext(
            "%(n)s is in no state for this and is skipped",
            "%(n)s are in no state for this and are skipped",
            count,
        )
        parts.append(words % {"n": count})
    return "; ".join(parts) + "."


def done_in_words(events: list[ModerationEvent]) -> str:
    """Return what was done, and to how many: "2 comments: Published. 1 comment: Kept as it is."."""
    parts = []
    for said, count in Counter(event.said for event in events).items():
        comments = ngettext("%(n)s comment", "%(n)s comments", count) % {"n": count}
        parts.append(f"{comments}: {said}")
    return " ".join(parts)
