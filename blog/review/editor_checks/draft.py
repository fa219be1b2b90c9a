"""A draft as the checks read it: the page, its policy, and its text piece by piece with the place of each piece."""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, wraps
from typing import Any, TypeVar

from django.db import models
from django.utils.html import strip_tags
from wagtail.blocks import Block, CharBlock, ListBlock, RichTextBlock, StreamBlock, StructBlock, TextBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import AbstractPage

from blog.review.classification import clinical_fields, counts
from blog.review.clock import day_of
from blog.review.models import ReviewPolicy
from blog.review.policy import policy_for

# Where one line ends and the next begins: sentences do not run on from one item of a list to the next.
LINE_END = re.compile(r"<br\s*/?>|<hr\s*/?>|</(?:p|li|h[1-6]|blockquote|td|th|tr)\s*>", re.IGNORECASE)


@dataclass(frozen=True)
class Passage:
    """A piece of text: the field, the ids and names of blocks inside it, the types of these blocks, a label.

    `kinds` are the block types from the outside in, e.g. ("care_card", "title"); () for a plain field.
    """

    field: str
    path: tuple[str, ...]
    kinds: tuple[str, ...]
    label: str
    text: str

    @property
    def lines(self) -> list[str]:
        """The text line by line, without empty ones."""
        return [line for each in self.text.split("\n") if (line := " ".join(each.split()))]


class Draft:
    """One page on the editor's table at a moment; each part is read once, when it is asked for."""

    def __init__(self, page: AbstractPage, now: datetime) -> None:
        self.page, self.now = page, now
        self.known: dict[str, Any] = {}

    @property
    def today(self) -> date:
        """The day where the site is."""
        return day_of(self.now)

    @cached_property
    def policy(self) -> ReviewPolicy:
        """The review policy of the page."""
        return policy_for(self.page)

    @cached_property
    def language(self) -> str:
        """The language of the text, without the country: "en", "de"."""
        return self.page.locale.language_code.partition("-")[0].lower()

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All text that a reviewer signs, in the order of the fields."""
        return tuple(passages_of(self.page))


Answer = TypeVar("Answer")


def once(function: Callable[[Draft], Answer]) -> Callable[[Draft], Answer]:
    """Decorate what several checks ask of a draft, so that it is found out once."""

    @wraps(function)
    def remembered(draft: Draft) -> Answer:
        key = f"{function.__module__}.{function.__qualname__}"
        if key not in draft.known:
            draft.known[key] = function(draft)
        return draft.known[key]

    return remembered


def passages_of(page: models.Model) -> Iterator[Passage]:
    """Yield the text of all clinical fields and blocks that hold words; empty ones are left out."""
    for name, field in clinical_fields(type(page)).items():
        if isinstance(field, StreamField):
            label = str(field.verbose_name)
            stream = getattr(page, name)
            yield from _in_block(field.stream_block, stream, Passage(name, (), (), label, ""))
        elif isinstance(field, models.CharField | models.TextField) and not field.choices:
            value = str(getattr(page, name) or "")
            text = plain_text(value) if isinstance(field, RichTextField) else value
            yield from _passage(Passage(name, (), (), str(field.verbose_name), text))


def plain_text(markup: str) -> str:
    """Return the text of HTML with one line per paragraph or item of a list."""
    return html.unescape(strip_tags(LINE_END.sub("\n", markup)))


def _passage(passage: Passage) -> Iterator[Passage]:
    if passage.text.strip():
        yield passage


def _in_block(block: Block, value: Any, at: Passage) -> Iterator[Passage]:
    if not counts(block) or value is None:
        return
    if isinstance(block, StreamBlock):
        for child in value:
            yield from _in_block(
                child.block, child.value, _inside(at, child.id, child.block, child.block_type)
            )
    elif isinstance(block, ListBlock):
        for item in value.bound_blocks:
            yield from _in_block(block.child_block, item.value, _inside(at, item.id))
    elif isinstance(block, StructBlock) and hasattr(value, "get"):  # the value of an ImageBlock is a picture
        for name, child in block.child_blocks.items():
            yield from _in_block(child, value.get(name), _inside(at, name, child, name))
    else:
        text = "\n".join(_words(block, value))
        yield from _passage(Passage(at.field, at.path, at.kinds, at.label, text))


def _words(block: Block, value: Any) -> list[str]:
    if isinstance(block, RichTextBlock):
        return [plain_text(value.source)]
    if isinstance(block, CharBlock | TextBlock):
        return [str(value)]
    return [str(text) for text in block.get_searchable_content(value)]


def _inside(at: Passage, step: str | None, block: Block | None = None, kind: str = "") -> Passage:
    """Return the place one step further in; a block that was never saved has no id, so the way ends there."""
    path = (*at.path, step) if step else at.path
    label = f"{at.label} › {block.label}" if block is not None else at.label  # noqa: RUF001
    return Passage(at.field, path, (*at.kinds, kind) if kind else at.kinds, label, "")
