"""What a site's editors decide about comments."""

from typing import Any, Self

from django.core.cache import cache
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
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

    panels = [FieldPanel("prompt"), FieldPanel("guidance"), FieldPanel("contact")]

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
