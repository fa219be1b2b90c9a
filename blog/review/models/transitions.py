"""TransitionPeriod: the time in which articles that came with a site may stay unreviewed. Once per site."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from blog.review.models.append_only import AppendOnly, outward_key


class TransitionPeriod(AppendOnly):
    """From `began_at` until the end of the day `until`, `page_count` older articles are served with a notice."""

    site = outward_key(Site, verbose_name=_("site"))
    site_name = models.CharField(_("site"), max_length=255)
    began_at = models.DateTimeField(_("began at"))
    until = models.DateField(_("until"))
    page_count = models.PositiveIntegerField(_("articles at the beginning"))

    class Meta(AppendOnly.Meta):
        verbose_name = _("transition period")
        verbose_name_plural = _("transition periods")
        constraints = [models.UniqueConstraint(fields=["site"], name="one_transition_per_site")]

    def __str__(self) -> str:
        return f"{self.site_name}: {self.until}"
