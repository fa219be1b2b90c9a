"""What a site decides for all of its pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from disclosures.jurisdictions import Jurisdiction


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

    panels = [FieldPanel("placement"), FieldPanel("jurisdiction")]

    class Meta:
        verbose_name = _("Disclosures")
