"""The article's form in the editor: checks which an editor may put off until the draft is ready."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm


class ArticleForm(WagtailAdminPageForm):
    """Asks for an author, and for the description of the lead picture once there is a picture."""

    def clean(self) -> dict[str, Any]:
        """Add errors for what is missing; a draft may be saved without."""
        cleaned = super().clean()
        if self.is_deferred_validation:
            return cleaned
        if cleaned.get("lead_image") and not cleaned.get("lead_image_alt"):
            self.add_error(
                "lead_image_alt", _("Describe the picture in a sentence for readers who cannot see it.")
            )
        if not self._names_an_author():
            self.add_error(None, _("Name at least one author under “Authors and topics”."))
        return cleaned

    def _names_an_author(self) -> bool:
        """Whether the byline has a name; a panel with a minimum would put an empty row into each new draft."""
        rows = self.formsets["authors"].forms
        return any(row.is_valid() and not row.cleaned_data.get("DELETE") for row in rows)
