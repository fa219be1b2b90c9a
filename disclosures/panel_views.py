"""Serves the panel “Paid links” of a draft, and takes the answers that an editor gives in it."""

from typing import Any

import swapper
from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST
from wagtail.models import AbstractPage, Site

from disclosures.models import AnsweredMeanwhileError, OutsideHost
from disclosures.overview import overview_of
from disclosures.questions import host_of
from disclosures.stored import stored_links

Page = swapper.load_model("wagtailcore", "Page")


class AnswerForm(forms.Form):
    """An answer to “Does anybody pay you for this?”; `seen` is the answer that stood there before."""

    host = forms.CharField(max_length=253)
    answer = forms.ChoiceField(choices=OutsideHost.Answer.choices, required=False)
    seen = forms.ChoiceField(choices=OutsideHost.Answer.choices, required=False)
    who_pays = forms.CharField(max_length=200, required=False)


def editable_draft(request: HttpRequest, page_id: int) -> AbstractPage:
    """Return the newest draft of a page. Raises Http404, and PermissionDenied for who may not edit the page."""
    page = get_object_or_404(Page, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page.get_latest_revision_as_object()


@require_GET
def paid_links(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show what the panel says of the newest draft."""
    return _panel(request, editable_draft(request, page_id))


@require_POST
def answer(request: HttpRequest, page_id: int) -> HttpResponse:
    """Save an answer about a host that this draft links to, and show the panel anew."""
    page = editable_draft(request, page_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _panel(request, page, {"error": form.errors}, status=400)
    given, site = form.cleaned_data, page.get_site()
    if site is None or given["host"] not in {host_of(link.href) for link in stored_links(page)}:
        raise Http404
    try:
        _save(request, site, given)
    except AnsweredMeanwhileError as error:
        return _panel(request, page, {"meanwhile": error.row}, status=409)
    return _panel(request, page)


def _save(request: HttpRequest, site: Site, given: dict[str, str]) -> None:
    row, _created = OutsideHost.objects.get_or_create(site=site, host=given["host"])
    row.answer = given["seen"]
    row.record_answer(given["answer"], request.user, given["who_pays"])


def _panel(
    request: HttpRequest, page: AbstractPage, more: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    context = {"overview": overview_of(page, request), "error": None, "meanwhile": None} | (more or {})
    return render(request, "disclosures/admin/paid_links.html", context, status=status)
