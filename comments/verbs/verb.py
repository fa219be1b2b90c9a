"""The shape of what a moderator does to one comment: who may, on what, and how a refusal is told."""

from abc import abstractmethod
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.permissions import policy_registry

from comments.forms import ErrorLineMixin
from comments.models import Comment, Conflict, ImpossibleMove
from comments.verbs.answers import Done, answer_done, answer_refusal, back, said, wants_json, why


class Verb(View):
    """One thing done by one POST. `act` does it and says what was done."""

    http_method_names = ["post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Carry out the request; tell the script in its own words who may not, and what is gone."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except (Http404, PermissionDenied) as error:
            if not wants_json(request):
                raise
            if isinstance(error, Http404):
                return said(gettext("This comment does not exist any more."), 404)
            return said(gettext("You do not moderate the comments of this page."), 403)

    @cached_property
    def moderator(self) -> AbstractBaseUser:
        """Who does it. Raises PermissionDenied for anybody who moderates nothing."""
        user = self.request.user
        policy = policy_registry.get_by_type(Comment)
        if not (isinstance(user, AbstractBaseUser) and policy.user_has_permission(user, "moderate")):
            raise PermissionDenied
        return user

    @cached_property
    def comment(self) -> Comment:
        """What it is done to. Raises Http404 where there is none on a page of this moderator."""
        return self.comment_of(self.kwargs["pk"])

    @cached_property
    def scope(self) -> QuerySet:
        """The comments that this moderator may act on, with what a row needs."""
        return Comment.objects.in_scope_of(self.moderator).select_related("thread__page", "parent")

    def comment_of(self, pk: int) -> Comment:
        """Return a comment that this moderator may act on. Raises as above."""
        return get_object_or_404(self.scope, pk=pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it, or say why not."""
        comment = self.comment
        try:
            done = self.act(comment)
        except (Conflict, ImpossibleMove) as refusal:
            return answer_refusal(request, comment, refusal)
        return answer_done(request, comment, done)

    @abstractmethod
    def act(self, comment: Comment) -> Done:
        """Do it. Raises Conflict and ImpossibleMove."""


class VersionedForm(ErrorLineMixin, forms.Form):
    """Something typed about a comment, on the version that was shown."""

    version = forms.IntegerField(
        min_value=0,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value"),
            _("The form lost track of the comment. Please open it again from the list."),
        ),
    )

    def __init__(self, *args: Any, comment: Comment, **kwargs: Any):
        self.comment = comment
        super().__init__(*args, initial={"version": comment.version} | kwargs.pop("initial", {}), **kwargs)


class WrittenVerb(Verb):
    """A verb that needs words: GET shows the form, POST does it. Nothing typed is lost by a refusal."""

    http_method_names = ["get", "post"]
    form_class: type[VersionedForm]
    template_name = "reader_comments/admin/verb_form.html"
    title: str | Promise
    explanation: str | Promise = ""
    submit_label: str | Promise = _("Save")
    # Whether the page shows the comment above the form; not where the form itself does.
    shows_comment = True

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the form; to the script, the part of the page that holds it."""
        return self.show(self.form_class(comment=self.comment, initial=self.initial()))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do what the form says, or show it again with what is wrong."""
        form = self.form_class(request.POST, comment=self.comment)
        if not form.is_valid():
            return self.show(form, 400)
        try:
            with transaction.atomic():
                done = self.write(self.comment, form)
        except forms.ValidationError as error:
            form.add_error(None, error)
            # What was done before is undone, so the comment is read again.
            del self.comment
            return self.show(form, 400)
        except (Conflict, ImpossibleMove) as refusal:
            return self.refuse(form, refusal)
        return answer_done(request, self.comment, done)

    def initial(self) -> dict[str, Any]:
        """Return what stands in the form at first."""
        return {}

    @abstractmethod
    def write(self, comment: Comment, form: VersionedForm) -> Done:
        """Do it. Raises Conflict, ImpossibleMove, and ValidationError for what only trying can tell."""

    def refuse(self, form: VersionedForm, refusal: Exception) -> HttpResponse:
        """Show the comment as it is now, with what was typed, ready to be sent again."""
        if wants_json(self.request):
            return answer_refusal(self.request, self.comment, refusal)
        del self.comment
        again = self.request.POST.copy()
        again["version"] = str(self.comment.version)
        form = self.form_class(again, comment=self.comment)
        form.add_error(None, why(refusal))
        return self.show(form, 409)

    def show(self, form: VersionedForm, status: int = 200) -> HttpResponse:
        """Return the form, as a page or for the script."""
        context = {
            "form": form,
            "comment": self.comment,
            "title": self.title,
            "explanation": self.explanation,
            "submit_label": self.submit_label,
            "shows_comment": self.shows_comment,
            "here": back(self.request),
            "address": self.request.path,
            "form_template": self.template_name,
        }
        if not wants_json(self.request):
            return render(self.request, "reader_comments/admin/verb.html", context, status=status)
        html = render_to_string(self.template_name, context, self.request)
        return JsonResponse({"html": html, "said": form.error_line()}, status=status)
