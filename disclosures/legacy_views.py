"""The admin's screen that takes handwritten notices out of a page."""

from dataclasses import asdict, replace
from typing import Any

import swapper
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.log_actions import log
from wagtail.models import AbstractPage

from disclosures.injection import disclose
from disclosures.legacy_cleanup import FoundNotice, notices_in, remaining_html, take_out
from disclosures.log_actions import CLEANED_UP
from disclosures.policies import policy_for


class CleanUpView(WagtailAdminTemplateMixin, View):
    """Show what would be taken out, and on POST save a draft without it. Nothing is published."""

    template_name = "disclosures/admin/clean_up.html"
    page_title = gettext_lazy("Take out handwritten notices")
    header_icon = "clipboard-list"

    def dispatch(self, request: HttpRequest, page_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in only who may edit the page, and nobody while it is locked."""
        self.page_id = page_id
        permissions = self.page.permissions_for_user(request.user)
        if not permissions.can_edit():
            raise PermissionDenied
        reason = self._reason_against(permissions.page_locked())
        if reason:
            messages.error(request, reason)
            return redirect(self.edit_url)
        return super().dispatch(request, *args, **kwargs)

    def _reason_against(self, is_locked: bool) -> str:
        if self.page.alias_of_id:
            return _("This page repeats another one. Take the notices out there.")
        if is_locked:
            return _("This page is locked. Take the notices out when it is unlocked.")
        return "" if self.notices else _("No handwritten notice is left in this page.")

    @cached_property
    def page(self) -> AbstractPage:
        """The page as its editor shows it: its latest draft."""
        page_model = swapper.load_model("wagtailcore", "Page")
        return get_object_or_404(page_model, pk=self.page_id).get_latest_revision_as_object()

    @cached_property
    def notices(self) -> list[FoundNotice]:
        """What was found."""
        return notices_in(self.page)

    @property
    def edit_url(self) -> str:
        """Where the page is edited."""
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the text before and after."""
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save the draft, unless the page is another one than the one that was shown."""
        if request.POST.get("seen") != self._seen():
            messages.warning(request, _("Somebody has saved this page in the meantime. Please look again."))
            return self.get(request)
        taken = take_out(self.page)
        # What an editor left unfinished elsewhere in the draft is not for this button to complain about.
        revision = self.page.save_revision(user=request.user, clean=False)
        data = {"notices": [asdict(notice) for notice in taken]}
        log(self.page, CLEANED_UP, user=request.user, revision=revision, content_changed=True, data=data)
        self._tell(len(taken))
        return redirect(self.edit_url)

    def _tell(self, count: int) -> None:
        message = ngettext(
            "%(count)d handwritten notice is taken out, in a draft: nothing is published yet. To undo it, open the "
            "history and go back to the version before.",
            "%(count)d handwritten notices are taken out, in a draft: nothing is published yet. To undo it, open the "
            "history and go back to the version before.",
            count,
        ) % {"count": count}
        history = reverse("wagtailadmin_pages:history", args=[self.page.pk])
        messages.success(self.request, message, buttons=[messages.button(history, _("History"))])

    def _seen(self) -> str:
        return str(self.page.latest_revision_id or "")

    def get_page_subtitle(self) -> str:
        """Name the page."""
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the page."""
        return [
            *self.breadcrumbs_items,
            {"url": self.edit_url, "label": self.get_page_subtitle()},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is taken out, and what readers are told afterwards."""
        told = self._told_afterwards()
        return super().get_context_data(
            notices=self.notices,
            seen=self._seen(),
            edit_url=self.edit_url,
            told=told,
            giver_is_lost=any(notice.names_a_giver for notice in self.notices)
            and not getattr(self.page, "disclosure_connections", None),
            **kwargs,
        )

    def _told_afterwards(self) -> str:
        """Return the notice that readers get once the handwritten one is gone, "" for none."""
        page = self.page.get_latest_revision_as_object()
        take_out(page)
        # Where a general statement stands on every page, it says nothing of this page.
        policy = replace(policy_for(page), placement="when_paid")
        return disclose(remaining_html(page), policy).notice
