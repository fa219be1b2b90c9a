"""The screen with the ways on: invite a reviewer, show the draft in private, or whatever other apps offer."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as Refused
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from blog.review.governed import is_governed, page_model
from blog.review.invitations import previews
from blog.review.invitations.inviting import invite

# Other apps add ways: a function of (page, user) that returns [(sentence, label, address)].
HOOK = "medical_review_ways_on"


class InvitationForm(forms.Form):
    """Whom to invite."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=150, help_text=gettext_lazy("Without titles: Ana Ruiz.")
    )
    email = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254)
    words = forms.CharField(
        label=gettext_lazy("A few words of your own"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "The mail says which text it is, with a private preview, and what a reviewer needs: a credential, a "
            "statement on interests, and no part in the text."
        ),
    )


class WaysOnView(WagtailAdminTemplateMixin, View):
    """For the editors of one page."""

    template_name = "medical_review/ways_on.html"
    page_title = gettext_lazy("Ways to a reviewer")
    header_icon = "help"

    def dispatch(self, request: HttpRequest, page_id: int) -> HttpResponseBase:
        page = get_object_or_404(page_model(), pk=page_id)
        if not is_governed(page.specific_class):
            raise Http404
        if not page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        self.page = page.get_latest_revision_as_object()
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=InvitationForm()))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Invite, or make a private address."""
        if request.POST.get("action") == "share":
            address = previews.address_of(self.page, request.user)
            return self.render_to_response(self.get_context_data(form=InvitationForm(), shared=address))
        form = InvitationForm(request.POST)
        if form.is_valid():
            try:
                person = invite(self.page, user=request.user, **form.cleaned_data)
            except Refused as refused:
                form.add_error(None, refused)
            else:
                told = _("%(name)s was invited by mail. The answer goes to you.")
                messages.success(request, told % {"name": person.name})
                return redirect("medical_review_admin:review", self.page.pk)
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        others = [way for function in hooks.get_hooks(HOOK) for way in function(self.page, self.request.user)]
        return super().get_context_data(**kwargs) | {
            "page": self.page,
            "others": others,
            "days": previews.DAYS,
            "can_share": bool(previews.address_of(self.page, self.request.user)),
        }

    def get_page_subtitle(self) -> str:
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        review = reverse("medical_review_admin:review", args=[self.page.pk])
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return [
            *self.breadcrumbs_items,
            {"url": edit, "label": self.get_page_subtitle()},
            {"url": review, "label": _("Medical review")},
            {"url": "", "label": self.get_header_title()},
        ]
