"""Dismissal: an editor read a warning of the checks before publishing and decided against it."""

import swapper
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.review.models.append_only import AppendOnly, outward_key


class Dismissal(AppendOnly):
    """A warning that no longer shows on a page, as long as what it was about stays as it is."""

    page = outward_key(swapper.get_model_name("wagtailcore", "Page"), verbose_name=_("page"))
    page_title = models.CharField(_("title"), max_length=255)
    check_name = models.CharField(_("check"), max_length=100)
    # SHA-256 of what the warning is about: a changed sentence is warned of again.
    subject = models.CharField(_("subject"), max_length=64)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    dismissed_by = outward_key(settings.AUTH_USER_MODEL, verbose_name=_("dismissed by"), null=True)
    dismissed_by_name = models.CharField(_("dismissed by"), max_length=255)
    dismissed_at = models.DateTimeField(_("dismissed at"))

    class Meta(AppendOnly.Meta):
        verbose_name = _("dismissed warning")
        verbose_name_plural = _("dismissed warnings")
        indexes = [models.Index(fields=["page", "check_name"])]

    def __str__(self) -> str:
        return f"{self.page_title}: {self.check_name}"
