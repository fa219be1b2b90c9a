"""The admin's screen "Import article": a form, a preview, a draft."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from blog.importers.drafts import DraftRefused, create_draft
from blog.importers.forms import ImportForm, open_lists
from blog.importers.reports import ImportReport, report_on


class ImportArticleView(WagtailAdminTemplateMixin, FormView):
    """The text travels in the form from step to step: nothing is stored before the draft."""

    form_class = ImportForm
    template_name = "blog/admin/import_form.html"
    preview_template_name = "blog/admin/import_preview.html"
    page_title = gettext_lazy("Import article")
    breadcrumbs_items = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": reverse_lazy("blog_import_article"), "label": gettext_lazy("Import article")},
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in who may add articles to at least one list."""
        if not open_lists(request.user).exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        """Choose the list from which the editor came."""
        return {"parent": self.request.GET["parent"]} if "parent" in self.request.GET else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Warn before leaving while a text is on the screen that is not saved."""
        context = super().get_context_data(**kwargs)
        form = context["form"]
        return {
            "form_is_multipart": True,
            "has_unsaved_changes": form.is_bound,
            "media": form.media,
            "source": self._source(form),
        } | context

    def form_valid(self, form: ImportForm) -> HttpResponse:
        """Show what was found; at the next step create the draft and lead to the editor."""
        step = self.request.POST.get("step")
        if step == "change":
            return self.render_to_response(self.get_context_data(form=form))
        if step == "create":
            return self._create(form)
        context = self.get_context_data(
            form=form, article=form.cleaned_data["article"], report=self._report(form)
        )
        self.template_name = self.preview_template_name
        return self.render_to_response(context)

    def _create(self, form: ImportForm) -> HttpResponse:
        chosen = form.cleaned_data
        try:
            page = create_draft(
                chosen["article"],
                parent=chosen["parent"],
                authors=list(chosen["authors"]),
                reviewer=chosen["reviewer"],
                topics=chosen["topics"],
                user=self.request.user,
                source=self._source(form),
            )
        except DraftRefused as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        message = _("“%(title)s” was imported as a draft. Still to do: %(to_do)s") % {
            "title": page.title,
            "to_do": " ".join(self._report(form).to_do),
        }
        messages.success(self.request, message)
        return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    def _source(self, form: ImportForm) -> str:
        """The name of the file, carried from step to step; empty for a pasted text."""
        return form.source or self.request.POST.get("source", "")[:255]

    def _report(self, form: ImportForm) -> ImportReport:
        chosen = form.cleaned_data
        return report_on(
            chosen["article"],
            source=self._source(form),
            authors=list(chosen["authors"]),
            reviewer=chosen["reviewer"],
            topics=list(chosen["topics"]),
        )
