"""Publication: permission to be seen. Written by the gate only."""

import swapper
from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.review.models.append_only import AppendOnly, AppendOnlyQuerySet, outward_key
from blog.review.models.reviews import MedicalReview


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
        """The row that says what holds for this page, with its review, in one query; None without any."""
        rows = self.newest_first(page_id).select_related("review__reviewer").defer("review__payload")
        return rows.first()


class Publication(AppendOnly):
    """From `since` on, the text with this digest may be seen at this page, on this ground."""

    Basis = Basis

    page = outward_key(swapper.get_model_name("wagtailcore", "Page"), verbose_name=_("page"))
    page_title = models.CharField(_("title"), max_length=255)
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    basis = models.CharField(_("basis"), max_length=20, choices=Basis)
    review = outward_key(MedicalReview, verbose_name=_("review"), null=True)
    since = models.DateTimeField(_("since"))

    objects = PublicationQuerySet.as_manager()

    class Meta(AppendOnly.Meta):
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        indexes = [models.Index(fields=["page", "-id"])]

    def __str__(self) -> str:
        return f"{self.page_title}: {self.get_basis_display()}"

    @property
    def permits(self) -> bool:
        """Whether the page may be seen."""
        return self.basis != Basis.WITHDRAWN
