"""What readers are told about a text in one word: a pure function of the status."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.review.models import Publication
from blog.review.status import ReviewStatus, State

Basis = Publication.Basis


class Badge(models.TextChoices):
    """What readers see; only the first two say that the text was reviewed and is to be relied on as such."""

    EXACT = "exact", _("Reviewed, this exact version")
    CORRECTED = "corrected", _("Reviewed, small corrections since")
    OVERDUE = "overdue", _("Review overdue")
    CHANGED = "changed", _("Changed since review")
    CHANGES_REQUESTED = "changes_requested", _("Not reviewed: the reviewer asked for changes")
    EMERGENCY = "emergency", _("Replaced for safety, being reviewed")
    TRANSITION = "transition", _("Older article, not reviewed")
    NONE = "none", _("Not reviewed")

    @property
    def says_reviewed(self) -> bool:
        """Whether a valid signature stands behind what readers see."""
        return self in (Badge.EXACT, Badge.CORRECTED)

    @property
    def names_reviewer(self) -> bool:
        """Whether readers see who signed."""
        return self.says_reviewed or self == Badge.OVERDUE


BY_BASIS = {Basis.EMERGENCY: Badge.EMERGENCY, Basis.TRANSITION: Badge.TRANSITION}
BY_STATE = {
    State.OVERDUE: Badge.OVERDUE,
    State.STALE: Badge.CHANGED,
    State.CHANGES_REQUESTED: Badge.CHANGES_REQUESTED,
}


def badge_of(status: ReviewStatus) -> Badge:
    """Return what readers are told: "not reviewed" wherever nothing permits the text that they see.

    A state says where a page stands, also that of a draft; readers are told of the live text only.
    """
    publication = status.publication
    if publication is None or not publication.permits or status.state == State.WITHDRAWN:
        return Badge.NONE
    if publication.basis in BY_BASIS:
        return BY_BASIS[Basis(publication.basis)]
    if status.is_current and status.review is not None:
        return Badge.EXACT if publication.digest == status.review.digest else Badge.CORRECTED
    return BY_STATE.get(status.state, Badge.NONE)
