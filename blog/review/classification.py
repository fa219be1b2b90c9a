"""Which fields and blocks a reviewer signs: clinical, presentation or meta, said of every one of them."""

from collections.abc import Iterator, Mapping
from functools import cache

from django.db.models import Field, ManyToOneRel, Model
from django.utils.text import capfirst
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.blocks import Block
from wagtail.fields import StreamField
from wagtail.models import COMMENTS_RELATION_NAME, AbstractPage

from blog.review.governed import listed_page_types

CLINICAL, PRESENTATION, META = "clinical", "presentation", "meta"
CLASSES = (CLINICAL, PRESENTATION, META)

WAGTAIL_FIELDS = {
    "title": CLINICAL,
    **dict.fromkeys(
        (
            "alias_of", "content_type", "depth", "draft_title", "expire_at", "expired", "first_published_at",
            "go_live_at", "has_unpublished_changes", "last_published_at", "latest_revision",
            "latest_revision_created_at", "live", "live_revision", "locale", "locked", "locked_at", "locked_by",
            "numchild", "owner", "path", "search_description", "seo_title", "show_in_menus", "slug",
            "translation_key", "url_path", COMMENTS_RELATION_NAME,
        ),
        META,
    ),
}  # fmt: skip


@cache
def content_fields(model: type[Model]) -> dict[str, Field]:
    """All that `serializable_data()` of a page would hold, by name, except the primary key."""
    concrete = {field.name: field for field in model._meta.fields if field.serialize}
    children = {relation.get_accessor_name(): relation for relation in get_all_child_relations(model)}
    related = {field.name: field for field in get_all_child_m2m_relations(model) if field.serialize}
    return {name: field for name, field in {**concrete, **children, **related}.items() if name != "id"}


# Of a row that belongs to a page: its place, and what names it; a copy of the page has others.
KEYS_OF_A_ROW = {"sort_order", "locale", "translation_key"}


def declared_classes(model: type[Model]) -> dict[str, str]:
    """What the page class, its mixins and the setting say; the more derived class wins, the setting over all."""
    says: list[Mapping[str, tuple[str, ...]]] = [
        vars(base)["review_fields"] for base in reversed(model.__mro__) if "review_fields" in vars(base)
    ]
    says.append(listed_page_types().get(model._meta.label_lower, {}))
    return {name: kind for fields in says for kind, names in fields.items() for name in names}


def field_classes(model: type[Model]) -> dict[str, str | None]:
    """Name -> class of every content field; None where nobody said."""
    declared = declared_classes(model)
    wagtails = WAGTAIL_FIELDS if issubclass(model, AbstractPage) else {}
    return {name: declared.get(name, wagtails.get(name)) for name in content_fields(model)}


def clinical_fields(model: type[Model]) -> dict[str, Field]:
    """The content fields that count for the digest; what nobody classified counts."""
    classes = field_classes(model)
    fields = content_fields(model)
    return {name: fields[name] for name, kind in classes.items() if kind in (CLINICAL, None)}


def signed_models(model: type[Model]) -> Iterator[tuple[type[Model], set[str]]]:
    """Yield the page type and the types of its clinical rows, each with the names of fields that say nothing."""
    yield model, set()
    for field in clinical_fields(model).values():
        if isinstance(field, ManyToOneRel):
            for row_model, keys in signed_models(field.related_model):
                yield row_model, keys | {field.field.name} | KEYS_OF_A_ROW


def block_class(block: Block) -> str | None:
    """The class of a block: what its Meta says; Wagtail's own are clinical; None where nobody said.

    Only "clinical" is inherited: a block made from one that nobody signs may say more than that one.
    """
    said = getattr(block.meta, "review_class", None)
    if said is None:
        return CLINICAL if type(block).__module__.startswith("wagtail.") else None
    return said if said == CLINICAL or _says_it_itself(block) else None


def _says_it_itself(block: Block) -> bool:
    """Whether the class stands in the block's own Meta or was given to it where it is used."""
    own_meta = type(block)._meta_class.__mro__[:2]
    return any("review_class" in vars(place) for place in (block.meta, *own_meta))


def counts(block: Block) -> bool:
    """Whether the block is part of what is signed."""
    return block_class(block) in (CLINICAL, None)


def labels_of(model: type[Model]) -> dict[str, str]:
    """What editors know the clinical fields and the blocks of their streams by: name -> label."""
    labels: dict[str, str] = {}
    for name, source in clinical_fields(model).items():
        if isinstance(source, StreamField):
            blocks = source.stream_block.child_blocks
            labels |= {kind: capfirst(str(block.label)) for kind, block in blocks.items()}
        labels[name] = capfirst(str(getattr(source, "verbose_name", ""))) or labels.get(name, "")
    return labels
