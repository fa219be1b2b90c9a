"""Publication: permission to be seen. Written by the gate only."""

from datetime import date, datetime
from typing import Any

import swapper
from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.review.models.append_only import AppendOnly, AppendOnlyQuerySet, outward_key
from blog.review.models.corrections import Correction
from blog.review.models.emergencies import EmergencyReplacement
from blog.review.models.minor_edits import MinorEdit
from blog.review.models.reviews import Decision, MedicalReview


class Basis(models.TextChoices):
    """On what ground a text may be seen, or that it may no longer be."""

    SIGNED = "signed", _("Signed")
    MINOR_EDIT = "minor_edit", _("Minor edit")
    EMERGENCY = "emergency", _("Emergency")
    TRANSITION = "transition", _("Transition")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class PublicationQuerySet(AppendOnlyQuerySet):
    """Permissions; of each page only the newest row counts."""

    def newest_first(self, page_id: object) -> "PublicationQuerySet":
        """The rows of one page, or of an `OuterRef`; the first one says what holds."""
        return self.filter(page_id=page_id).order_by("-pk")

    def current(self, page_id: int) -> "Publication | None":
        """The row that says what holds for this page, with its grounds, in one query; None without any."""
        return self.newest_first(page_id).with_grounds().with_company().first()

    def with_grounds(self) -> "PublicationQuerySet":
        """With what the permission rests on, but without the texts."""
        grounds = self.select_related("review__reviewer", "minor_edit", "emergency")
        return grounds.defer("payload", "review__payload", "minor_edit__payload", "emergency__payload")

    def with_company(self) -> "PublicationQuerySet":
        """With `is_cosigned` and `is_corrected`: whether readers are told of more, which costs a query only then."""
        others = MedicalReview.objects.approved().filter(
            page=models.OuterRef("review__page"), digest=models.OuterRef("review__digest")
        )
        return self.annotate(
            is_cosigned=models.Exists(others.exclude(reviewer=models.OuterRef("review__reviewer"))),
            is_corrected=models.Exists(Correction.objects.filter(page=models.OuterRef("page"))),
        )

    def resting_on_a_review(self, day: date) -> "PublicationQuerySet":
        """Those that an approval still carries on a day: of exactly this text, or but for small corrections."""
        exact = models.Q(digest=models.F("review__digest"))
        corrected = models.Q(basis=Basis.MINOR_EDIT, digest=models.F("minor_edit__digest"))
        return self.filter(
            exact | corrected,
            basis__in=[Basis.SIGNED, Basis.MINOR_EDIT],
            review__decision=Decision.APPROVED,
            review__next_due__gte=day,
        )


class Publication(AppendOnly):
    """From `since` on (up to `until`), the text with this digest may be seen at this page, on this ground.

    `review` is the last word of a reviewer that the ground leads back to; the digest of a minor edit or of an
    emergency is another one than the review's. `reason` says why a page was withdrawn.
    """

    Basis = Basis

    page = outward_key(swapper.get_model_name("wagtailcore", "Page"), verbose_name=_("page"))
    page_title = models.CharField(_("title"), max_length=255)
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    digest_version = models.PositiveSmallIntegerField(_("version of the digest"), default=1)
    # Only where no other row holds the text: articles that came with the site, changes behind the gate.
    payload = models.JSONField(_("text"), null=True)
    basis = models.CharField(_("basis"), max_length=20, choices=Basis)
    review = outward_key(MedicalReview, verbose_name=_("review"), null=True)
    minor_edit = outward_key(MinorEdit, verbose_name=_("minor edit"), null=True)
    emergency = outward_key(EmergencyReplacement, verbose_name=_("emergency replacement"), null=True)
    reason = models.TextField(_("reason"), blank=True)
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"), null=True)

    objects = PublicationQuerySet.as_manager()

    class Meta(AppendOnly.Meta):
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        indexes = [models.Index(fields=["page", "-id"])]

    def __str__(self) -> str:
        return f"{self.page_title}: {self.get_basis_display()}"

    @property
    def permits(self) -> bool:
        """Whether the page was let out and not withdrawn since; the time it was given may be over."""
        return self.basis != Basis.WITHDRAWN

    def permits_at(self, moment: datetime) -> bool:
        """Whether readers may see the page at that moment."""
        return self.permits and (self.until is None or moment < self.until)

    @property
    def content(self) -> dict[str, Any]:
        """The text that was let out, field by field; one query for whichever row holds it."""
        if self.payload is not None:
            return self.payload["content"]
        # A minor edit is always the last step: something may be deleted from an emergency text, too.
        holder = self.minor_edit or self.emergency or self.review
        return holder.payload["content"]
