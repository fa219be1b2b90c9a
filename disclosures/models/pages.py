"""What an editor can say about paid links on a single page."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DisclosurePageMixin(models.Model):
    """Two fields for any page type; `disclosures.panels.disclosure_panels` shows them in the editor."""

    disclosure_extra_text = models.TextField(
        _("additional disclosure"),
        blank=True,
        max_length=500,
        help_text=_(
            "Shown in the notice above the article, for example: The maker sent us this free of charge."
        ),
    )
    disclosure_forced = models.BooleanField(
        _("always show the paid-links notice"),
        default=False,
        help_text=_(
            "For pages that are paid for in a way we cannot see. Paid links that are found show it anyway."
        ),
    )

    # How a medical review looks at these fields, on sites that have one: they say nothing medical.
    review_fields = {"meta": ("disclosure_extra_text", "disclosure_forced")}

    class Meta:
        abstract = True
