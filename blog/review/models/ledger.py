"""LedgerEntry: the order in which evidence was written, without gaps."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.review.models.append_only import AppendOnly


class LedgerEntry(AppendOnly):
    """The evidence row `row_id` of the model `kind` is number `number`; given under a lock."""

    is_numbered = False

    number = models.PositiveBigIntegerField(_("number"), unique=True)
    kind = models.CharField(_("kind"), max_length=50)
    row_id = models.BigIntegerField(_("row"))

    class Meta(AppendOnly.Meta):
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        constraints = [models.UniqueConstraint(fields=["kind", "row_id"], name="one_entry_per_row")]

    def __str__(self) -> str:
        return f"{self.number}: {self.kind} {self.row_id}"
