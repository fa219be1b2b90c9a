"""What became of the site's own links: how often readers followed them, and what the checks found."""

import swapper
from django.db import models
from django.utils.translation import gettext_lazy as _

from disclosures.link_querysets import LinkClicksQuerySet
from disclosures.models.managed_links import LinkTarget, ManagedLink


class LinkClicks(models.Model):
    """How often a link was followed on a day from a page. Nothing about who did."""

    link = models.ForeignKey(
        ManagedLink, on_delete=models.CASCADE, related_name="clicks", verbose_name=_("link")
    )
    day = models.DateField(_("day"))
    # The numbers outlive the page.
    page = models.ForeignKey(
        swapper.get_model_name("wagtailcore", "Page"),
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
        verbose_name=_("page"),
    )
    count = models.PositiveIntegerField(_("clicks"), default=0)

    objects = LinkClicksQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("clicks")
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(fields=["link", "day", "page"], name="one_row_of_clicks"),
            models.UniqueConstraint(
                fields=["link", "day"], condition=models.Q(page=None), name="one_row_of_clicks_from_elsewhere"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.count}"


class LinkCheck(models.Model):
    """One look at a target."""

    target = models.ForeignKey(
        LinkTarget, on_delete=models.CASCADE, related_name="checks", verbose_name=_("target")
    )
    checked_at = models.DateTimeField(_("checked"))
    outcome = models.CharField(_("outcome"), max_length=12, choices=LinkTarget.Outcome)
    status = models.PositiveSmallIntegerField(_("status"), null=True)
    final_url = models.TextField(_("where it ended"), blank=True)
    milliseconds = models.PositiveIntegerField(_("milliseconds"), default=0)
    detail = models.CharField(_("detail"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("check of a link")
        verbose_name_plural = _("checks of links")
        ordering = ["-checked_at", "-pk"]
        indexes = [models.Index(fields=["target", "-checked_at"], name="checks_of_a_target")]

    def __str__(self) -> str:
        return f"{self.checked_at:%Y-%m-%d}: {self.get_outcome_display()}"
