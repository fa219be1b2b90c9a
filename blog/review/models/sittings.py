"""SigningCode: the code that a doctor without an account gets by mail, and the sitting that it opens."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from blog.people.models import Person

CODE_LASTS = timedelta(minutes=10)
SITTING_LASTS = timedelta(hours=2)
KEPT_FOR = timedelta(days=1)
MOST_TRIES = 5


class SigningCodeQuerySet(models.QuerySet):
    """Codes and sittings."""

    def open_at(self, now: datetime) -> "SigningCodeQuerySet":
        """Those that opened a sitting which has neither ended nor run out."""
        return self.filter(used_at__gt=now - SITTING_LASTS, ended_at__isnull=True).exclude(sitting_hash="")

    def usable_at(self, now: datetime) -> "SigningCodeQuerySet":
        """Those that can still be entered."""
        return self.filter(expires_at__gt=now, used_at__isnull=True, tries__lt=MOST_TRIES)

    def forgettable_at(self, now: datetime) -> "SigningCodeQuerySet":
        """Those that serve neither a sitting nor the count of tries any more."""
        return self.filter(sent_at__lt=now - KEPT_FOR)


class SigningCode(models.Model):
    """A code, kept as a hash; it serves once, for a few minutes and a few tries, and opens one sitting."""

    reviewer = models.ForeignKey(
        Person, verbose_name=_("reviewer"), on_delete=models.CASCADE, related_name="+"
    )
    # Empty until the mail is written: the code itself is known to the mail only.
    code_hash = models.CharField(_("hash of the code"), max_length=200, blank=True)
    network = models.CharField(_("key of the network"), max_length=32, blank=True)
    sent_at = models.DateTimeField(_("sent at"))
    expires_at = models.DateTimeField(_("expires at"))
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)
    sitting_hash = models.CharField(_("hash of the sitting"), max_length=64, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = SigningCodeQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("signing code")
        verbose_name_plural = _("signing codes")
        ordering = ["-sent_at", "-pk"]
        indexes = [
            models.Index(fields=["reviewer", "-sent_at"]),
            models.Index(fields=["network", "-sent_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.reviewer}: {self.sent_at}"

    def count_try(self, now: datetime) -> bool:
        """Use up one try; False if there is none left. Counted in the database: tries at the same time count, too."""
        mine = type(self).objects.usable_at(now).filter(pk=self.pk)
        return mine.update(tries=F("tries") + 1) == 1

    def open_sitting(self, sitting_hash: str, now: datetime) -> bool:
        """Use up the code for one sitting; False if somebody was faster."""
        mine = type(self).objects.filter(pk=self.pk, used_at__isnull=True)
        return mine.update(used_at=now, sitting_hash=sitting_hash) == 1

    def end(self, now: datetime) -> None:
        """Close the sitting."""
        self.ended_at = now
        self.save(update_fields=["ended_at"])
