"""Hosts outside the site, and what an editor answered to “Does anybody pay you for this?”."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from disclosures.querysets import OutsideHostQuerySet
from disclosures.rules import HOST_NAME
from disclosures.signals import disclosure_changed


class AnsweredMeanwhileError(Exception):
    """Somebody else answered while this answer was being given; `row` holds what they said."""

    def __init__(self, row: "OutsideHost") -> None:
        super().__init__(str(row))
        self.row = row


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

    def clean(self) -> None:
        """Keep the bare name of the host. Raises ValidationError where it is none."""
        super().clean()
        self.host = self.host.strip().lower().removeprefix("www.")
        if not HOST_NAME.match(self.host):
            message = _("Write only the host, without https:// and path, for example shop.example.com.")
            raise ValidationError({"host": message})

    def record_answer(self, answer: str, user: Any, who_pays: str = "") -> None:
        """Save an answer, by whom and when; "" takes it back, and the question is asked again.

        Raises AnsweredMeanwhileError, changing nothing, where the stored answer is no longer the one in this
        object: of two editors who answer at once, the second is told instead of overruling the first.
        """
        rows = OutsideHost.objects.filter(pk=self.pk, answer=self.answer)
        given = bool(answer)
        changed = rows.update(
            answer=answer,
            who_pays=who_pays.strip()[:200] if answer == self.Answer.PAID else "",
            answered_by=user if given else None,
            answered_at=now() if given else None,
        )
        self.refresh_from_db()
        if not changed:
            raise AnsweredMeanwhileError(self)
        disclosure_changed.send(sender=OutsideHost)
