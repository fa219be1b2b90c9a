"""The site's own sentences about paid links, in place of the shipped ones."""

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.models import PreviewableMixin, RevisionMixin, TranslatableMixin

from disclosures.examples import example
from disclosures.jurisdictions import Jurisdiction
from disclosures.querysets import DisclosureTextQuerySet
from disclosures.wording import can_judge, states_earning


class DisclosureText(PreviewableMixin, RevisionMixin, TranslatableMixin, models.Model):
    """One sentence in one language, for one jurisdiction or for all."""

    class Kind(models.TextChoices):
        """What the sentence is for."""

        NOTICE = "notice", _("Notice above articles with paid links")
        LABEL = "label", _("Label of each paid link")
        GENERAL = "general", _("General statement for articles without paid links")
        STATEMENT = "statement", _("Sentence that a network demands")

    kind = models.CharField(_("what it is for"), max_length=20, choices=Kind)
    jurisdiction = models.CharField(
        _("rules of"),
        max_length=2,
        choices=Jurisdiction,
        blank=True,
        help_text=_("Empty: wherever there is no other."),
    )
    network = models.CharField(
        _("network"),
        max_length=200,
        blank=True,
        help_text=_(
            "Only for a sentence that a network demands: its name as in the rules, for example Amazon."
        ),
    )
    text = models.TextField(
        _("text"),
        max_length=1000,
        help_text=_(
            "Plain text. A notice must say that you earn money; “affiliate link” alone does not explain it."
        ),
    )

    objects = DisclosureTextQuerySet.as_manager()

    panels = [
        HelpPanel(_("Readers see ready-made words wherever you write none of your own.")),
        MultiFieldPanel(
            [FieldPanel("kind"), FieldPanel("jurisdiction"), FieldPanel("network")], _("Where it is shown")
        ),
        FieldPanel("text"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("disclosure text")
        verbose_name_plural = _("disclosure texts")
        ordering = ["kind", "jurisdiction", "network"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "jurisdiction", "network", "locale"],
                name="one_text_per_use",
                violation_error_message=_("There is a text for this use already. Change that one."),
            )
        ]

    def __str__(self) -> str:
        where = f"{self.network} {self.jurisdiction}".strip()
        return f"{self.get_kind_display()} ({where})" if where else self.get_kind_display()

    def clean(self) -> None:
        """Refuse what would not tell readers anything. Raises ValidationError at the field to mend."""
        super().clean()
        self.text = self.text.strip()
        if self.kind == self.Kind.STATEMENT and not self.network:
            raise ValidationError(
                {"network": _("Name the network that demands this sentence, for example Amazon.")}
            )
        if self.kind != self.Kind.STATEMENT and self.network:
            raise ValidationError(
                {"network": _("Leave this empty: only a sentence that a network demands has one.")}
            )
        if self.kind in {self.Kind.NOTICE, self.Kind.GENERAL}:
            self._check_wording()

    def _check_wording(self) -> None:
        language = self.locale.language_code if self.locale_id else ""
        if (can_judge(language) or not language) and not states_earning(self.text, language):
            message = _(
                "This does not tell readers that you earn money. Say it in plain words, for example: "
                "“We earn a commission when you buy through links on this page.”"
            )
            raise ValidationError({"text": message})

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """One way to look at it: above an article, as readers see it."""
        return [("", str(_("Above an article")))]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Return the page that shows the sentence at work."""
        return "disclosures/text_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, object]:
        """Return what the preview shows: a made-up article under a policy with this text."""
        return {"object": self, "request": request, "example": self._example()}

    def _example(self) -> str:
        return example(self.kind, self.text, self.locale.language_code, self.jurisdiction)
