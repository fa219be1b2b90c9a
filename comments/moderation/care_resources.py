"""The screen on which editors keep the list of help for readers in distress."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from comments.care.countries import country_name
from comments.care.resources import data, shipped
from comments.models import CareResource
from comments.models.care import CHECKED_FOR

_LETTERS = 2


class CareResourceForm(WagtailAdminModelForm):
    """One service: it can be called or opened, and somebody has made sure that it is right."""

    address = forms.URLField(label=_("web address"), max_length=300, required=False, assume_scheme="https")

    class Meta:
        model = CareResource
        fields = ["country", "name", "number", "address", "details", "last_checked", "position"]

    def clean_country(self) -> str:
        """Return two capital letters, or nothing for everywhere."""
        country = self.cleaned_data["country"].strip().upper()
        if country and not (len(country) == _LETTERS and country.isascii() and country.isalpha()):
            self.add_error("country", _("Please write two letters, for example GB, or leave it empty."))
        return country

    def clean_last_checked(self) -> Any:
        """Refuse a day that has not come yet."""
        day = self.cleaned_data["last_checked"]
        if day > timezone.localdate():
            self.add_error(
                "last_checked", _("This day has not come yet. When did somebody make sure, at the latest?")
            )
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse a service that nobody can reach."""
        cleaned = super().clean()
        if not any(cleaned.get(field) or field in self.errors for field in ("number", "address", "details")):
            self.add_error(
                "number", _("How do people reach it? Give a number, an address, or say it in the details.")
            )
        return cleaned


class CareResourceIndex(IndexView):
    """The editors' own list, what of it may be out of date, and below it what ships."""

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what may be out of date, and what ships."""
        old = CareResource.objects.not_checked_lately()
        own = set(CareResource.objects.values_list("country", flat=True))
        return super().get_context_data(*args, **kwargs) | {
            "old": list(old),
            "shipped": _shipped_without(own),
            "shipped_on": data()["last_checked"],
            "shipped_is_old": data()["last_checked"] < timezone.localdate() - CHECKED_FOR,
        }


class CareResourceViewSet(ModelViewSet):
    """Where readers in distress are told to turn."""

    model = CareResource
    name = "reader_comments_care_resources"
    url_prefix = "reader-comments-care-resources"
    icon = "help"
    menu_label = _("Help in a crisis")
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = CareResourceIndex
    index_template_name = "reader_comments/admin/care_resources.html"
    list_display = [
        "name",
        Column("country", label=_("Country")),
        Column("number", label=_("Number")),
        Column("last_checked", label=_("Last checked")),
    ]

    def get_form_class(self, for_update: bool = False) -> type[CareResourceForm]:
        """The form with its own checks."""
        return CareResourceForm


def _shipped_without(own: set[str]) -> list[tuple[str | Promise, list[CareResource]]]:
    """Return what readers are shown of what ships, by country: all countries for which editors keep nothing."""
    kept = {country.upper() for country in own}
    named = (
        (country_name(code) or _("Everywhere"), rows) for code, rows in shipped().items() if code not in kept
    )
    return sorted(named, key=lambda pair: str(pair[0]))
