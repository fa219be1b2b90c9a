"""The screens of the ways past a signature: each shows first what would change, then what follows."""

from abc import abstractmethod
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from blog.people.models import Person
from blog.review import corrections, emergency, withdrawn_approval
from blog.review.minor_edits import deleting
from blog.review.other_ways import forms as way_forms
from blog.review.other_ways.door import door_for, must


class WayView(WagtailAdminTemplateMixin, View):
    """One page, one form; a refusal keeps what was typed and says why."""

    template_name = "medical_review/ways/way.html"
    header_icon = "clipboard-list"
    form_class: type[forms.Form]
    button = gettext_lazy("Publish")
    is_dangerous = False

    def dispatch(self, request: HttpRequest, page_id: int) -> HttpResponseBase:
        self.door = door_for(request, page_id)
        self.check_entry()
        return super().dispatch(request)

    def check_entry(self) -> None:
        """Raise PermissionDenied for who has no business here."""
        must(self.door.is_editor)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest) -> HttpResponse:
        if self.form.is_valid():
            try:
                message = self.act(dict(self.form.cleaned_data))
            except ValidationError as error:
                self.form.add_error(None, error.messages)
            else:
                messages.success(request, message)
                return self.leave()
        return self.render_to_response(self.get_context_data())

    @abstractmethod
    def act(self, data: dict[str, Any]) -> str:
        """Do it and return what to tell the user. Raises ValidationError with every reason against it."""

    def leave(self) -> HttpResponse:
        """Go on to where the user came from."""
        if self.door.is_editor:
            return redirect("medical_review_admin:review", self.door.page.pk)
        return redirect("wagtailadmin_home")

    @cached_property
    def form(self) -> forms.Form:
        """The form, filled with what was posted."""
        data = self.request.POST if self.request.method == "POST" else None
        return self.form_class(data, initial={"read": self.door.draft.digest.root})

    def blocked(self) -> list[str]:
        """Why the form is of no use now, one sentence each."""
        return []

    def consequences(self) -> list[str]:
        """What will follow, one sentence each."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "door": self.door,
            "page": self.door.page,
            "form": self._with_fresh_digest(),
            "fields": way_forms.fields_of(self.form),
            "blocked": self.blocked(),
            "consequences": self.consequences(),
            "button": self.button,
            "is_dangerous": self.is_dangerous,
        }

    def _with_fresh_digest(self) -> forms.Form:
        """After a refusal the user sees the text as it stands now, so the form must name that text."""
        if self.form.is_bound and "read" in self.form.fields:
            self.form.data = {**self.form.data.dict(), "read": self.door.draft.digest.root}
        return self.form

    def get_page_subtitle(self) -> str:
        return self.door.page.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        pk = self.door.page.pk
        edit = [
            {"url": reverse("wagtailadmin_pages:edit", args=[pk]), "label": self.get_page_subtitle()},
            {"url": reverse("medical_review_admin:review", args=[pk]), "label": _("Medical review")},
        ]
        own = edit if self.door.is_editor else []
        return [*self.breadcrumbs_items, *own, {"url": "", "label": self.get_header_title()}]


class DeleteView(WayView):
    """Delete and correct."""

    page_title = gettext_lazy("Delete and correct")
    form_class = way_forms.DeleteForm
    button = gettext_lazy("Publish the deletion and the correction")

    def blocked(self) -> list[str]:
        try:
            deleting.deletions_of(self.door.draft)
        except ValidationError as error:
            return error.messages
        return []

    def consequences(self) -> list[str]:
        return [
            _("The text below is taken off the page at once; nobody else has to agree."),
            _("Readers see the correction on the page, with today's date, for good."),
            _("The reviewer is mailed what was deleted and why."),
        ]

    def act(self, data: dict[str, Any]) -> str:
        door = self.door
        deleting.delete_and_correct(door.page, door.user, **data, now=door.now)
        return _("Deleted. The correction is public.")


class CorrectionView(WayView):
    """The corrections of a page, and a new one without a change of the text."""

    page_title = gettext_lazy("Corrections")
    template_name = "medical_review/ways/corrections.html"
    form_class = way_forms.CorrectionForm
    button = gettext_lazy("Publish the correction")

    def check_entry(self) -> None:
        must(self.door.is_editor or self.door.may_answer)

    def blocked(self) -> list[str]:
        if not self.door.may_publish:
            return [_("Only somebody who may publish the page can add a correction.")]
        if self.door.draft.publication is None:
            return [_("The page is not published: readers would not see a correction.")]
        return []

    def act(self, data: dict[str, Any]) -> str:
        must(self.door.may_publish)
        corrections.publish(self.door.page, self.door.user, **data, now=self.door.now)
        return _("The correction is public.")

    def leave(self) -> HttpResponse:
        return redirect(self.request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"corrections": corrections.of_page(self.door.page)}


class EmergencyView(WayView):
    """Emergency replacement: the changes, the consequences, the confirmation."""

    page_title = gettext_lazy("Emergency replacement")
    form_class = way_forms.EmergencyForm
    button = gettext_lazy("Replace the published text now")
    is_dangerous = True

    def check_entry(self) -> None:
        must(self.door.may_replace)

    def blocked(self) -> list[str]:
        return emergency.problems_of(self.door.draft, self.door.user)

    def consequences(self) -> list[str]:
        until = emergency.deadline(self.door.draft.publication, self.door.now)
        return [
            _("The new text is public at once, without a signature, and readers are told so."),
            _("The reviewer's name, the dates and everything that calls the page reviewed vanish."),
            _("By %(until)s at the latest a reviewer must have signed the new text.")
            % {"until": emergency.deadline_in_words(until)},
            _("If nobody does, the page is taken off the site. The old text does not come back."),
            _("The reviewer and all editors of the page are mailed now."),
        ]

    def act(self, data: dict[str, Any]) -> str:
        data.pop("confirm")
        replacement = emergency.replace(self.door.page, self.door.user, **data, now=self.door.now)
        return _("Replaced. By %(until)s at the latest a reviewer must have signed the new text.") % {
            "until": emergency.deadline_in_words(replacement.until)
        }


class WithdrawView(WayView):
    """A reviewer takes the approval back."""

    page_title = gettext_lazy("Take the approval back")
    template_name = "medical_review/ways/withdraw.html"
    form_class = way_forms.WithdrawForm
    button = gettext_lazy("Take my approval back")
    is_dangerous = True

    def check_entry(self) -> None:
        must(self.door.own_signature is not None)

    def consequences(self) -> list[str]:
        return [
            _(
                "If too few other signatures remain, the page is taken off the site at once, with all its aliases."
            ),
            _("Nobody can publish this text again before you sign it again, or enough others have."),
            _("All editors of the page are mailed your reason."),
        ]

    def act(self, data: dict[str, Any]) -> str:
        door = self.door
        # Nobody enters without a signature, and nobody has one who is no person.
        person = cast("Person", door.person)
        withdrawn_approval.withdraw_approval(
            door.page, person, data["reason"], signed_by=door.user, now=door.now
        )
        door.page.refresh_from_db()
        if door.page.live:
            return _("Your approval was taken back. Other signatures remain, so the page stays.")
        return _("Your approval was taken back, and the page was taken off the site.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"signature": self.door.own_signature}
