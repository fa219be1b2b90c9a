"""Older articles: the public page that counts what remains, and the reviewers' list."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Site
from wagtail.permissions import page_permission_policy

from blog.people.models import Person
from blog.review import clock, signing
from blog.review.governed import page_model
from blog.review.transition.forms import AssignForm, FilterForm
from blog.review.transition.remaining import Remaining, progress_of, remaining

PER_PAGE = 50


def progress(request: HttpRequest) -> HttpResponse:
    """Say in public how many older articles nobody has reviewed yet. Raises Http404 where there never were any."""
    site = Site.find_for_request(request)
    found = progress_of(site, clock.now()) if site else None
    if found is None:
        raise Http404
    return TemplateResponse(request, "medical_review/transition.html", {"progress": found})


class OlderArticlesView(WagtailAdminTemplateMixin, View):
    """The older articles that wait for a reviewer, the riskiest first; editors ask for reviews here, many at once."""

    template_name = "medical_review/older_articles.html"
    page_title = gettext_lazy("Older articles")
    header_icon = "history"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_look(request):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Ask one reviewer to read all chosen articles; what cannot be asked is named with the reason."""
        form = self.assign_form
        if not form.is_valid():
            return self.get(request)
        reviewer, asked = form.cleaned_data["reviewer"], 0
        for page in form.cleaned_data["pages"]:
            asked += self._ask(page, reviewer)
        if asked:
            told = ngettext(
                "%(name)s was asked to review one article.",
                "%(name)s was asked to review %(number)d articles.",
                asked,
            )
            messages.success(request, told % {"name": reviewer.name, "number": asked})
        return redirect(request.get_full_path())

    def _ask(self, page: Any, reviewer: Person) -> bool:
        if not page.permissions_for_user(self.request.user).can_edit():
            problem = _("You may not edit this page.")
        else:
            try:
                signing.request_review(page, reviewer, self.request.user)
            except ValidationError as error:
                problem = " ".join(error.messages)
            else:
                return True
        messages.error(self.request, f"“{page.title}”: {problem}")
        return False

    @cached_property
    def assign_form(self) -> AssignForm:
        """Whom to ask for which articles."""
        waiting = page_model()._default_manager.filter(pk__in=[row.page.pk for row in self.rows])
        data = self.request.POST if self.request.method == "POST" else None
        return AssignForm(data, pages=waiting)

    @cached_property
    def filter_form(self) -> FilterForm:
        """What of the list is shown."""
        return FilterForm(self.request.GET)

    @cached_property
    def rows(self) -> list[Remaining]:
        """All that remain."""
        return remaining(clock.now())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_header_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = self.filter_form.choose(self.rows)
        return super().get_context_data(**kwargs) | {
            "rows": Paginator(shown, PER_PAGE).get_page(self.request.GET.get("p")),
            "number": len(shown),
            "total": len(self.rows),
            "with_visits": any(row.visits is not None for row in self.rows),
            "assign_form": self.assign_form,
            "filter_form": self.filter_form,
            "chosen": set(self.request.POST.getlist("pages")),
        }


def may_look(request: HttpRequest) -> bool:
    """Whether this user sees the list: who may edit any page, and reviewers."""
    user = request.user
    edits = page_permission_policy.user_has_any_permission(user, {"add", "change", "publish"})
    return edits or Person.objects.active().filter(user=user.pk, credentials__isnull=False).exists()
