"""Carries out a moderator's decision, or says why it came too late."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from comments.forms import DecisionForm
from comments.models import Comment, Conflict, ImpossibleMove, ModerationEvent
from comments.verbs.answers import Done, answer_done, answer_refusal, said, wants_json
from comments.verbs.verb import Verb


class Decide(Verb):
    """Publish, reject, hide a comment or call it spam; 409 if it is not what the moderator saw any more."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Decide what the form says."""
        form = DecisionForm(request.POST)
        if form.is_valid():
            self.form = form
            return super().post(request, pk)
        if wants_json(request):
            self.comment  # noqa: B018  nobody learns more than they may see
            return said(form.error_line(), 400)
        return answer_refusal(request, self.comment, error=form.error_line())

    def act(self, comment: Comment) -> Done:
        """Change the status."""
        decision = self.form.cleaned_data
        event = comment.transition(decision["to"], self.moderator, decision["reason"], decision["version"])
        return Done(event.said, event, "undo", stays=False)


class Undo(Verb):
    """Take back one event; 409 if something else has happened since."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Find the comment by the event."""
        self.moderator  # noqa: B018  before anything is looked up
        event = get_object_or_404(ModerationEvent, pk=pk)
        comment = self.comment_of(event.comment_id)
        try:
            inverse = comment.undo(event, self.moderator, event.version + 1)
        except (Conflict, ImpossibleMove) as refusal:
            return answer_refusal(request, comment, refusal)
        return answer_done(request, comment, Done(inverse.said, inverse))
