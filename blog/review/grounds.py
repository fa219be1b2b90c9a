"""On what ground a text may be live without a signature of its own: a minor edit, or an emergency."""

from dataclasses import dataclass
from datetime import datetime

from wagtail.models import AbstractPage

from blog.review.digest import VERSION, Digest
from blog.review.models import EmergencyReplacement, MedicalReview, MinorEdit, Publication
from blog.review.versions import first_of_text, root_now

Basis = Publication.Basis


@dataclass(frozen=True)
class Outcome:
    """What is recorded of a page once it is saved: the fields of a Publication."""

    basis: str
    digest: str
    review: MedicalReview | None
    digest_version: int = VERSION
    payload: dict | None = None
    minor_edit: MinorEdit | None = None
    emergency: EmergencyReplacement | None = None
    reason: str = ""
    until: datetime | None = None

    @classmethod
    def resting_on(cls, review: MedicalReview) -> "Outcome":
        """What holds by a signature: the text is named as the signature names it, also by an older version."""
        return cls(Basis.SIGNED, review.digest, review, review.digest_version)

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
        edit = first_of_text(MinorEdit.objects.of_page(page.pk), digest.root)
        if edit and edit.before in (publication.digest, root_now(publication)):
            return _after_minor_edit(publication, edit)
    return _emergency(page, digest, publication, at)


def _after_minor_edit(publication: Publication, edit: MinorEdit) -> Outcome:
    """The new text stands where the old one stood; a signed one then is signed but for small corrections."""
    basis = Basis.MINOR_EDIT if publication.basis == Basis.SIGNED else publication.basis
    return Outcome.keeping(
        publication,
        basis=basis,
        digest=edit.digest,
        digest_version=edit.digest_version,
        minor_edit=edit,
    )


def _emergency(
    page: AbstractPage, digest: Digest, publication: Publication | None, at: datetime
) -> Outcome | None:
    emergency = first_of_text(EmergencyReplacement.objects.filter(page=page.pk, until__gt=at), digest.root)
    if emergency is None:
        return None
    return Outcome(
        Basis.EMERGENCY,
        emergency.digest,
        publication.review if publication else None,
        digest_version=emergency.digest_version,
        emergency=emergency,
        until=emergency.until,
    )
