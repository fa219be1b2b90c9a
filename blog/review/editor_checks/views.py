"""Serves the panel “Before publishing” of a draft, and takes an editor's decision against a warning."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.models import AbstractPage

from blog.review import clock
from blog.review.editor_checks.registry import has_checks
from blog.review.editor_checks.running import DismissalError, dismiss, findings_of
from blog.review.governed import page_model


class DismissForm(forms.Form):
    """Which finding, and why it may stay."""

    check = forms.CharField(max_length=100)
    subject = forms.CharField(max_length=64)
    reason = forms.CharField(required=False)


def editable_draft(request: HttpRequest, page_id: int) -> AbstractPage:
    """Return the newest draft of a page. Raises Http404, and PermissionDenied for who may not edit the page."""
    page = get_object_or_404(page_model(), pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    if not has_checks(page.specific_class or type(page)):
        raise Http404
    return page.get_latest_revision_as_object()


@require_GET
def findings(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show what stands in the way of the newest draft."""
    return _panel(request, editable_draft(request, page_id))


@require_POST
def dismissal(request: HttpRequest, page_id: int) -> HttpResponse:
    """Record a decision against a warning of this draft, and show the panel anew."""
    page, form = editable_draft(request, page_id), DismissForm(request.POST)
    if not form.is_valid():
        return _panel(request, page, _("This could not be understood. Reload the page and try again."), 400)
    given, now = form.cleaned_data, clock.now()
    finding = findings_of(page, now).of(given["check"], given["subject"])
    if finding is None:
        return _panel(request, page, _("The text has changed since: this is the list for it now."), 409)
    try:
        dismiss(page, finding, request.user, given["reason"], now)
    except DismissalError as error:
        return _panel(request, page, str(error), 400)
    return _panel(request, page)


def _panel(request: HttpRequest, page: AbstractPage, error: str = "", status: int = 200) -> HttpResponse:
    context = {"findings": findings_of(page, clock.now()), "page": page, "error": error}
    return render(request, "medical_review/editor_checks/findings.html", context, status=status)
