"""The site's own sentences about paid links, in place of the shipped ones."""

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.models import PreviewableMixin, RevisionMixin, Site, TranslatableMixin

from disclosures.connections import KINDS
from disclosures.examples import example
from disclosures.jurisdictions import Jurisdiction, with_wider
from disclosures.linting import Sentence, problems_of, suggestion_for
from disclosures.models.settings import DisclosureSettings
from disclosures.querysets import DisclosureTextQuerySet
from disclosures.texts import WITH_WHAT, Texts, connection_sentence

USED_ALREADY = _("There is a text for this use already. Change that one.")


class DisclosureText(PreviewableMixin, RevisionMixin, TranslatableMixin, models.Model):
    """One sentence in one language, for one jurisdiction or for all."""

    class Kind(models.TextChoices):
        """What the sentence is for."""

        NOTICE = "notice", _("Notice above articles with paid links")
        LABEL = "label", _("Label of each paid link")
        COMMERCIAL = "commercial", _("Label of an article that is advertising as a whole")
        PRODUCT = "product", _("Short notice beside the shops of a product")
        GENERAL = "general", _("General statement for articles without paid links")
        STATEMENT = "statement", _("Sentence that a network demands")
        SPONSORED = "sponsored", _("Sentence about somebody who paid for a page")
        GIFT = "gift", _("Sentence about a gift or a loan")
        DISCOUNT_CODE = "discount_code", _("Sentence about a discount code")
        OWN_PRODUCT = "own_product", _("Sentence about your own product")
        OTHER = "other", _("Sentence about another connection")

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
            "Plain text. A notice must say that you earn money; “affiliate link” alone does not explain it. In a "
            "sentence about a connection {who} and {what} are filled in; what stands in square brackets with {what} is "
            "left out where nothing is named: {who} paid us to write about lamps[, namely {what}]."
        ),
    )

    objects = DisclosureTextQuerySet.as_manager()

    panels = [
        HelpPanel(
            _(
                "Readers see ready-made words wherever you write none of your own. The preview shows yours in an "
                "article, in light and dark."
            )
        ),
        MultiFieldPanel(
            [FieldPanel("kind"), FieldPanel("jurisdiction"), FieldPanel("network")], _("What it is for")
        ),
        FieldPanel("text"),
        HelpPanel(template="disclosures/admin/text_usage.html", heading=_("Where readers see it")),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("disclosure text")
        verbose_name_plural = _("disclosure texts")
        ordering = ["kind", "jurisdiction", "network"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "jurisdiction", "network", "locale"],
                name="one_text_per_use",
                violation_error_message=USED_ALREADY,
            )
        ]

    def __str__(self) -> str:
        where = f"{self.network} {self.jurisdiction}".strip()
        return f"{self.get_kind_display()} ({where})" if where else self.get_kind_display()

    def clean(self) -> None:
        """Refuse what would not tell readers anything. Raises ValidationError at the field to mend."""
        super().clean()
        self.text = self.text.strip()
        self._check_network()
        # A form leaves the language out, and with it the constraint.
        if self.locale_id and self._others_under([self.jurisdiction]):
            raise ValidationError({"kind": USED_ALREADY})
        found = [*self._wrong_places(), *self._wrong_words()]
        if found:
            raise ValidationError({"text": found})

    def _check_network(self) -> None:
        is_demanded = self.kind == self.Kind.STATEMENT
        if is_demanded and not self.network:
            raise ValidationError(
                {"network": _("Name the network that demands this sentence, for example Amazon.")}
            )
        if self.network and not is_demanded:
            raise ValidationError(
                {"network": _("Leave this empty: only a sentence that a network demands has one.")}
            )

    def _wrong_places(self) -> list[str]:
        if self.kind not in KINDS:
            return []
        found = []
        if "{who}" not in self.text:
            found.append(gettext("Write {who} where the name of the company or person belongs."))
        if "{what}" in WITH_WHAT.sub("", self.text):
            found.append(
                gettext(
                    "Put the words around {what} into square brackets: they are left out where nothing is named."
                )
            )
        return found

    def _wrong_words(self) -> list[str]:
        """Judge the sentence under every law under which readers get it; better words stand at the end."""
        if not self.locale_id:
            return []
        laws = list(dict.fromkeys([self.jurisdiction, *(law for _site, law in self.shown_on())]))
        found = self._messages(self._as_readers_get_it(), laws)
        ready_made = [self._ready_made_under(law) for law in laws] if found else []
        better = [words for words in ready_made if words and not self._messages(words, laws)]
        example = [gettext("Write, for example: “%(words)s”") % {"words": better[0]}] if better else []
        return [*found, *example]

    def _messages(self, words: str, laws: list[str]) -> list[str]:
        language = self.locale.language_code
        found = [problem for law in laws for problem in problems_of(self.kind, words, language, law)]
        return list(dict.fromkeys(problem.message for problem in found))

    def _ready_made_under(self, law: str) -> str:
        return suggestion_for(Sentence(self.kind, "", self.locale.language_code, law))

    def _as_readers_get_it(self) -> str:
        if self.kind not in KINDS:
            return self.text
        return connection_sentence(
            self.kind, "Acme", "", Texts(connections={f"{self.kind}_unnamed": self.text})
        )

    def shown_on(self) -> list[tuple[Site, Jurisdiction]]:
        """Return the sites on which readers of its language get this text, each with the jurisdiction they follow."""
        chosen = {each.site_id: each for each in DisclosureSettings.objects.all()}
        laws = [
            (site, chosen.get(site.pk, DisclosureSettings()).jurisdiction_for(self.locale.language_code))
            for site in Site.objects.order_by("-is_default_site", "hostname", "port")
        ]
        return [(site, Jurisdiction(law)) for site, law in laws if self._is_shown_under(law)]

    def _is_shown_under(self, law: str) -> bool:
        wider = with_wider(law)
        if self.jurisdiction not in wider:
            return False
        return not self._others_under(wider[wider.index(self.jurisdiction) + 1 :])

    def _others_under(self, laws: list[str]) -> bool:
        """Say whether another text of the same use and language is made for any of these jurisdictions."""
        others = DisclosureText.objects.filter(kind=self.kind, network=self.network, locale=self.locale)
        return others.filter(jurisdiction__in=laws).exclude(pk=self.pk).exists()

    @property
    def ready_made(self) -> str:
        """The shipped words for this use, "" where there are none."""
        return self._ready_made_under(self.jurisdiction)

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """Two ways to look at it, both as readers do."""
        return [("", str(_("Light"))), ("dark", str(_("Dark")))]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Return the page that shows the sentence at work."""
        return "disclosures/text_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, object]:
        """Return what the preview shows: a made-up article under a policy with this text."""
        shown = example(self.kind, self.text, self.locale.language_code, self.jurisdiction)
        return {"object": self, "request": request, "example": shown, "mode": mode_name or "light"}
