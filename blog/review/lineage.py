"""Where a page's text came from: the pages it was copied or translated from, also after those were deleted."""

from datetime import datetime
from functools import wraps
from typing import Any

from django.db.models import Model
from wagtail.log_actions import log
from wagtail.models import AbstractPage, PageLogEntry

from blog.review.governed import page_model
from blog.review.models import MedicallyReviewedMixin

COPIED = "medical_review.copied"
CONVERTED = "wagtail.convert_alias"


def follow_copies(model: Any) -> None:
    """Let pages of a type without the mixin tell their copies whose they are, as the mixin does."""
    if issubclass(model, MedicallyReviewedMixin):
        return
    copy_children = model.copy_all_child_relations

    @wraps(copy_children)
    def telling(self: Model, target: Model, *args: Any, **kwargs: Any) -> Any:
        target.medical_review_source = self
        return copy_children(self, target, *args, **kwargs)

    model.copy_all_child_relations = telling


def note_origin(page: AbstractPage) -> None:
    """Write to the history of a new page which page it was copied from; Wagtail notes only that one's parent."""
    source = page.__dict__.pop("medical_review_source", None)
    if source is not None:
        data = {"source": source.pk, "title": str(source), "alias": page.alias_of_id is not None}
        log(instance=page, action=COPIED, data=data)


def places_of(page: Model, until: datetime) -> dict[int, datetime]:
    """Return where work on this text may have happened: the page and its sources, each with the time it counts up to.

    A copy took what its source held then; an alias followed its source until it was converted. Pages with one
    translation key are texts of each other, whoever was first.
    """
    places = {page.pk: until}
    reached = {page.pk} if _has_relatives(page) else set()
    while reached:
        found = _translations_of(reached, page, until)
        for pk, moment in _origins_of(reached, places):
            found[pk] = max(found.get(pk, moment), moment)
        reached = found.keys() - places.keys()
        places |= {pk: found[pk] for pk in reached}
    return places


def _has_relatives(page: Model) -> bool:
    """Whether the page has other languages or was copied: most have not, and one query says so."""
    siblings = page_model()._default_manager.filter(translation_key=page.translation_key).exclude(pk=page.pk)
    origins = PageLogEntry.objects.filter(page=page.pk, action__in=(COPIED, CONVERTED))
    pairs = siblings.order_by().values_list("pk").union(origins.order_by().values_list("page"))
    return bool(pairs[:1])


def _translations_of(pages: set[int], page: Model, until: datetime) -> dict[int, datetime]:
    keys = page_model()._default_manager.filter(pk__in=pages).values("translation_key")
    wanted = [page.translation_key] if pages == {page.pk} else keys
    siblings = page_model()._default_manager.filter(translation_key__in=wanted).order_by()
    return dict.fromkeys(siblings.values_list("pk", flat=True), until)


def _origins_of(pages: set[int], places: dict[int, datetime]) -> list[tuple[int, datetime]]:
    """Return (source, up to when its work counts) for each of these pages that was copied."""
    entries = list(
        PageLogEntry.objects.filter(page__in=pages, action__in=(COPIED, CONVERTED)).order_by("timestamp")
    )
    converted = {entry.page_id: entry.timestamp for entry in entries if entry.action == CONVERTED}
    origins = []
    for entry in entries:
        if entry.action == COPIED:
            limit = places[entry.page_id]
            followed = converted.get(entry.page_id, limit) if entry.data["alias"] else entry.timestamp
            origins.append((entry.data["source"], min(limit, followed)))
    return origins
