"""Suggestion: better words for one block, from a reviewer who thereby does not become an author."""

from datetime import datetime

import swapper
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.people.models import Person
from blog.review.models.append_only import outward_key
from blog.review.models.requests import Account


class Resolution(models.TextChoices):
    """What became of a suggestion."""

    OPEN = "", _("Open")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    OUTDATED = "outdated", _("The block has changed since")


class SuggestionQuerySet(models.QuerySet):
    """Suggestions."""

    def open(self) -> "SuggestionQuerySet":
        """Those that wait for an answer."""
        return self.filter(resolution=Resolution.OPEN)


class Suggestion(models.Model):
    """`after` instead of `before`, in one field or block; answered once, and kept for the history."""

    Resolution = Resolution

    page = outward_key(swapper.get_model_name("wagtailcore", "Page"), verbose_name=_("page"))
    page_title = models.CharField(_("title"), max_length=255)
    reviewer = outward_key(Person, verbose_name=_("reviewer"))
    reviewer_name = models.CharField(_("reviewer"), max_length=150)
    # The field's name; in a stream the id of the block and the names of the parts on the way to the text.
    place = models.JSONField(_("place"))
    label = models.CharField(_("block"), max_length=200)
    before = models.TextField(_("before"))
    after = models.TextField(_("after"))
    note = models.TextField(_("note"), blank=True)
    made_at = models.DateTimeField(_("made at"))
    resolution = models.CharField(_("resolution"), max_length=10, choices=Resolution, blank=True)
    resolved_by = outward_key(settings.AUTH_USER_MODEL, verbose_name=_("answered by"), null=True)
    resolved_by_name = models.CharField(_("answered by"), max_length=255, blank=True)
    resolved_at = models.DateTimeField(_("answered at"), null=True)

    objects = SuggestionQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        ordering = ["made_at", "pk"]
        indexes = [models.Index(fields=["page", "resolution"])]

    def __str__(self) -> str:
        return f"{self.page_title}: {self.label}"

    def resolve(self, resolution: str, user: Account | None, now: datetime) -> None:
        """Note the answer."""
        self.resolution, self.resolved_by, self.resolved_at = resolution, user, now
        self.resolved_by_name = user.get_username() if user else ""
        self.save(update_fields=["resolution", "resolved_by", "resolved_by_name", "resolved_at"])
