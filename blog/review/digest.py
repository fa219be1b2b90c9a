"""The digest: which text exactly was signed."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import get_field_value
from wagtail.blocks import (
    Block,
    ChooserBlock,
    ListBlock,
    RawHTMLBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    URLBlock,
)
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.embeds.blocks import EmbedBlock
from wagtail.fields import RichTextField, StreamField

from blog.review import canonical
from blog.review.addresses import address
from blog.review.classification import KEYS_OF_A_ROW, clinical_fields, counts
from blog.review.files import DOCUMENT, IMAGE, FileKey, hashes_of, kind_of_file
from blog.review.rich_text import Hashes, rich_text

# 1: the first. 2: documents by their files, destinations within queries, unusual markup letter by letter.
VERSION = 2
# What a payload calls the hash of a file.
NAMES = {IMAGE: "picture", DOCUMENT: "document"}
# In raw HTML: elements in which white space counts, and a stroke that turns a bracket into another character.
SPACES_COUNT = re.compile(r"<(?:script|style|pre|textarea|xmp|listing|plaintext)|white-space|\u0338", re.I)


@dataclass(frozen=True)
class BlockDigest:
    """The hash of one field, or of one block of a stream: where it stands, what it is."""

    path: str
    kind: str
    digest: str


@dataclass(frozen=True)
class Digest:
    """The hash over everything that is signed, one per block, and the signed text itself."""

    version: int
    root: str
    blocks: tuple[BlockDigest, ...]
    payload: dict[str, Any] = field(repr=False)


def content_digest(page: models.Model) -> Digest:
    """Return the digest of a specific page, as it stands in memory."""
    return digests_of([page])[0]


def digests_of(pages: Sequence[models.Model]) -> list[Digest]:
    """Return the digests of several pages; their files cost one query per kind for all of them together."""
    # The first pass only finds out which files there are.
    wanted: dict[FileKey, str] = defaultdict(str)
    contents = [_content(page, wanted) for page in pages]
    if wanted:
        found = hashes_of(wanted)
        contents = [_content(page, found) for page in pages]
    return [digest_of({"version": VERSION, "content": content}) for content in contents]


def digest_of(payload: dict[str, Any]) -> Digest:
    """Return the digest of a payload, as it was made or as it was stored with a review."""
    blocks = tuple(
        BlockDigest(path, kind, _sha256(value)) for path, kind, value in entries(payload["content"])
    )
    return Digest(payload["version"], _sha256(payload), blocks, payload)


def entries(content: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Yield (path, kind, value) for each field, and for each block where a field is a stream."""
    for name, value in content.items():
        if _is_stream(value):
            for position, block in enumerate(value):
                yield f"{name}.{position}", block["type"], block.get("value")
        else:
            yield name, name, value


def _is_stream(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(item, dict) and "type" in item and item.keys() <= {"type", "value"} for item in value
    )


def _sha256(value: Any) -> str:
    return hashlib.sha256(canonical.encode(value)).hexdigest()


def _content(instance: models.Model, files: Hashes) -> dict[str, Any]:
    fields = clinical_fields(type(instance))
    return canonical.without_empty(
        {name: _field_value(instance, name, model_field, files) for name, model_field in fields.items()}
    )


def _field_value(instance: models.Model, name: str, source: Any, files: Hashes) -> Any:
    """Return the canonical value of one field of a page or of one of its child rows."""
    if isinstance(source, models.ManyToOneRel):
        return [_child(child, source.field.name, files) for child in getattr(instance, name).all()]
    if isinstance(source, ParentalManyToManyField):
        return sorted(related.pk for related in getattr(instance, name).all())
    value = getattr(instance, source.attname)
    if isinstance(source, StreamField):
        return _block_value(source.stream_block, source.stream_block.get_prep_value(value), files)
    if isinstance(source, models.ForeignKey) and (kind := kind_of_file(source.related_model)):
        return _file(kind, value, files)
    if isinstance(source, RichTextField):
        return rich_text(value or "", files)
    if isinstance(source, models.URLField):
        return address(value or "")
    return canonical.data(canonical.stored(get_field_value(source, instance)))


def _child(child: models.Model, parent_key: str, files: Hashes) -> dict[str, Any]:
    """The content of a child row, without its keys: they change when a page is copied or published."""
    content = _content(child, files)
    return {name: value for name, value in content.items() if name not in {parent_key, *KEYS_OF_A_ROW}}


def _file(kind: str, key: int | str | None, files: Hashes) -> Any:
    """A file counts by its bytes, not by its key or title."""
    return {NAMES[kind]: files[kind, str(key)]} if key else None


def _block_value(block: Block, raw: Any, files: Hashes) -> Any:
    """Return the canonical value of a block from the JSON in which it is stored."""
    for kind, convert in _BLOCKS:
        if isinstance(block, kind):
            return convert(block, raw, files)
    return canonical.data(canonical.stored(raw))


def _stream(block: StreamBlock, raw: Any, files: Hashes) -> list[dict[str, Any]]:
    items = []
    for item in raw or []:
        child = block.child_blocks.get(item["type"])
        if child is None:
            # A block whose type has left the code is still text that somebody signed.
            items.append({"type": item["type"], "value": canonical.data(canonical.stored(item["value"]))})
        elif counts(child):
            items.append({"type": item["type"], "value": _block_value(child, item["value"], files)})
    return [canonical.without_empty(item) for item in items]


def _chooser(block: ChooserBlock, raw: Any, files: Hashes) -> Any:
    kind = kind_of_file(block.model_class)
    return _file(kind, raw, files) if kind else canonical.data(canonical.stored(raw))


def _raw_html(source: str) -> str:
    """White space may be folded where browsers fold it, too."""
    return source if SPACES_COUNT.search(source) else canonical.text(source)


def _list(block: ListBlock, raw: Any, files: Hashes) -> list[Any]:
    if not counts(block.child_block):
        return []
    # Lists stored before Wagtail gave their items ids are bare values.
    bare = [item["value"] if isinstance(item, dict) and "type" in item else item for item in raw or []]
    return [_block_value(block.child_block, item, files) for item in bare]


def _struct(block: StructBlock, raw: Any, files: Hashes) -> dict[str, Any]:
    return canonical.without_empty(
        {
            name: _block_value(child, (raw or {}).get(name), files)
            for name, child in block.child_blocks.items()
            if counts(child)
        }
    )


def _table(block: BaseTypedTableBlock, raw: Any, files: Hashes) -> dict[str, Any]:
    columns = (raw or {}).get("columns", [])
    children = [block.child_blocks.get(column["type"]) for column in columns]
    rows = [
        [
            _block_value(child, cell, files) if child and counts(child) else None
            for child, cell in zip(children, row["values"], strict=False)
        ]
        for row in (raw or {}).get("rows", [])
    ]
    table = {
        "columns": canonical.data(columns),
        "rows": rows,
        "caption": canonical.data((raw or {}).get("caption")),
    }
    return canonical.without_empty(table)


# The first that fits counts: an embed is also an address, but its query says which film it is.
_BLOCKS: tuple[tuple[type[Block], Any], ...] = (
    (StreamBlock, _stream),
    (ListBlock, _list),
    (StructBlock, _struct),
    (BaseTypedTableBlock, _table),
    (RichTextBlock, lambda block, raw, files: rich_text(raw or "", files)),
    (RawHTMLBlock, lambda block, raw, files: _raw_html(raw or "")),
    (ChooserBlock, _chooser),
    (EmbedBlock, lambda block, raw, files: canonical.text(raw or "")),
    (URLBlock, lambda block, raw, files: address(raw or "")),
)
