"""Reminder: that somebody was reminded of something, so that nobody is reminded of it twice."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reminder(models.Model):
    """About `subject` ("page 7"), due on a day, so many days before it. The constraint is the lock: who
    creates the row sends the mail."""

    kind = models.CharField(_("kind"), max_length=30)
    subject = models.CharField(_("subject"), max_length=100)
    due_on = models.DateField(_("due on"))
    days_before = models.SmallIntegerField(_("days before"))
    sent_at = models.DateTimeField(_("sent at"))

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject", "due_on", "days_before"], name="one_reminder_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.subject}, {self.due_on}"
