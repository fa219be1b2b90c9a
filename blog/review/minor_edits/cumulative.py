"""Everything since the signature: what was signed, what was deleted since, which minor edits there were."""

from dataclasses import dataclass
from typing import Any

from blog.review.minor_edits.deletions import deletions_between, without
from blog.review.models import MinorEdit, Publication

Reason = MinorEdit.Reason


@dataclass(frozen=True)
class Baseline:
    """What a further minor edit is measured against."""

    signed: dict[str, Any]
    earlier: tuple[str, ...]


def baseline_of(publication: Publication) -> Baseline:
    """Return it for a published text that leads back to a signature."""
    edits = edits_since_signature(publication)
    signed = published = publication.review.content
    for edit in edits:
        content = edit.payload["content"]
        if edit.reason == Reason.DELETION:
            signed = without(signed, deletions_between(published, content))
        published = content
    return Baseline(signed, tuple(edit.reason for edit in edits))


def edits_since_signature(publication: Publication) -> list[MinorEdit]:
    """Return the exemptions that lead from the signed text to the published one, the oldest first."""
    edits: list[MinorEdit] = []
    digest = publication.digest
    rows = MinorEdit.objects.of_page(publication.page_id).filter(review=publication.review)
    while digest != publication.review.digest:
        edit = rows.leading_to(digest).first()
        if edit is None:
            break
        edits.insert(0, edit)
        # A text can come back: only what was written before counts as the way to it.
        rows, digest = rows.filter(pk__lt=edit.pk), edit.before
    return edits
