"""The site's own rules about paid links, beside the shipped ones."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel

from disclosures.querysets import AffiliateRuleQuerySet
from disclosures.rules import Rule, RuleError, checked


class AffiliateRule(models.Model):
    """One rule: an addition to what is shipped, or (strength "off") links that earn this site nothing."""

    class Strength(models.TextChoices):
        """What a match means."""

        STRONG = "strong", _("Paid link")
        SHORT = "short", _("Short link whose target is unknown: counts as paid")
        WEAK = "weak", _("Perhaps paid: only listed in reports")
        OFF = "off", _("Not paid: this site earns nothing here")

    programme = models.CharField(
        _("programme"), max_length=200, help_text=_("Who pays, for example: Acme Vitamins.")
    )
    network = models.CharField(
        _("network"),
        max_length=200,
        blank=True,
        help_text=_("The company between you and the shop, if there is one."),
    )
    host_suffix = models.CharField(
        _("host"),
        max_length=253,
        help_text=_(
            "For example shop.example.com. It also covers www.shop.example.com. “*” stands for every host."
        ),
    )
    path_regex = models.CharField(
        _("path pattern"),
        max_length=200,
        blank=True,
        help_text=_(
            "A regular expression for what follows the host, for example ^/partner/. Empty: every path."
        ),
    )
    query_param = models.CharField(
        _("parameter"),
        max_length=200,
        blank=True,
        help_text=_(
            "For example tag, or utm_medium=affiliate. a|b: one of them; a&b: both. Empty: none is needed."
        ),
    )
    strength = models.CharField(_("a match means"), max_length=10, choices=Strength, default=Strength.STRONG)
    note = models.CharField(
        _("note"), max_length=250, blank=True, help_text=_("How you know. Only editors see it.")
    )

    objects = AffiliateRuleQuerySet.as_manager()

    panels = [
        HelpPanel(
            _("Hundreds of programmes are known already. Add what they miss, or what is wrong for your site.")
        ),
        MultiFieldPanel(
            [FieldPanel("programme"), FieldPanel("network"), FieldPanel("strength")], _("Who pays")
        ),
        MultiFieldPanel(
            [FieldPanel("host_suffix"), FieldPanel("path_regex"), FieldPanel("query_param")],
            _("Which addresses"),
        ),
        FieldPanel("note"),
    ]

    class Meta:
        verbose_name = _("paid-link rule")
        verbose_name_plural = _("paid-link rules")
        ordering = ["programme", "host_suffix"]
        constraints = [
            models.UniqueConstraint(
                fields=["host_suffix", "path_regex", "query_param"],
                name="one_rule_per_address",
                violation_error_message=_("There is a rule for these addresses already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.programme} ({self.host_suffix})"

    def clean(self) -> None:
        """Refuse a rule that cannot work. Raises ValidationError at the field to mend."""
        super().clean()
        self.host_suffix = self.host_suffix.strip().lower()
        rule = Rule(
            self.programme, self.network, self.host_suffix, self.path_regex, self.query_param, self.strength
        )
        try:
            checked(rule)
        except RuleError as error:
            raise ValidationError({error.column: str(error)}) from error
