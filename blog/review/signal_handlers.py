"""Where the gate stands: handlers of the signals of pages, revisions and images."""

from collections.abc import Collection
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.db.models.signals import post_save, pre_save
from wagtail.images import get_image_model
from wagtail.models import AbstractPage, ReferenceIndex, Revision

from blog.review import gate
from blog.review.governed import is_governed, page_model
from blog.review.pictures import forget
from blog.review.signals import announce


def judge_page(instance: Model, raw: bool, update_fields: Collection[str] | None, **kwargs: Any) -> None:
    """Before any page is saved. A fixture is let in as it stands: without a Publication it stays invisible."""
    if isinstance(instance, AbstractPage) and not raw:
        instance._medical_outcome = gate.before_save(instance, update_fields)


def record_publication(instance: Model, raw: bool, **kwargs: Any) -> None:
    """After a page was saved, in the same transaction."""
    if not isinstance(instance, AbstractPage) or raw:
        return
    outcome = instance.__dict__.pop("_medical_outcome", None)
    if outcome is not None:
        gate.record(instance, outcome)
        announce(instance)


def judge_schedule(
    instance: Revision, raw: bool, update_fields: Collection[str] | None, **kwargs: Any
) -> None:
    """Before a revision is saved: a schedule is a promise to publish."""
    if not raw and (update_fields is None or "approved_go_live_at" in update_fields):
        gate.before_schedule(instance)


def measure_pages_with_image(instance: Model, created: bool, raw: bool, **kwargs: Any) -> None:
    """After an image was saved: its file may be another one, under the live text of any page that shows it."""
    forget(instance)
    if created or raw:
        return
    base_type = ContentType.objects.get_for_model(page_model())
    references = ReferenceIndex.get_references_to(instance).filter(base_content_type=base_type)
    page_ids = {int(pk) for pk in references.values_list("object_id", flat=True)}
    pages = page_model()._default_manager.filter(live=True, pk__in=page_ids)
    for page in pages.specific():
        if is_governed(type(page)) and gate.measure_again(page):
            announce(page)


def connect() -> None:
    """Put the gate in place. Pages have no sender here: one may be saved as an instance of any of its classes."""
    for signal, handler, sender in (
        (pre_save, judge_page, None),
        (post_save, record_publication, None),
        (pre_save, judge_schedule, Revision),
        (post_save, measure_pages_with_image, get_image_model()),
    ):
        signal.connect(handler, sender=sender, dispatch_uid=f"medical_review.{handler.__name__}")
