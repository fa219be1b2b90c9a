"""The texts that a page is made of, whatever its fields and blocks, each with a way to write it back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from html import escape, unescape
from typing import Any

from django.db import models
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import AbstractPage, DefaultBasePageMixin
from wagtail.rich_text import RichText

from disclosures.models import DisclosurePageMixin

# Wagtail's own fields hold no article, and what is told in ours is no handwritten notice.
NO_ARTICLE = frozenset(
    field.name
    for model in (AbstractPage, DefaultBasePageMixin, DisclosurePageMixin)
    for field in model._meta.get_fields()
)
# Values that say how a block looks, or head it: where nothing else is left of it, it is empty.
LOOKS = (blocks.ChoiceBlock, blocks.BooleanBlock, blocks.CharBlock)
Write = Callable[[Any], None]


@dataclass
class Piece:
    """One text: `html` may be changed, `save` writes it back. `block` is its place in a StreamField.

    A short one (a heading) holds no notice by itself.
    """

    html: str
    write: Write
    block: int = 0
    is_plain: bool = False
    is_rich: bool = False
    is_short: bool = False

    def save(self) -> None:
        """Write the changed text to where it came from."""
        text = unescape(self.html) if self.is_plain else self.html
        self.write(RichText(text) if self.is_rich else text)


def article_fields(page: models.Model) -> list[models.Field]:
    """Return the fields of a page that may hold a part of its article."""
    return [
        field
        for field in page._meta.concrete_fields
        if isinstance(field, models.TextField | StreamField) and field.name not in NO_ARTICLE
    ]


def pieces_of(page: models.Model, field: models.Field) -> list[Piece]:
    """Return the texts of one field in the order in which readers meet them."""
    value = getattr(page, field.name)
    if isinstance(field, StreamField):
        return [piece for place, child in enumerate(value) for piece in _pieces(child, place)]
    return [Piece(value or "", partial(setattr, page, field.name))]


def drop_empty_blocks(page: models.Model, field: models.Field, changed: list[Piece]) -> None:
    """Take out the blocks of a StreamField of which nothing is left after these texts were changed."""
    if not isinstance(field, StreamField):
        return
    stream = getattr(page, field.name)
    for place in sorted({piece.block for piece in changed}, reverse=True):
        pieces = [piece for piece in _pieces(stream[place], place) if piece.html.strip()]
        if not pieces and not any(_is_seen(leaf, value) for leaf, value, _write in _leaves_of(stream[place])):
            del stream[place]


def _is_seen(block: blocks.Block, value: Any) -> bool:
    return bool(value.source if isinstance(value, RichText) else value) and not isinstance(block, LOOKS)


def _pieces(child: Any, place: int) -> Iterator[Piece]:
    leaves = list(_leaves_of(child))
    is_heading = all(isinstance(leaf, LOOKS) for leaf, *_others in leaves)
    for leaf, text, write in leaves[:1] if is_heading else leaves:
        if isinstance(text, RichText):
            yield Piece(text.source, write, place, is_rich=True)
        elif isinstance(leaf, blocks.RawHTMLBlock):
            yield Piece(text or "", write, place)
        elif isinstance(leaf, blocks.TextBlock) or (is_heading and isinstance(leaf, blocks.CharBlock)):
            yield Piece(escape(text or "", quote=False), write, place, is_plain=True, is_short=is_heading)


def _leaves_of(child: Any) -> Iterator[tuple[blocks.Block, Any, Write]]:
    """Give the values of a block that hold no others, each with the function that changes it."""
    yield from _leaves(child.block, child.value, partial(setattr, child, "value"))


def _leaves(block: blocks.Block, value: Any, write: Write) -> Iterator[tuple[blocks.Block, Any, Write]]:
    if isinstance(block, blocks.StructBlock):
        for name, inner in block.child_blocks.items():
            yield from _leaves(inner, value.get(name), partial(value.__setitem__, name))
    elif isinstance(block, blocks.StreamBlock | blocks.ListBlock):
        for child in value if isinstance(block, blocks.StreamBlock) else value.bound_blocks:
            yield from _leaves_of(child)
    else:
        yield block, value, write
