"""EmergencyReplacement: unsigned text that had to replace a dangerous one at once, for a few days at most."""

import swapper
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.review.models.append_only import AppendOnly, outward_key


class EmergencyReplacement(AppendOnly):
    """Until `until`, the text with this digest may be seen without a signature; then the page is withdrawn."""

    page = outward_key(swapper.get_model_name("wagtailcore", "Page"), verbose_name=_("page"))
    page_title = models.CharField(_("title"), max_length=255)
    digest = models.CharField(_("digest"), max_length=64)
    digest_version = models.PositiveSmallIntegerField(_("version of the digest"))
    payload = models.JSONField(_("text"))
    reason = models.TextField(_("reason"))
    editor = outward_key(settings.AUTH_USER_MODEL, verbose_name=_("replaced by"), null=True)
    editor_name = models.CharField(_("replaced by"), max_length=255)
    replaced_at = models.DateTimeField(_("replaced at"))
    until = models.DateTimeField(_("to be signed by"))

    class Meta(AppendOnly.Meta):
        verbose_name = _("emergency replacement")
        verbose_name_plural = _("emergency replacements")
        ordering = ["-replaced_at", "-pk"]
        indexes = [models.Index(fields=["page", "digest"])]
        permissions = [("replace_in_emergency", _("Can replace published text in an emergency"))]

    def __str__(self) -> str:
        return f"{self.page_title}: {self.reason[:60]}"
