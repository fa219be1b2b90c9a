"""What a site decides for all of its pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField

from disclosures.blocks import LanguageJurisdictionBlock
from disclosures.jurisdictions import Jurisdiction
from disclosures.wording import base_language


@register_setting(icon="clipboard-list")
class DisclosureSettings(BaseSiteSetting):
    """Where notices stand and whose rules they follow."""

    class Placement(models.TextChoices):
        """On which articles something is told."""

        WHEN_PAID = "when_paid", _("Only on pages with paid links")
        ALWAYS = "always", _("On every article")

    placement = models.CharField(
        _("show a disclosure"),
        max_length=20,
        choices=Placement,
        default=Placement.WHEN_PAID,
        help_text=_("On every article: those without paid links show the general statement."),
    )
    jurisdiction = models.CharField(
        _("rules of"),
        max_length=2,
        choices=Jurisdiction,
        default=Jurisdiction.US,
        help_text=_("Decides the words of notice and label, for example “Ad” in the United Kingdom."),
    )
    jurisdictions_by_language = StreamField(
        [("language", LanguageJurisdictionBlock())],
        verbose_name=_("other rules for pages in a language"),
        blank=True,
        help_text=_("For example: German pages follow the rules of Germany."),
    )

    panels = [
        FieldPanel("placement"),
        FieldPanel("jurisdiction"),
        FieldPanel("jurisdictions_by_language"),
    ]

    class Meta:
        verbose_name = _("Disclosures")

    def jurisdiction_for(self, language: str) -> str:
        """Return whose rules a page in the language follows; a choice for "de" holds for "de-at" as well."""
        chosen = {
            child.value["language"]: child.value["jurisdiction"] for child in self.jurisdictions_by_language
        }
        return chosen.get(language) or chosen.get(base_language(language)) or self.jurisdiction
