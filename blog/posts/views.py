"""The screen of a post that reads like health advice: what stopped it, and the two ways on."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from blog.models import NotHealthAdvice, PostPage
from blog.people.models import Person
from blog.posts import tasks
from blog.posts.conversion import make_article
from blog.posts.gate import advice_in, confirm
from blog.review import clock
from blog.review.digest import content_digest
from blog.review.eligibility import signing_problems
from blog.review.models import ReviewPolicy


class AskForm(forms.Form):
    """Whom to ask."""

    reviewer = forms.ModelChoiceField(Person.objects.none(), label=gettext_lazy("Reviewer"))


class WordingView(WagtailAdminTemplateMixin, View):
    """For who may edit the post, and for reviewers who may say that it is no health advice."""

    template_name = "blog/admin/post_wording.html"
    page_title = gettext_lazy("Is this health advice?")
    header_icon = "clipboard-list"

    def dispatch(self, request: HttpRequest, page_id: int) -> HttpResponseBase:
        """Find the post first."""
        self.find(request, page_id)
        return super().dispatch(request)

    def find(self, request: HttpRequest, page_id: int) -> None:
        """Find the newest draft. Raises Http404 and PermissionDenied."""
        self.post_page = get_object_or_404(PostPage, pk=page_id).get_latest_revision_as_object()
        self.is_editor = self.post_page.permissions_for_user(request.user).can_edit()
        if not (self.is_editor or self.reviewer):
            raise PermissionDenied

    @cached_property
    def reviewer(self) -> Person | None:
        """Who this user is, if it is somebody who works with the site and has a credential in force."""
        today = clock.day_of(clock.now())
        found = Person.objects.active().with_standing_on(today).filter(has_valid_credential=True)
        return found.filter(user=self.request.user.pk).first()

    @cached_property
    def problems(self) -> list[str]:
        """Why this reviewer cannot say anything about the text: the same rules as for a signature."""
        if self.reviewer is None:
            return []
        return signing_problems(self.reviewer, self.post_page, ReviewPolicy(), clock.now())

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the screen."""
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Go one of the ways."""
        actions = {"article": self.make_article, "ask": self.ask, "confirm": self.confirm}
        action = actions.get(request.POST.get("action", ""), self.back)
        return action()

    def back(self) -> HttpResponse:
        """Show the screen again."""
        return redirect(self.request.path)

    def make_article(self) -> HttpResponse:
        """Copy the words to a draft of a health article, and go on there."""
        parent = self.post_page.get_parent()
        if not (self.is_editor and parent.permissions_for_user(self.request.user).can_add_subpage()):
            raise PermissionDenied
        article = make_article(self.post_page, self.request.user)
        messages.success(
            self.request,
            _(
                "The words are now a draft of a health article. Add topics, references and a "
                "reviewer; the post keeps its "
                "own words."
            ),
        )
        return redirect("wagtailadmin_pages:edit", article.pk)

    def ask(self) -> HttpResponse:
        """Write to a reviewer."""
        form = self.ask_form
        if not self.is_editor:
            raise PermissionDenied
        if not form.is_valid():
            return self.render_to_response(self.get_context_data())
        person = form.cleaned_data["reviewer"]
        log(
            instance=self.post_page,
            action="blog.ask_about_post",
            user=self.request.user,
            data={"reviewer": person.name},
        )
        page_id, person_id, editor = self.post_page.pk, person.pk, self.request.user.get_username()
        transaction.on_commit(lambda: tasks.mail_question.enqueue(page_id, person_id, editor))
        messages.success(self.request, _("%(name)s was asked by mail.") % {"name": person.name})
        return self.back()

    def confirm(self) -> HttpResponse:
        """Record the reviewer's word, for exactly the words that were shown."""
        if self.reviewer is None or self.problems:
            raise PermissionDenied
        if self.request.POST.get("read") != self.digest:
            messages.error(self.request, _("The text has changed since you opened it: read it again."))
            return self.back()
        row = confirm(self.post_page, self.reviewer, self.request.user)
        log(
            instance=self.post_page,
            action="blog.no_health_advice",
            user=self.request.user,
            data={"reviewer": row.reviewer_name},
        )
        messages.success(self.request, _("Recorded: these words may be published as a post."))
        return self.back()

    @cached_property
    def digest(self) -> str:
        """What stands for exactly these words."""
        return content_digest(self.post_page).root

    @cached_property
    def ask_form(self) -> AskForm:
        """The form with those who may answer: qualified, and no author of the post."""
        asked = self.request.POST.get("action") == "ask"
        form = AskForm(self.request.POST if asked else None)
        authors = [person.pk for person in self.post_page.people]
        qualified = Person.objects.qualified_on(clock.day_of(clock.now()))
        form.fields["reviewer"].queryset = qualified.exclude(pk__in=authors).exclude(user=None)
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What was found, who said what, and which ways are open to this user."""
        return super().get_context_data(**kwargs) | {
            "page": self.post_page,
            "sentences": list(advice_in(self.post_page)),
            "confirmation": NotHealthAdvice.newest_of(self.post_page.pk, self.digest),
            "digest": self.digest,
            "is_editor": self.is_editor,
            "reviewer": self.reviewer,
            "may_confirm": self.reviewer is not None and not self.problems,
            "problems": self.problems,
            "ask_form": self.ask_form,
        }

    def get_page_subtitle(self) -> str:
        """The title of the post."""
        return self.post_page.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way back to the post, for those who may go it."""
        edit = reverse("wagtailadmin_pages:edit", args=[self.post_page.pk])
        own = [{"url": edit, "label": self.get_page_subtitle()}] if self.is_editor else []
        return [*self.breadcrumbs_items, *own, {"url": "", "label": self.get_header_title()}]


def preview(request: HttpRequest, page_id: int) -> HttpResponseBase:
    """Show the draft as readers would see it; a reviewer needs no permission to edit for that."""
    view = WordingView()
    view.setup(request)
    view.find(request, page_id)
    return view.post_page.make_preview_request(request, view.post_page.default_preview_mode)
