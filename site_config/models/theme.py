"""The look that editors may change: colours and type, checked so that everybody can read the result."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from site_config import theme
from site_config.contrast import HEX_COLOUR

COLOUR_TOKENS = ("paper", "ink", "muted", "accent")
TOKEN_LABELS = {
    "ink": _("The text colour"),
    "muted": _("The colour of small print"),
    "accent": _("The link and button colour"),
    "urgent": _("The site's red for emergencies"),
}
SCHEME_LABELS = {"light": _("light look"), "dark": _("dark look")}


def _colour(label: Any) -> models.CharField:
    return models.CharField(
        label,
        max_length=7,
        blank=True,
        validators=[
            RegexValidator(
                rf"\A{HEX_COLOUR.pattern}\Z",
                _("Write the colour as # and six digits or letters from a to f, for example #0b5d4e."),
            )
        ],
    )


class ThemeFields(models.Model):
    """Colours and type of one site. Empty fields keep the shipped look."""

    paper_light = _colour(_("background, light look"))
    paper_dark = _colour(_("background, dark look"))
    ink_light = _colour(_("text, light look"))
    ink_dark = _colour(_("text, dark look"))
    muted_light = _colour(_("small print, light look"))
    muted_dark = _colour(_("small print, dark look"))
    accent_light = _colour(_("links and buttons, light look"))
    accent_dark = _colour(_("links and buttons, dark look"))
    heading_font = models.CharField(
        _("typeface of headings"),
        max_length=20,
        blank=True,
        choices=[
            ("book", _("Book serif (as shipped)")),
            ("old_style", _("Old-style serif")),
            ("sans", _("Plain sans")),
            ("humanist", _("Warm sans")),
        ],
    )
    text_font = models.CharField(
        _("typeface of text"),
        max_length=20,
        blank=True,
        choices=[
            ("sans", _("Plain sans (as shipped)")),
            ("humanist", _("Warm sans")),
            ("book", _("Book serif")),
            ("old_style", _("Old-style serif")),
        ],
    )
    text_size = models.CharField(
        _("size of text"),
        max_length=20,
        blank=True,
        choices=[
            ("regular", pgettext_lazy("size of text", "18 pixels")),
            ("large", pgettext_lazy("size of text", "20 pixels")),
            ("larger", pgettext_lazy("size of text", "22 pixels")),
        ],
        help_text=_("Empty: 18 pixels on a telephone, growing to 20 on a large screen."),
    )
    corners = models.CharField(
        _("corners"),
        max_length=20,
        blank=True,
        choices=[("square", _("Square")), ("slight", _("Slightly rounded")), ("round", _("Round"))],
    )

    theme_panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel(f"{token}_light"), FieldPanel(f"{token}_dark")])
                for token in COLOUR_TOKENS
            ],
            heading=_("Colours"),
            help_text=_(
                "Readers whose device asks for it get the dark look. Leave a field empty to keep the shipped "
                "colour. Colours that are hard to read are refused, with one that would do."
            ),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("heading_font"), FieldPanel("text_font")]),
                FieldRowPanel([FieldPanel("text_size"), FieldPanel("corners")]),
            ],
            heading=_("Type"),
        ),
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse colours that cannot be read, saying which and what would do. Raises ValidationError."""
        super().clean()
        # The fields' own validators have complained about other forms already.
        if all(not value or HEX_COLOUR.fullmatch(value) for value in self._colour_values().values()):
            self._refuse_unreadable()

    def stylesheet(self) -> str:
        """Return the CSS of this site's own look; empty while everything is as shipped."""
        fonts = {"font-heading": self.heading_font, "font-text": self.text_font}
        plain = {name: theme.FONTS[font] for name, font in fonts.items() if font}
        if self.text_size:
            plain["size-text"] = theme.TEXT_SIZES[self.text_size]
        if self.corners:
            plain["radius"] = theme.CORNERS[self.corners]
        return theme.stylesheet(self._chosen_colours(), plain)

    def _chosen_colours(self) -> dict[str, tuple[str, str]]:
        values = self._colour_values()
        return {token: (values[f"{token}_light"], values[f"{token}_dark"]) for token in COLOUR_TOKENS}

    def _colour_values(self) -> dict[str, str]:
        names = [f"{token}_{scheme}" for token in COLOUR_TOKENS for scheme in theme.SCHEMES]
        return {name: getattr(self, name).lower() for name in names}

    def _refuse_unreadable(self) -> None:
        errors: dict[str, list[str]] = {}
        for finding in theme.unreadable(self._chosen_colours()):
            errors.setdefault(self._field_to_blame(finding), []).append(_explained(finding))
        if errors:
            raise ValidationError(errors)

    def _field_to_blame(self, finding: theme.Unreadable) -> str:
        own = f"{finding.name}_{finding.scheme}"
        return own if getattr(self, own, "") else f"paper_{finding.scheme}"


def _explained(finding: theme.Unreadable) -> str:
    values = {
        "what": TOKEN_LABELS[finding.name],
        "scheme": SCHEME_LABELS[finding.scheme],
        "colour": finding.colour,
        "background": finding.background,
        "ratio": f"{finding.ratio:.1f}",
        "suggestion": finding.suggestion or "",
    }
    problem = _now(
        "%(what)s %(colour)s on %(background)s (%(scheme)s) has a contrast of %(ratio)s to 1. "
        "Readers with weak eyes need 4.5 to 1."
    )
    if finding.suggestion:
        remedy = _now("Use %(suggestion)s instead, or change the background.")
    else:
        remedy = _now(
            "No shade of it would do. The light look needs a light background, the dark look a dark one."
        )
    return f"{problem} {remedy}" % values
