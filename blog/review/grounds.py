"""On what ground a text may be live without a signature of its own: a minor edit, or an emergency."""

from dataclasses import dataclass
from datetime import datetime

from wagtail.models import AbstractPage

from blog.review.digest import Digest
from blog.review.models import EmergencyReplacement, MedicalReview, MinorEdit, Publication

Basis = Publication.Basis


@dataclass(frozen=True)
class Outcome:
    """What is recorded of a page once it is saved: the fields of a Publication."""

    basis: str
    digest: str
    review: MedicalReview | None
    digest_version: int = 1
    payload: dict | None = None
    minor_edit: MinorEdit | None = None
    emergency: EmergencyReplacement | None = None
    reason: str = ""
    until: datetime | None = None

    @classmethod
    def keeping(cls, publication: Publication, **changes: object) -> "Outcome":
        """What holds now, with changes."""
        names = cls.__dataclass_fields__
        # The text is not fetched only to be written again: whoever changes the digest names its holder.
        kept = {name: getattr(publication, name) for name in names if name != "payload"}
        return cls(**{**kept, **changes})


def ground_of(
    page: AbstractPage, digest: Digest, publication: Publication | None, at: datetime
) -> Outcome | None:
    """Return what lets this text follow the published one without a signature at that moment; None without."""
    if publication and publication.permits:
        edit = MinorEdit.objects.of_page(page.pk).leading_to(digest.root).defer("payload").first()
        if edit and edit.before == publication.digest:
            return _after_minor_edit(publication, digest, edit)
    return _emergency(page, digest, publication, at)


def _after_minor_edit(publication: Publication, digest: Digest, edit: MinorEdit) -> Outcome:
    """The new text stands where the old one stood; a signed one then is signed but for small corrections."""
    basis = Basis.MINOR_EDIT if publication.basis == Basis.SIGNED else publication.basis
    return Outcome.keeping(
        publication,
        basis=basis,
        digest=digest.root,
        digest_version=digest.version,
        minor_edit=edit,
    )


def _emergency(
    page: AbstractPage, digest: Digest, publication: Publication | None, at: datetime
) -> Outcome | None:
    replacements = EmergencyReplacement.objects.filter(page=page.pk, digest=digest.root, until__gt=at)
    emergency = replacements.defer("payload").first()
    if emergency is None:
        return None
    return Outcome(
        Basis.EMERGENCY,
        digest.root,
        publication.review if publication else None,
        digest_version=digest.version,
        emergency=emergency,
        until=emergency.until,
    )
