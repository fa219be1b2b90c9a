"""What an editor can say about paid links on a single page."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from disclosures.blocks import MaterialConnectionBlock


class DisclosurePageMixin(models.Model):
    """Fields for any page type; `disclosures.panels.disclosure_panels` shows them in the editor."""

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
    disclosure_wholly_commercial = models.BooleanField(
        _("the whole article is advertising"),
        default=False,
        help_text=_("It shows the notice, and is labelled wherever it is listed."),
    )
    disclosure_connections = StreamField(
        [("connection", MaterialConnectionBlock())],
        verbose_name=_("material connections"),
        blank=True,
        help_text=_(
            "Who gave you money, goods or a discount code for this article. Readers are told above the text."
        ),
    )
    disclosure_off_reason = models.CharField(
        _("why no notice is needed"),
        max_length=250,
        blank=True,
        help_text=_("For example: These short links lead to our own newsletter. Only editors see it."),
    )
    disclosure_off_until = models.DateField(
        _("no notice until"),
        null=True,
        blank=True,
        help_text=_("The last day. Pages with links that are known to pay show their notice all the same."),
    )
    claims_checked_by = models.CharField(
        _("product claims checked by"),
        max_length=150,
        blank=True,
        help_text=_("Who compared what this page says about products with a source other than the maker."),
    )
    claims_checked_on = models.DateField(_("product claims checked on"), null=True, blank=True)

    # How a medical review looks at these fields, on sites that have one: they say nothing medical.
    review_fields = {
        "meta": (
            "disclosure_extra_text",
            "disclosure_forced",
            "disclosure_wholly_commercial",
            "disclosure_connections",
            "disclosure_off_reason",
            "disclosure_off_until",
            "claims_checked_by",
            "claims_checked_on",
        )
    }

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse half a decision. Raises ValidationError at the field to mend."""
        super().clean()
        problems = self._problems_of_off() | self._problems_of_claims_check()
        if problems:
            raise ValidationError(problems)

    @property
    def disclosure_is_off(self) -> bool:
        """Whether an editor switched the notice off, with a reason and for a time that has not passed."""
        return bool(
            self.disclosure_off_reason
            and self.disclosure_off_until
            and self.disclosure_off_until >= localdate()
        )

    def _problems_of_off(self) -> dict[str, str]:
        if self.disclosure_off_reason and not self.disclosure_off_until:
            return {"disclosure_off_until": gettext("Say until when: an exception needs an end.")}
        if self.disclosure_off_until and not self.disclosure_off_reason:
            return {"disclosure_off_reason": gettext("Say why no notice is needed.")}
        if self.disclosure_off_until and (self.disclosure_forced or self.disclosure_wholly_commercial):
            return {
                "disclosure_off_until": gettext(
                    "This page is also set to show its notice always. Choose one of the two."
                )
            }
        return {}

    def _problems_of_claims_check(self) -> dict[str, str]:
        if self.claims_checked_on and not self.claims_checked_by:
            return {"claims_checked_by": gettext("Name who checked the claims.")}
        if self.claims_checked_by and not self.claims_checked_on:
            return {"claims_checked_on": gettext("Say on which day the claims were checked.")}
        if self.claims_checked_on and self.claims_checked_on > localdate():
            return {"claims_checked_on": gettext("This day is still to come.")}
        return {}
