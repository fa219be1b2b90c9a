"""Suggesting other words, and answering."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from blog.review import clock
from blog.review.desk import desk_for
from blog.review.models import Suggestion
from blog.review.suggestions.answering import SuggestionRefused, accept, decline, suggest
from blog.review.suggestions.texts import key_to_place, text_at
from blog.review.suggestions.wording import SuggestionForm, as_read

Resolution = Suggestion.Resolution


class SuggestView(WagtailAdminTemplateMixin, View):
    """Other words for one text of a page, from somebody who was asked to review it."""

    template_name = "medical_review/suggest.html"
    page_title = gettext_lazy("Suggest wording")
    header_icon = "edit"

    def dispatch(self, request: HttpRequest, page_id: int) -> HttpResponseBase:
        self.desk = desk_for(request, page_id)
        reviewer = self.desk.asked_person
        if reviewer is None:
            raise PermissionDenied
        self.reviewer = reviewer
        text = text_at(self.desk.page, key_to_place(request.GET.get("place", "")))
        if text is None:
            messages.error(
                request, _("This text is no longer part of the page. Below is the page as it stands now.")
            )
            return redirect("medical_review_admin:review", page_id)
        self.text = text
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        self.form = SuggestionForm(text=self.text)
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest) -> HttpResponse:
        self.form = SuggestionForm(request.POST, text=self.text)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        given = self.form.cleaned_data
        suggest(
            self.desk.page,
            self.reviewer,
            self.text,
            given["wording"],
            given["note"],
            self.desk.user,
            self.desk.now,
        )
        messages.success(request, _("Your suggestion for “%(label)s” is noted.") % {"label": self.text.label})
        return redirect(_suggestions_of(self.desk.page.pk))

    def get_page_subtitle(self) -> str:
        return self.text.label

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        title = self.desk.page.get_admin_display_title()
        review = {"url": reverse("medical_review_admin:review", args=[self.desk.page.pk]), "label": title}
        return [*self.breadcrumbs_items, review, {"url": "", "label": self.get_header_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "page": self.desk.page,
            "text": self.text,
            "present": as_read(self.text.value, is_rich=self.text.is_rich),
            "form": self.form,
            "media": self.form.media,
        }


@require_POST
def answer(request: HttpRequest, page_id: int, suggestion_id: int) -> HttpResponse:
    """Accept or decline a suggestion."""
    desk_for(request, page_id)
    act = {"accept": accept, "decline": decline}.get(request.POST.get("answer", ""))
    if act is not None:
        try:
            suggestion = act(suggestion_id, page_id, request.user, clock.now())
        except SuggestionRefused as error:
            messages.error(request, " ".join(error.messages))
        else:
            _say(request, suggestion)
    return redirect(_suggestions_of(page_id))


def _say(request: HttpRequest, suggestion: Suggestion) -> None:
    label = {"label": suggestion.label}
    if suggestion.resolution == Resolution.OUTDATED:
        messages.warning(
            request,
            _(
                "“%(label)s” has changed since this was suggested, so nothing was written. Below are the "
                "suggestion and the present text: put it in by hand if it still fits."
            )
            % label,
        )
    elif suggestion.resolution == Resolution.ACCEPTED:
        messages.success(
            request, _("The new words for “%(label)s” are in the draft. You are their author.") % label
        )
    else:
        messages.success(request, _("The suggestion for “%(label)s” is closed.") % label)


def _suggestions_of(page_id: int) -> str:
    return reverse("medical_review_admin:review", args=[page_id]) + "#suggestions"
