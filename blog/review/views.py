"""The review screen: editors ask here, reviewers read and sign here."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Media
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from blog.review import signing
from blog.review.answers import ask_for_changes, sign_form_for, sign_with
from blog.review.desk import desk_for
from blog.review.forms import STATEMENTS, ChangesForm, RequestForm, SignForm
from blog.review.models import Suggestion
from blog.review.refusals import reasons_in
from blog.review.reviewers import candidates
from blog.review.rows import rows_of
from blog.review.suggestions.shown import shown_for
from blog.review.workflow import must_be_free, what_followed


def preview(request: HttpRequest, page_id: int) -> HttpResponseBase:
    """Show the draft as readers would see it; a reviewer needs no permission to edit for that."""
    page = desk_for(request, page_id).page
    if not page.is_previewable():
        raise Http404
    return page.make_preview_request(request, page.default_preview_mode)


class ReviewView(WagtailAdminTemplateMixin, View):
    """One page's medical review."""

    template_name = "medical_review/review.html"
    page_title = gettext_lazy("Medical review")
    header_icon = "clipboard-list"

    def dispatch(self, request: HttpRequest, page_id: int) -> HttpResponseBase:
        self.desk = desk_for(request, page_id)
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        for reason in reasons_in(request.GET):
            messages.error(request, reason)
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest) -> HttpResponse:
        actions = {"sign": self.sign, "changes": self.ask_for_changes, "request": self.request_review}
        action = actions.get(request.POST.get("action", ""))
        if action is None:
            return self.get(request)
        try:
            done = action()
        except ValidationError as error:
            for message in error.messages:
                messages.error(request, message)
            done = None
        return done or self.render_to_response(self.get_context_data())

    def sign(self) -> HttpResponse | None:
        """Sign, if form and rules allow it; nothing of it is kept if they do not."""
        if self.sign_form is None or not self.sign_form.is_valid():
            return None
        task_state = self.desk.task_state
        if task_state is not None:
            must_be_free(self.desk.page, task_state)
        review = sign_with(self.sign_form, self.desk)
        return self._leave(what_followed(self.desk.page, review, task_state))

    def ask_for_changes(self) -> HttpResponse | None:
        """Send the text back with a reason."""
        reviewer, form = self.desk.asked_person, self.changes_form
        if reviewer is None or form is None or not form.is_valid():
            return None
        ask_for_changes(form.cleaned_data["reason"], reviewer, self.desk)
        title = {"title": self.get_page_subtitle()}
        return self._leave(_("Your request for changes to “%(title)s” was sent.") % title)

    def request_review(self) -> HttpResponse | None:
        """Ask a reviewer."""
        if not self.desk.is_editor:
            raise PermissionDenied
        if not self.request_form.is_valid():
            return None
        reviewer = self.request_form.cleaned_data["reviewer"]
        signing.request_review(self.desk.page, reviewer, self.desk.user, self.desk.now)
        messages.success(self.request, _("%(name)s was asked to review this text.") % {"name": reviewer.name})
        return redirect(self.request.path)

    @cached_property
    def sign_form(self) -> SignForm | None:
        """The form of the signature, for somebody who was asked."""
        reviewer = self.desk.asked_person
        return sign_form_for(self.desk, reviewer, self._data("sign")) if reviewer else None

    @cached_property
    def open_suggestions(self) -> int:
        """How many suggestions of this reviewer wait for an answer."""
        own = Suggestion.objects.open().filter(page=self.desk.page.pk, reviewer=self.desk.asked_person)
        return own.count()

    @cached_property
    def changes_form(self) -> ChangesForm | None:
        """The form of the other answer."""
        return (
            ChangesForm(self._data("changes"), suggestions=self.open_suggestions)
            if self.desk.asked_person
            else None
        )

    @cached_property
    def request_form(self) -> RequestForm:
        """The form with which editors ask."""
        return RequestForm(self._data("request"), page=self.desk.page)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        desk = self.desk
        context = super().get_context_data(**kwargs)
        changed, unchanged = rows_of(desk)
        waiting, answered = shown_for(desk.page)
        return context | {
            "changed": changed,
            "unchanged": unchanged,
            "suggestions": waiting,
            "answered_suggestions": answered,
            "statements": STATEMENTS,
            "desk": desk,
            "page": desk.page,
            "sign_form": self._with_fresh_digest(self.sign_form),
            "changes_form": self.changes_form,
            "request_form": self.request_form,
            "candidates": candidates(desk.page, desk.now) if desk.is_editor else [],
            "media": self.sign_form.media if self.sign_form else Media(),
        }

    def get_page_subtitle(self) -> str:
        return self.desk.page.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = reverse("wagtailadmin_pages:edit", args=[self.desk.page.pk])
        own = [{"url": edit, "label": self.get_page_subtitle()}] if self.desk.is_editor else []
        return [*self.breadcrumbs_items, *own, {"url": "", "label": self.get_header_title()}]

    def _data(self, action: str) -> Any:
        return self.request.POST if self.request.POST.get("action") == action else None

    def _with_fresh_digest(self, form: SignForm | None) -> SignForm | None:
        """After a refusal the reviewer sees the text as it stands now, so the form must name that text."""
        if form is not None and form.is_bound:
            form.data = {**form.data.dict(), "read": self.desk.digest.root}
        return form

    def _leave(self, message: str) -> HttpResponse:
        messages.success(self.request, message)
        return (
            redirect("medical_review_admin:review", self.desk.page.pk)
            if self.desk.is_editor
            else redirect("wagtailadmin_home")
        )
