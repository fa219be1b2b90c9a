"""Hosts outside the site, and what an editor answered to “Does anybody pay you for this?”."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from disclosures.querysets import OutsideHostQuerySet


class OutsideHost(models.Model):
    """One host that a site links to: asked about once, the answer is remembered.

    Only hosts that no rule knows are asked about: no list of programmes is ever complete.
    """

    class Answer(models.TextChoices):
        """Whether the site earns something there."""

        UNANSWERED = "", _("Not answered yet")
        PAID = "paid", _("Yes, somebody pays us")
        UNSURE = "unsure", _("Not sure: counts as paid")
        UNPAID = "unpaid", _("No")

    site = models.ForeignKey(
        Site, on_delete=models.CASCADE, related_name="disclosure_hosts", verbose_name=_("site")
    )
    host = models.CharField(_("host"), max_length=253)
    answer = models.CharField(
        _("does anybody pay you for links to it?"), max_length=10, choices=Answer, blank=True
    )
    who_pays = models.CharField(
        _("who pays"), max_length=200, blank=True, help_text=_("The company or programme, if you know it.")
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered on"), null=True, blank=True, editable=False)
    first_seen_at = models.DateTimeField(_("first seen"), auto_now_add=True)

    objects = OutsideHostQuerySet.as_manager()

    class Meta:
        verbose_name = _("outside host")
        verbose_name_plural = _("outside hosts")
        ordering = ["answer", "host"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "host"],
                name="host_once_per_site",
                violation_error_message=_("This host is listed already."),
            )
        ]

    def __str__(self) -> str:
        return self.host
