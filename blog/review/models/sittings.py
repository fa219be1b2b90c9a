"""SigningCode: the code that a doctor without an account gets by mail, once per sitting."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.people.models import Person


class SigningCode(models.Model):
    """A code, kept as a hash; it serves once, for a few minutes and a few tries."""

    reviewer = models.ForeignKey(
        Person, verbose_name=_("reviewer"), on_delete=models.CASCADE, related_name="+"
    )
    code_hash = models.CharField(_("hash of the code"), max_length=200)
    sent_at = models.DateTimeField(_("sent at"))
    expires_at = models.DateTimeField(_("expires at"))
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("signing code")
        verbose_name_plural = _("signing codes")
        ordering = ["-sent_at", "-pk"]
        indexes = [models.Index(fields=["reviewer", "-sent_at"])]

    def __str__(self) -> str:
        return f"{self.reviewer}: {self.sent_at}"
