"""The screen of minor edits: propose one, or answer the one that waits."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from blog.review.minor_edits import proposing
from blog.review.models import MinorEditProposal
from blog.review.other_ways.door import must
from blog.review.other_ways.forms import DeclineForm, ProposeForm
from blog.review.other_ways.views import WayView

MOST_PROBLEMS = 8


def _first_of(problems: list[str]) -> list[str]:
    """Return what an editor can still read; a text written anew has no end of them."""
    more = len(problems) - MOST_PROBLEMS
    if more <= 0:
        return problems
    sentence = ngettext("And %(count)d thing more.", "And %(count)d things more.", more) % {"count": more}
    return [*problems[:MOST_PROBLEMS], sentence]


class MinorEditView(WayView):
    """One page's minor edit."""

    page_title = gettext_lazy("Minor edit")
    template_name = "medical_review/ways/minor_edit.html"
    form_class = ProposeForm
    button = gettext_lazy("Propose this minor edit")

    def check_entry(self) -> None:
        must(self.door.is_editor or self.door.may_answer)

    def post(self, request: HttpRequest) -> HttpResponse:
        action = request.POST.get("action")
        if action == "propose":
            must(self.door.is_editor)
            return super().post(request)
        answers = {"accept": self._accept, "decline": self._decline}
        if action not in answers or self.door.proposal is None:
            return self.get(request)
        try:
            message = answers[action](self.door.proposal)
        except ValidationError as error:
            for sentence in error.messages:
                messages.error(request, sentence)
            return self.render_to_response(self.get_context_data())
        if message is None:
            return self.render_to_response(self.get_context_data())
        messages.success(request, message)
        return self.leave()

    def act(self, data: dict[str, Any]) -> str:
        door = self.door
        done = proposing.propose(door.page, door.user, **data, now=door.now)
        if isinstance(done, MinorEditProposal):
            return _(
                "Proposed. A second person must agree before it is published: the reviewer or another editor."
            )
        return _("Published. A link that pays nobody needs no second person.")

    def _accept(self, proposal: MinorEditProposal) -> str:
        proposing.accept(proposal, self.door.user, now=self.door.now)
        return _("Published as a minor edit. The signature still holds.")

    def _decline(self, proposal: MinorEditProposal) -> str | None:
        if not self.decline_form.is_valid():
            return None
        proposing.close(proposal, self.door.user, self.decline_form.cleaned_data["why"], now=self.door.now)
        return _("The minor edit was not made. The draft stays as it is.")

    @cached_property
    def form(self) -> forms.Form:
        """The form of the proposal; only its own answers fill it."""
        data = self.request.POST if self.request.POST.get("action") == "propose" else None
        return ProposeForm(data, initial={"read": self.door.draft.digest.root, "reason": self._first_fit()})

    @cached_property
    def decline_form(self) -> DeclineForm:
        """The form of the other answer."""
        data = self.request.POST if self.request.POST.get("action") == "decline" else None
        return DeclineForm(data)

    def blocked(self) -> list[str]:
        """What stands against every kind of minor edit; else against the one that comes nearest."""
        standing = proposing.standing_problems(self.door.draft, self.door.now)
        if standing or self._first_fit():
            return standing
        return _first_of(min(self._judgements.values(), key=len))

    @cached_property
    def _judgements(self) -> dict[str, list[str]]:
        """Why the draft is none, for each kind."""
        return {
            reason: proposing.problems_of(self.door.draft, reason, self.door.now)
            for reason, _label in proposing.CHOICES
        }

    def _first_fit(self) -> str:
        return next((reason for reason, problems in self._judgements.items() if not problems), "")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        fits = {reason for reason, problems in self._judgements.items() if not problems}
        return super().get_context_data(**kwargs) | {
            "proposal": self.door.proposal,
            "decline_form": self.decline_form,
            "choices": [(reason, label, reason in fits) for reason, label in proposing.CHOICES],
            "chosen": self.form["reason"].value(),
        }
