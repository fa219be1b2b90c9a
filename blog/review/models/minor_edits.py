"""MinorEdit: a recorded exemption from a new signature, and the proposal that waits for its second person."""

from datetime import datetime

import swapper
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.review.models.append_only import AppendOnly, AppendOnlyQuerySet, outward_key
from blog.review.models.reviews import MedicalReview


class Reason(models.TextChoices):
    """Why a change needs no new signature."""

    TYPO = "typo", _("Typing mistake")
    FORMATTING = "formatting", _("Formatting")
    LINK = "link", _("A link around unchanged words")
    ACCESSIBILITY = "accessibility", _("Accessibility")
    LEGAL = "legal", _("Legal notice")
    ARCHIVED_LINK = "archived_link", _("A dead link replaced by its archived copy")
    DELETION = "deletion", _("Deletion with a correction")


class MinorEditQuerySet(AppendOnlyQuerySet):
    """Exemptions."""

    def of_page(self, page_id: int) -> "MinorEditQuerySet":
        """Those of this page, the newest first."""
        return self.filter(page_id=page_id).order_by("-pk")

    def leading_to(self, root: str) -> "MinorEditQuerySet":
        """Those that let the text with this digest follow another one."""
        return self.filter(digest=root)


class MinorEdit(AppendOnly):
    """The text with the digest `digest` may follow the one with `before`, on the same ground as that."""

    Reason = Reason

    page = outward_key(swapper.get_model_name("wagtailcore", "Page"), verbose_name=_("page"))
    page_title = models.CharField(_("title"), max_length=255)
    before = models.CharField(_("digest of the text before"), max_length=64)
    digest = models.CharField(_("digest"), max_length=64)
    digest_version = models.PositiveSmallIntegerField(_("version of the digest"))
    payload = models.JSONField(_("text"))
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    explanation = models.CharField(_("explanation"), max_length=500, blank=True)
    review = outward_key(MedicalReview, verbose_name=_("review that it continues"), null=True)
    editor = outward_key(settings.AUTH_USER_MODEL, verbose_name=_("editor"), null=True)
    editor_name = models.CharField(_("editor"), max_length=255)
    second = outward_key(settings.AUTH_USER_MODEL, verbose_name=_("second person"), null=True)
    second_name = models.CharField(_("second person"), max_length=255, blank=True)
    accepted_at = models.DateTimeField(_("accepted at"))

    objects = MinorEditQuerySet.as_manager()

    class Meta(AppendOnly.Meta):
        verbose_name = _("minor edit")
        verbose_name_plural = _("minor edits")
        ordering = ["-accepted_at", "-pk"]
        indexes = [models.Index(fields=["page", "digest"])]

    def __str__(self) -> str:
        return f"{self.page_title}: {self.get_reason_display()}"


class MinorEditProposalQuerySet(models.QuerySet):
    """Proposals, open and closed."""

    def open(self) -> "MinorEditProposalQuerySet":
        """Those that wait for a second person."""
        return self.filter(closed_at__isnull=True)

    def close_those_of(self, page_id: int, now: datetime) -> None:
        """Close what waits about this page: its live text is another one, or gone."""
        for proposal in self.open().filter(page=page_id):
            proposal.close(now)


class MinorEditProposal(models.Model):
    """An editor says that a draft needs no new signature; a second person answers, which closes it."""

    page = outward_key(swapper.get_model_name("wagtailcore", "Page"), verbose_name=_("page"))
    page_title = models.CharField(_("title"), max_length=255)
    digest = models.CharField(_("digest"), max_length=64)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    explanation = models.CharField(_("explanation"), max_length=500, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("proposed by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    proposed_at = models.DateTimeField(_("proposed at"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    objects = MinorEditProposalQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("proposed minor edit")
        verbose_name_plural = _("proposed minor edits")
        ordering = ["proposed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["page"],
                condition=models.Q(closed_at__isnull=True),
                name="one_open_minor_edit_per_page",
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_title}: {self.get_reason_display()}"

    def close(self, now: datetime) -> None:
        """Note that it was answered or taken back."""
        self.closed_at = now
        self.save(update_fields=["closed_at"])
