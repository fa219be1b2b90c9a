"""The article's form in the editor: checks which an editor may put off until the draft is ready."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm


class ArticleForm(WagtailAdminPageForm):
    """Asks for the description of the lead picture once there is a picture."""

    def clean(self) -> dict[str, Any]:
        """Add an error where a picture has no description; a draft may be saved without."""
        cleaned = super().clean()
        if (
            not self.is_deferred_validation
            and cleaned.get("lead_image")
            and not cleaned.get("lead_image_alt")
        ):
            self.add_error(
                "lead_image_alt", _("Describe the picture in a sentence for readers who cannot see it.")
            )
        return cleaned
