"""Is every stored text the one that its row names, and does every minor edit lead back to something?"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from blog.review.audit.evidence import CHUNK
from blog.review.models import EmergencyReplacement, MedicalReview, MinorEdit, Publication
from blog.review.versions import hash_of, root_now

WITH_TEXT = (MedicalReview, MinorEdit, EmergencyReplacement, Publication)
PAGES = 50


def differences() -> Iterator[str]:
    """Yield one sentence for each text that is not the one its row names, and for each exemption of nothing."""
    for model in WITH_TEXT:
        rows = model.objects.order_by("pk")
        if model is Publication:
            rows = rows.filter(payload__isnull=False)
        for row in rows.iterator(chunk_size=CHUNK):
            if not _is_named_rightly(row):
                values = {"kind": model._meta.verbose_name, "row": row.pk, "page": row.page_id}
                yield (
                    _("The %(kind)s %(row)d of page %(page)d: the stored text is not the one it names.")
                    % values
                )
    yield from _loose_edits()


def _is_named_rightly(row: Any) -> bool:
    return hash_of(row.payload) == row.digest and row.payload["version"] == row.digest_version


def _loose_edits() -> Iterator[str]:
    """Page by page, so that memory does not grow with the site; four queries for each chunk of pages."""
    last = 0
    pages = MinorEdit.objects.order_by("page_id").values_list("page_id", flat=True).distinct()
    while page_ids := list(pages.filter(page_id__gt=last)[:PAGES]):
        last = page_ids[-1]
        yield from _loose_edits_of(page_ids)


def _loose_edits_of(page_ids: list[int]) -> Iterator[str]:
    """An edit must follow a text that was signed, replaced in an emergency, let out before, or edited earlier."""
    names: dict[int, set[str]] = defaultdict(set)
    for row in _beginnings(page_ids):
        names[row.page_id] |= {row.digest, root_now(row)}
    for edit in MinorEdit.objects.filter(page__in=page_ids).order_by("pk"):
        if edit.before in names[edit.page_id]:
            names[edit.page_id] |= {edit.digest, root_now(edit)}
        else:
            yield _("The minor edit %(row)d of page %(page)d does not lead back to a signature.") % {
                "row": edit.pk,
                "page": edit.page_id,
            }


def _beginnings(page_ids: list[int]) -> Iterator[Any]:
    yield from MedicalReview.objects.approved().filter(page__in=page_ids)
    yield from EmergencyReplacement.objects.filter(page__in=page_ids)
    # Older articles and texts that changed behind the gate: deletions may follow them.
    yield from Publication.objects.filter(page__in=page_ids, payload__isnull=False)


def newest_publications(page_ids: list[int]) -> dict[int, Publication]:
    """Return what holds for each page, with its grounds and their texts, in one query."""
    newest = Publication.objects.filter(page__in=page_ids).values("page").annotate(newest=Max("pk"))
    rows = Publication.objects.filter(pk__in=newest.values("newest"))
    grounds = rows.select_related("review", "minor_edit", "emergency")
    return {row.page_id: row for row in grounds}
