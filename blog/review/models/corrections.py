"""Correction: a public note on what was wrong and what was changed, frozen once it is published."""

import swapper
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.review.models.append_only import AppendOnly, AppendOnlyQuerySet, outward_key


class CorrectionQuerySet(AppendOnlyQuerySet):
    """Corrections."""

    def of_page(self, page_id: int) -> "CorrectionQuerySet":
        """Those of this page, the newest first."""
        return self.filter(page_id=page_id).order_by("-published_at", "-pk")


class Correction(AppendOnly):
    """What was wrong in a page, and what was done about it."""

    page = outward_key(swapper.get_model_name("wagtailcore", "Page"), verbose_name=_("page"))
    page_title = models.CharField(_("title"), max_length=255)
    digest = models.CharField(_("digest of the corrected text"), max_length=64, blank=True)
    wrong = models.TextField(_("what was wrong"))
    changed = models.TextField(_("what was changed"))
    published_by = outward_key(settings.AUTH_USER_MODEL, verbose_name=_("published by"), null=True)
    published_by_name = models.CharField(_("published by"), max_length=255)
    published_at = models.DateTimeField(_("published at"))

    objects = CorrectionQuerySet.as_manager()

    class Meta(AppendOnly.Meta):
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-published_at", "-pk"]
        indexes = [models.Index(fields=["page", "-published_at"])]

    def __str__(self) -> str:
        return f"{self.page_title}: {self.wrong[:60]}"
