"""Takes back at once what was decided at once."""

import secrets

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext, ngettext

from comments.models import Conflict, ImpossibleMove, ModerationEvent
from comments.verbs.answers import back, wants_json, why
from comments.verbs.verb import Verb


class UndoBatch(Verb):
    """Take back every decision made together with this event; what has changed since stays, and is named."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Undo one by one, the newest first: an answer goes before what it answers."""
        self.moderator  # noqa: B018  before anything is looked up
        event = get_object_or_404(ModerationEvent, pk=pk)
        self.comment_of(event.comment_id)
        together = ModerationEvent.objects.filter(batch=event.batch, undoes=None).order_by("-pk")
        batch, undone, skipped = secrets.token_hex(8), 0, []
        for each in together if event.batch else [event]:
            if refusal := self._undo(each, batch):
                skipped.append(f"{each.comment_label}: {refusal}")
            else:
                undone += 1
        return self._answer(undone, skipped)

    def _undo(self, event: ModerationEvent, batch: str) -> str:
        """Take one back; return why not, or nothing."""
        comments = self.scope.filter(pk=event.comment_id)
        comment = comments.first()
        if comment is None:
            return gettext("It is not there any more, or not yours to decide.")
        try:
            with transaction.atomic():
                comment.undo(event, self.moderator, event.version + 1, batch=batch)
        except (Conflict, ImpossibleMove) as refusal:
            return why(refusal)
        return ""

    def _answer(self, undone: int, skipped: list[str]) -> HttpResponse:
        words = ngettext("%(n)s decision taken back.", "%(n)s decisions taken back.", undone) % {"n": undone}
        if wants_json(self.request):
            return JsonResponse({"said": words, "undone": undone, "skipped": skipped})
        if undone:
            messages.success(self.request, words)
        for line in skipped:
            messages.warning(self.request, line)
        return redirect(back(self.request))
