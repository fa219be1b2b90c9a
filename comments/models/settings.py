"""What a site's editors decide about comments."""

from typing import Any, Self

from django.conf import settings
from django.core.cache import cache
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

CACHE_SECONDS = 300


@register_setting(icon="comment")
class CommentSettings(BaseSiteSetting):
    """Words around the comments of one site."""

    prompt = models.CharField(
        _("prompt above the form"),
        max_length=120,
        blank=True,
        help_text=_("Empty: “Would you like to comment?”"),
    )
    guidance = models.CharField(
        _("a sentence of guidance"),
        max_length=300,
        blank=True,
        help_text=_("Below the prompt, for example what belongs here. Empty: nothing is shown."),
    )
    contact = models.CharField(
        _("another way to reach you"),
        max_length=200,
        blank=True,
        help_text=_("Told to readers where comments are closed, for example an e-mail address."),
    )

    team_name = models.CharField(
        _("name of your team"),
        max_length=60,
        blank=True,
        help_text=_("Stands as a badge beside your own comments. Empty: “Team”."),
    )
    close_after_days = models.PositiveSmallIntegerField(
        _("close comments after this many days"),
        null=True,
        blank=True,
        help_text=_("For pages that do not say otherwise. Empty: they stay open."),
    )
    away_until = models.DateField(
        _("moderators away until"),
        null=True,
        blank=True,
        help_text=_("Up to this day the forms are closed, with a kind word. Comments stay visible."),
    )
    away_note = models.CharField(
        _("what readers are told meanwhile"),
        max_length=200,
        blank=True,
        help_text=_("Empty: “Nobody is here to read comments until …”."),
    )
    requires_confirmed_address = models.BooleanField(
        _("ask for a confirmed e-mail address"),
        default=False,
        help_text=_(
            "A comment is looked at after its author has followed a link in a mail. Keeps many readers away."
        ),
    )
    edit_minutes = models.PositiveSmallIntegerField(
        _("minutes in which authors can edit"), default=15, help_text=_("0: not at all.")
    )
    report_threshold = models.PositiveSmallIntegerField(
        _("reports that hide a comment"),
        default=3,
        validators=[MinValueValidator(2)],
        help_text=_(
            "From so many different networks. A comment that a moderator has published stays, and is queued."
        ),
    )
    care_owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("who looks after people in distress"),
        help_text=_(
            "A named person, who gets a mail at once. Without one, everybody who may look after such people gets it."
        ),
    )
    care_deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("and if nobody acts in time"),
    )
    care_country = models.CharField(
        _("country of most readers"),
        max_length=2,
        blank=True,
        help_text=_(
            "Two capital letters, for example GB. Help from there is shown first to those who do not say."
        ),
    )
    care_hours_from = models.TimeField(_("somebody is here from"), null=True, blank=True)
    care_hours_to = models.TimeField(_("to"), null=True, blank=True)
    care_weekend = models.BooleanField(_("also on Saturday and Sunday"), default=False)

    panels = [
        MultiFieldPanel(
            [FieldPanel("prompt"), FieldPanel("guidance"), FieldPanel("contact"), FieldPanel("team_name")],
            heading=_("Words"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("close_after_days"),
                FieldPanel("away_until"),
                FieldPanel("away_note"),
                FieldPanel("requires_confirmed_address"),
                FieldPanel("edit_minutes"),
                FieldPanel("report_threshold"),
            ],
            heading=_("Taking comments"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("care_owner"),
                FieldPanel("care_deputy"),
                FieldPanel("care_country"),
                FieldRowPanel([FieldPanel("care_hours_from"), FieldPanel("care_hours_to")]),
                FieldPanel("care_weekend"),
            ],
            heading=_("People in distress"),
        ),
    ]

    class Meta:
        verbose_name = _("Reader comments")

    @classmethod
    def of(cls, site: Site | None) -> Self:
        """Return the site's settings, or the defaults. Writes nothing, and asks the database rarely."""
        if site is None:
            return cls()
        found = cache.get(cls._cache_key(site.pk))
        if found is None:
            found = cls.objects.filter(site=site).first() or cls(site=site)
            cache.set(cls._cache_key(site.pk), found, CACHE_SECONDS)
        return found

    @staticmethod
    def _cache_key(site_id: int) -> str:
        return f"reader_comments.settings.{site_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store, and let readers see it at once."""
        super().save(*args, **kwargs)
        cache.delete(self._cache_key(self.site_id))
