"""System checks: every field and block of a governed page type says whether a reviewer signs it."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.core.checks import CheckMessage, Error
from django.db import models
from wagtail.blocks import Block
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.fields import StreamField
from wagtail.snippets.blocks import SnippetChooserBlock

from blog.review.classification import (
    CLASSES,
    CLINICAL,
    block_class,
    clinical_fields,
    content_fields,
    declared_classes,
    field_classes,
    signed_models,
)
from blog.review.files import kind_of_file
from blog.review.governed import governed_models, unknown_page_types
from blog.review.models import MedicallyReviewedMixin

SAY_SO = (
    'Name it in review_fields = {"clinical": (...), "presentation": (...), "meta": (...)} or in the setting.'
)


def check_classification(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Return what is wrong with the governed page types and with the setting that lists them."""
    found: list[CheckMessage] = [
        Error(
            f"MEDICAL_REVIEW_PAGE_TYPES names {label!r}, which is no page type of this site.",
            hint="Write it as app_label.ModelName.",
            id="medical_review.E001",
        )
        for label in unknown_page_types()
    ]
    for model in governed_models():
        found += [*_fields(model), *_words(model), *_blocks(model), *_shared(model)]
    return found


def _fields(model: type[models.Model]) -> Iterator[CheckMessage]:
    """Unclassified fields: an error in our own page types, a warning in listed ones; clinical in both."""
    ours = issubclass(model, MedicallyReviewedMixin)
    message, number = (Error, "E002") if ours else (checks.Warning, "W002")
    for part, keys in signed_models(model):
        for name, kind in field_classes(part).items():
            if kind is None and name not in keys:
                yield message(
                    f"Nobody said whether a reviewer signs the field {name!r}; it counts as clinical.",
                    hint=SAY_SO,
                    obj=part,
                    id=f"medical_review.{number}",
                )


def _words(model: type[models.Model]) -> Iterator[CheckMessage]:
    """Names in `review_fields` which are no fields, and classes which are none."""
    for part, _keys in signed_models(model):
        known = content_fields(part)
        for name, kind in declared_classes(part).items():
            if kind not in CLASSES or name not in known:
                yield Error(
                    f"review_fields says {kind!r} of {name!r}: not a class, or not a field of this type.",
                    hint=f"The classes are {', '.join(CLASSES)}.",
                    obj=part,
                    id="medical_review.E003",
                )


def _blocks(model: type[models.Model]) -> Iterator[CheckMessage]:
    """Blocks of other than Wagtail's own classes that do not say their class."""
    message, number = (
        (Error, "E004") if issubclass(model, MedicallyReviewedMixin) else (checks.Warning, "W004")
    )
    for name, block in blocks_of(model):
        if block_class(block) not in CLASSES:
            yield message(
                f"The block {type(block).__name__} in {name!r} does not say whether a reviewer signs it.",
                hint='Write review_class = "clinical" (or "presentation", or "meta") into its class Meta.',
                obj=model,
                id=f"medical_review.{number}",
            )


def _shared(model: type[models.Model]) -> Iterator[CheckMessage]:
    """Clinical text that lives outside the page and so can change without anybody signing it."""
    outside = [
        name
        for name, field in clinical_fields(model).items()
        if isinstance(field, models.ManyToOneRel)
        or (isinstance(field, models.ForeignKey) and kind_of_file(field.related_model) is None)
    ]
    outside += [
        f"{name} ({type(block).__name__})"
        for name, block in blocks_of(model)
        if isinstance(block, SnippetChooserBlock) and block_class(block) == CLINICAL
    ]
    for name in outside:
        yield checks.Warning(
            f"{name} is clinical but lives outside the page: what stands there can change unsigned.",
            hint="Keep clinical text in the page's own fields and blocks, or classify this as meta.",
            obj=model,
            id="medical_review.W005",
        )


def blocks_of(model: type[models.Model]) -> Iterator[tuple[str, Block]]:
    """Yield (field name, block) for every block in the clinical streams of a page type."""
    for part, _keys in signed_models(model):
        for name, field in clinical_fields(part).items():
            if isinstance(field, StreamField):
                for block in _walk(field.stream_block, set()):
                    yield name, block


def _walk(block: Block, seen: set[int]) -> Iterator[Block]:
    if id(block) in seen:
        return
    seen.add(id(block))
    yield block
    children = list(getattr(block, "child_blocks", {}).values())
    if hasattr(block, "child_block"):
        children.append(block.child_block)
    if isinstance(block, BaseTypedTableBlock):
        children.extend(block.child_blocks.values())
    for child in children:
        yield from _walk(child, seen)
