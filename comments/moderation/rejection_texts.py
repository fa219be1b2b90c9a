"""The screen on which editors put the words for a rejection into their own."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Locale

from comments.models import RejectionText
from comments.moderation.rejection_words import SHIPPED


class RejectionTextForm(WagtailAdminModelForm):
    """The words for one reason in one language."""

    class Meta:
        model = RejectionText
        fields = ["reason", "text"]

    def clean_reason(self) -> str:
        """Refuse a second text for the same reason; the language is no field, so nothing else would notice."""
        reason = self.cleaned_data["reason"]
        locale = self.instance.locale if self.instance.locale_id else Locale.get_default()
        same = RejectionText.objects.filter(reason=reason, locale=locale).exclude(pk=self.instance.pk)
        if same.exists():
            self.add_error("reason", _("There are words for this reason already. Change those."))
        return reason


class RejectionTextIndex(IndexView):
    """The editors' own words, and below them those that ship."""

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the words that ship."""
        return super().get_context_data(*args, **kwargs) | {"shipped": _shipped()}


class RejectionTextViewSet(ModelViewSet):
    """What authors are told when their comment is rejected."""

    model = RejectionText
    name = "reader_comments_rejection_texts"
    url_prefix = "reader-comments-rejection-words"
    icon = "comment"
    menu_label = _("Words for rejections")
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = RejectionTextIndex
    index_template_name = "reader_comments/admin/rejection_texts.html"
    list_display = ["__str__", Column("text", label=_("What the author is told"))]

    def get_form_class(self, for_update: bool = False) -> type[RejectionTextForm]:
        """The form with its own check."""
        return RejectionTextForm


def _shipped() -> list[tuple[str | Promise, str | Promise]]:
    return [(reason.label, text) for reason, text in SHIPPED.items()]
