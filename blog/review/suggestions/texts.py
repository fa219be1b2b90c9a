"""The texts of a page for which other words can be suggested: found by place, and put there."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.text import capfirst
from wagtail.blocks import Block, CharBlock, ListBlock, RichTextBlock, StreamBlock, StructBlock, TextBlock
from wagtail.fields import RichTextField, StreamField

from blog.review.classification import clinical_fields, counts

# Neither names of fields and parts nor ids of blocks hold one.
SEPARATOR = "/"
# Texts by their classes, but no addresses, which are made of characters, too.
NOT_WORDS = (models.URLField, models.EmailField, models.SlugField)


@dataclass(frozen=True)
class Text:
    """One text: where it stands, in which block of the review screen, what it is called, and how it is stored.

    `place` is the field's name; in a stream the id of the block follows, and the names and ids of the parts below it.
    """

    place: tuple[str, ...]
    path: str
    label: str
    value: str
    source: Any = field(repr=False)  # the model's field, or the block

    @property
    def key(self) -> str:
        """The place, as it stands in an address."""
        return SEPARATOR.join(self.place)

    @property
    def part(self) -> str:
        """What the text is called within its block."""
        return self.label.partition(": ")[2] or self.label

    @property
    def is_rich(self) -> bool:
        """Whether it is stored as HTML."""
        return isinstance(self.source, RichTextBlock | RichTextField)


def texts_of(page: models.Model) -> Iterator[Text]:
    """Yield every text of a page that a reviewer signs, as far as it consists of words."""
    for name, source in clinical_fields(type(page)).items():
        if isinstance(source, StreamField):
            yield from _in_stream_field(page, name, source)
        elif _has_words(source):
            label = capfirst(str(source.verbose_name))
            yield Text((name,), name, label, getattr(page, name) or "", source)


def key_to_place(key: str) -> tuple[str, ...]:
    """Return the place that stands in an address."""
    return tuple(key.split(SEPARATOR))


def text_at(page: models.Model, place: list[str] | tuple[str, ...]) -> Text | None:
    """Return the text at this place; None if there is none (any more)."""
    return next((text for text in texts_of(page) if text.place == tuple(place)), None)


def put(page: models.Model, text: Text, words: str) -> None:
    """Put these words in the place of the text, on the page in memory; ids of blocks stay."""
    name, *below = text.place
    if not below:
        setattr(page, name, words)
        return
    stream_block = clinical_fields(type(page))[name].stream_block
    raw = stream_block.get_prep_value(getattr(page, name))
    _put_below(raw, below, words)
    setattr(page, name, stream_block.to_python(raw))


def _put_below(raw: Any, place: list[str], words: str) -> None:
    step, *rest = place
    holder, key = (raw, step) if isinstance(raw, dict) else (_by_id(raw, step), "value")
    if rest:
        _put_below(holder[key], rest, words)
    else:
        holder[key] = words


def _by_id(items: list[dict[str, Any]], key: str) -> dict[str, Any]:
    return next(item for item in items if item["id"] == key)


def _has_words(source: Any) -> bool:
    return (
        isinstance(source, models.CharField | models.TextField)
        and not isinstance(source, NOT_WORDS)
        and not source.choices
    )


def _in_stream_field(page: models.Model, name: str, source: StreamField) -> Iterator[Text]:
    position = 0
    for item in source.stream_block.get_prep_value(getattr(page, name)):
        child = source.stream_block.child_blocks[item["type"]]
        if not counts(child):
            continue
        path = f"{name}.{position}"
        position += 1
        for place, label, value, block in _below(
            child, item["value"], (name, item["id"]), (str(child.label),)
        ):
            yield Text(place, path, ": ".join(label), value, block)


Found = tuple[tuple[str, ...], tuple[str, ...], str, Block]


def _below(block: Block, raw: Any, place: tuple[str, ...], label: tuple[str, ...]) -> Iterator[Found]:
    """Yield (place, label, value, block) of each text in the stored value of a block."""
    if isinstance(block, RichTextBlock | CharBlock | TextBlock):
        yield place, label, raw or "", block
    elif isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            if counts(child):
                yield from _below(child, (raw or {}).get(name), (*place, name), (*label, str(child.label)))
    elif isinstance(block, ListBlock | StreamBlock):
        for number, item in enumerate(raw or [], 1):
            child = block.child_block if isinstance(block, ListBlock) else block.child_blocks[item["type"]]
            if counts(child):
                yield from _below(child, item["value"], (*place, item["id"]), (*label, str(number)))
