"""What happened to a page's text, in order: reviews, publications, exemptions, corrections, withdrawals."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import groupby, pairwise
from typing import Any

from django.db.models import Model

from blog.review.changes import SAME, BlockChange, changes_between
from blog.review.classification import labels_of
from blog.review.marking import Marker
from blog.review.models import Correction, MedicalReview, Publication, Suggestion
from blog.review.models.minor_edits import Reason
from blog.review.public.texts import payloads_of, with_names

Basis = Publication.Basis
Decision = MedicalReview.Decision
DECISIONS = {
    Decision.APPROVED: "approved",
    Decision.CHANGES_REQUESTED: "changes_requested",
    Decision.WITHDRAWN: "approval_withdrawn",
}


@dataclass(frozen=True)
class Version:
    """A text that readers saw: the row that let it out, the one before, and whether it was replaced as wrong."""

    publication: Publication
    before: Publication | None = None
    replaced_at: datetime | None = None
    was_wrong: bool = False

    @property
    def kind(self) -> str:
        """On what ground this text followed the one before."""
        row = self.publication
        if row.minor_edit and row.minor_edit.digest == row.digest:
            return "minor_edit"
        if row.basis in (Basis.EMERGENCY, Basis.TRANSITION):
            return str(row.basis)
        return "published" if row.review and row.review.digest == row.digest else "unsigned"

    @property
    def replaces_wrong(self) -> bool:
        """Whether it stands in the place of a text that was dangerous or false."""
        edit = self.publication.minor_edit if self.kind == "minor_edit" else None
        return self.kind == Basis.EMERGENCY or (edit is not None and edit.reason == Reason.DELETION)


@dataclass(frozen=True)
class Entry:
    """One line of the history: what happened, when, and the row that says so."""

    at: datetime
    kind: str
    row: Any
    version: Version | None = None
    changes: list[BlockChange] = field(default_factory=list)


def versions_of(publications: list[Publication]) -> list[Version]:
    """Return the texts that readers saw, the oldest first; `publications` stand in the order they were written."""
    rows: list[Publication] = []
    for row in publications:
        if row.permits and (not rows or rows[-1].digest != row.digest):
            rows.append(row)
    versions = [Version(row, before) for before, row in zip([None, *rows], rows, strict=False)]
    for place, (old, new) in enumerate(pairwise(list(versions))):
        versions[place] = replace(old, replaced_at=new.publication.since, was_wrong=new.replaces_wrong)
    return versions


def publications_of(page_id: int) -> list[Publication]:
    """Return all permissions of a page with their grounds but without texts, the oldest first."""
    return list(Publication.objects.filter(page_id=page_id).with_grounds().order_by("pk"))


def history_of(page_id: int) -> list[Entry]:
    """Return everything that readers may know of, the newest first; four queries.

    Decisions on drafts that nobody published are work in progress and not listed.
    """
    publications = publications_of(page_id)
    versions = versions_of(publications)
    entries = [
        *_published(publications, {version.publication.pk: version for version in versions}),
        *_reviews(page_id, {version.publication.digest for version in versions}),
        *(Entry(row.published_at, "correction", row) for row in Correction.objects.of_page(page_id)),
        *_suggestions(page_id, max(version.publication.since for version in versions) if versions else None),
    ]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def with_changes(entries: list[Entry], model: type[Model]) -> tuple[list[Entry], list[dict[str, Any]]]:
    """Return the entries with what each changed, and the contents that were compared."""
    versions = [entry.version for entry in entries if entry.version]
    rows = {row.pk: row for version in versions for row in (version.publication, version.before) if row}
    contents = {
        pk: with_names(model, payload["content"]) for pk, payload in payloads_of(rows.values()).items()
    }
    compare = partial(changes_between, labels=labels_of(model), mark=Marker())
    return [_with_changes(entry, contents, compare) for entry in entries], list(contents.values())


def _with_changes(
    entry: Entry, contents: dict[int, dict[str, Any]], compare: Callable[..., list[BlockChange]]
) -> Entry:
    before = contents.get(entry.version.before.pk) if entry.version and entry.version.before else None
    after = contents.get(entry.version.publication.pk) if entry.version else None
    if before is None or after is None:
        return entry
    changes = [block for block in compare(before, after) if block.state != SAME]
    return replace(entry, changes=changes)


def _published(publications: list[Publication], versions: dict[int, Version]) -> Iterator[Entry]:
    was_seen = None
    for permits, run in groupby(publications, key=lambda row: row.permits):
        rows = list(run)
        if not permits:
            # Whoever takes a page off for a reason writes it after the page has lost its permission.
            yield Entry(rows[0].since, "withdrawn", next((row for row in rows if row.reason), rows[-1]))
        elif was_seen is False and rows[0].pk not in versions:
            yield Entry(rows[0].since, "again", rows[0])
        for row in rows:
            if row.pk in versions:
                yield Entry(row.since, versions[row.pk].kind, row, versions[row.pk])
        was_seen = permits


def _reviews(page_id: int, digests: set[str]) -> Iterator[Entry]:
    reviews = MedicalReview.objects.of_page(page_id).filter(digest__in=digests)
    for review in reviews.select_related("reviewer").defer("payload"):
        yield Entry(review.signed_at, DECISIONS[review.decision], review)


def _suggestions(page_id: int, published_at: datetime | None) -> Iterator[Entry]:
    """Better words from a reviewer that were taken over, once readers can see them."""
    accepted = Suggestion.objects.filter(page=page_id, resolution=Suggestion.Resolution.ACCEPTED)
    for suggestion in accepted.filter(resolved_at__lte=published_at) if published_at else ():
        yield Entry(suggestion.resolved_at, "suggestion", suggestion)
