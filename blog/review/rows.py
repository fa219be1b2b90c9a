"""The rows of the review screen: each block, what happened to it, and the texts in it that can be worded better."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Model
from django.utils.safestring import SafeString

from blog.review.changes import REMOVED, SAME, BlockChange
from blog.review.desk import Desk
from blog.review.marking import PICTURE_FILE
from blog.review.suggestions.texts import Text, texts_of
from blog.review.thumbnails import images_by_mark, with_thumbnails


@dataclass(frozen=True)
class Row:
    """One block: `number` is its place in the text, None if it is no longer there."""

    block: BlockChange
    text: SafeString
    number: int | None
    texts: list[Text]

    @property
    def anchor(self) -> str:
        """The name by which links lead to it; a removed block must not bear that of the one in its place."""
        return f"removed-{self.block.path}" if self.number is None else f"block-{self.block.path}"


def rows_of(desk: Desk) -> tuple[list[Row], list[Row]]:
    """Return what the reviewer has not signed before, and the rest; each in the order of the text."""
    texts: dict[str, list[Text]] = defaultdict(list)
    if desk.asked_person is not None:
        for text in texts_of(desk.page):
            texts[text.path].append(text)
    images = _images(desk)
    changed, unchanged, number = [], [], 0
    for block in desk.blocks:
        is_there = block.state != REMOVED
        number += is_there
        shown = with_thumbnails(block.text, images)
        row = Row(block, shown, number if is_there else None, texts[block.path] if is_there else [])
        (unchanged if block.state == SAME else changed).append(row)
    return changed, unchanged


def _images(desk: Desk) -> dict[str, Model]:
    """The images of the draft and of the page as it was saved last, where the one before a change mostly is."""
    if not any(PICTURE_FILE.search(block.text) for block in desk.blocks):
        return {}
    return images_by_mark(desk.page, type(desk.page)._default_manager.get(pk=desk.page.pk))
