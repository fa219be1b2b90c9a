"""What changes a live text without saving its page: replaced or deleted files, deleted topics, fixtures."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete
from modelcluster.fields import ParentalManyToManyField
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import ReferenceIndex

from blog.review import gate
from blog.review.classification import clinical_fields
from blog.review.files import forget
from blog.review.governed import governed_models, is_governed, page_model
from blog.review.signals import announce


def measure(page_ids: Collection[int]) -> None:
    """Note of each live governed page among these what its text is now."""
    if not page_ids:
        return
    for page in page_model()._default_manager.filter(live=True, pk__in=page_ids).specific():
        if is_governed(type(page)) and gate.measure_again(page):
            announce(page)


def pages_with(instance: Model) -> set[int]:
    """Return the keys of the pages in which this object stands: in fields, in blocks, in rich text."""
    base_type = ContentType.objects.get_for_model(page_model())
    references = ReferenceIndex.get_references_to(instance).filter(base_content_type=base_type)
    return {int(pk) for pk in references.values_list("object_id", flat=True)} | set(_pages_naming(instance))


def _pages_naming(instance: Model) -> Iterator[int]:
    """Relations to many are not in Wagtail's index of references."""
    for model, name in _relations_to(type(instance)):
        yield from model._default_manager.filter(**{name: instance.pk}).values_list("pk", flat=True)


def _relations_to(target: type[Model]) -> Iterator[tuple[type[Model], str]]:
    for model in governed_models():
        for name, field in clinical_fields(model).items():
            if isinstance(field, ParentalManyToManyField) and issubclass(target, field.related_model):
                yield model, name


def measure_after_a_file_was_saved(instance: Model, created: bool, raw: bool, **kwargs: Any) -> None:
    """After an image or a document was saved: its file may be another one, under any text that shows it."""
    forget(instance)
    if not created and not raw:
        measure(pages_with(instance))


def remember_pages(instance: Model, **kwargs: Any) -> None:
    """Before something is deleted: afterwards nobody knows any more where it stood."""
    instance._medical_pages = pages_with(instance)


def measure_after_deletion(instance: Model, **kwargs: Any) -> None:
    """After something was deleted that live texts name."""
    measure(instance.__dict__.pop("_medical_pages", set()))


def connect() -> None:
    """Listen to the files that texts show, and to what governed pages name in relations to many."""
    files = [get_image_model(), *_document_models()]
    for sender in files:
        _listen(post_save, measure_after_a_file_was_saved, sender)
    for sender in {*files, *_named_models()}:
        _listen(pre_delete, remember_pages, sender)
        _listen(post_delete, measure_after_deletion, sender)


def _listen(signal: Any, handler: Any, sender: type[Model]) -> None:
    uid = f"medical_review.{handler.__name__}.{sender._meta.label}"
    signal.connect(handler, sender=sender, dispatch_uid=uid)


def _document_models() -> list[type[Model]]:
    return [get_document_model()] if apps.is_installed("wagtail.documents") else []


def _named_models() -> Iterable[type[Model]]:
    for model in governed_models():
        for field in clinical_fields(model).values():
            if isinstance(field, ParentalManyToManyField):
                yield field.related_model
