"""What may be deleted at any hour without a signature: whole blocks, paragraphs, list items and rows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from blog.review.digest import entries
from blog.review.minor_edits.leaves import REFERENCES
from blog.review.minor_edits.tokens import TAG

# Cells of a row belong together: without one, all that follow would stand under another heading.
WHOLE = {"header", "columns", "values"}
VOID = {"br", "hr", "embed", "img"}
LISTS = re.compile(r"<(?:ul|ol)>")
# In a text, only these are blocks; a word or a link inside a paragraph is none.
BLOCK = re.compile(r"<(?:p|ul|ol|li|h[1-6]|table|blockquote|hr|embed|figure|dl|pre|div)\b")


class NotADeletion(ValueError):  # noqa: N818  the name says what is wrong
    """The later text is not the earlier one with something left out; `where` names the place."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


@dataclass(frozen=True)
class Deletion:
    """What was left out of one place: the path to the list or text, the positions there, the values."""

    path: tuple[str, ...]
    positions: tuple[int, ...]
    values: tuple[Any, ...]


def deletions_between(before: dict[str, Any], after: dict[str, Any]) -> list[Deletion]:
    """Return what `after` leaves out of `before` (contents). Raises NotADeletion if it differs otherwise."""
    found: list[Deletion] = []
    for name in before.keys() | after.keys():
        _compare(before.get(name), after.get(name), (name,), found)
    return found


def without(content: dict[str, Any], deletions: list[Deletion]) -> dict[str, Any]:
    """Return the content with the same places left out, as far as it has them."""
    for deletion in sorted(deletions, key=lambda row: -len(row.path)):
        content = _without(content, deletion.path, set(deletion.positions))
    return content


def deleted_kinds(before: dict[str, Any], deletions: list[Deletion]) -> list[str]:
    """Return the names of the blocks, fields or pieces of text that were deleted."""
    kinds = {path: kind for path, kind, _value in entries(before)}
    named = []
    for deletion in deletions:
        where = ".".join(deletion.path)
        named += [
            kinds.get(f"{where}.{position}", _name_of(deletion.path)) for position in deletion.positions
        ]
    return named


def _name_of(path: tuple[str, ...]) -> str:
    """Return the last name on the way to a place that is not a block of its own."""
    return next(name for name in reversed(path) if not (name.isdigit() or name in ("html", "value")))


def _compare(before: Any, after: Any, path: tuple[str, ...], found: list[Deletion]) -> None:
    if before == after:
        return
    if isinstance(before, list) and (after is None or isinstance(after, list)) and _may_shrink(before, path):
        _compare_lists(before, after or [], path, found)
    elif isinstance(before, Mapping) and isinstance(after, Mapping):
        _compare_mappings(before, after, path, found)
    else:
        raise NotADeletion(path[0])


def _may_shrink(values: list, path: tuple[str, ...]) -> bool:
    named = {name for name in path if not name.isdigit()}
    in_row = path[-1].isdigit() and not isinstance(values[0], Mapping)
    numbers = any(isinstance(value, int) for value in values)
    return not (named & (WHOLE | REFERENCES) or in_row or numbers)


def _compare_mappings(before: Mapping, after: Mapping, path: tuple[str, ...], found: list[Deletion]) -> None:
    if before.keys() == after.keys() == {"html"}:
        _compare_lists(pieces(before["html"]), pieces(after["html"]), (*path, "html"), found)
        return
    if not after.keys() <= before.keys():
        raise NotADeletion(path[0])
    for name in before:
        _compare(before[name], after.get(name), (*path, name), found)


def _compare_lists(before: list, after: list, path: tuple[str, ...], found: list[Deletion]) -> None:
    """Match in order: an item stands for the next one that is equal, or that it is a part of."""
    gone: list[int] = []
    inner: list[Deletion] = []
    position = 0
    for item in after:
        while position < len(before) and not _stands_for(
            before[position], item, (*path, str(position)), inner
        ):
            gone.append(position)
            position += 1
        if position == len(before):
            raise NotADeletion(path[0])
        position += 1
    gone += range(position, len(before))
    if "html" in path and not all(BLOCK.match(before[i]) for i in gone):
        raise NotADeletion(path[0])
    found += inner
    if gone:
        found.append(Deletion(path, tuple(gone), tuple(before[i] for i in gone)))


def _stands_for(before: Any, after: Any, path: tuple[str, ...], found: list[Deletion]) -> bool:
    inner: list[Deletion] = []
    if isinstance(before, str) and isinstance(after, str) and before != after:
        return _list_stands_for(before, after, path, found)
    try:
        _compare(before, after, path, inner)
    except NotADeletion:
        return False
    found += inner
    return True


def _list_stands_for(before: str, after: str, path: tuple[str, ...], found: list[Deletion]) -> bool:
    """In HTML: a list with fewer items stands for the same list."""
    opening = LISTS.match(before)
    if not ("html" in path and opening and after.startswith(opening[0])):
        return False
    closing = opening[0].replace("<", "</")
    inner: list[Deletion] = []
    bodies = [text.removeprefix(opening[0]).removesuffix(closing) for text in (before, after)]
    try:
        _compare_lists(pieces(bodies[0]), pieces(bodies[1]), path, inner)
    except NotADeletion:
        return False
    found += inner
    return bool(bodies[1])


def pieces(source: str) -> list[str]:
    """Return the elements at the top of canonical HTML, and the text between them."""
    found: list[str] = []
    depth = start = 0
    for tag in TAG.finditer(source):
        name = re.split(r"[\s>]", tag[0].strip("</>"), maxsplit=1)[0]
        if depth == 0 and not tag[0].startswith("</"):
            found.append(source[start : tag.start()])
            start = tag.start()
        if name not in VOID:
            depth += -1 if tag[0].startswith("</") else 1
        if depth <= 0:
            found.append(source[start : tag.end()])
            start, depth = tag.end(), 0
    return [piece for piece in [*found, source[start:]] if piece]


def _without(value: Any, path: tuple[str, ...], positions: set[int]) -> Any:
    if isinstance(value, str):
        return _without_pieces(value, path, positions)
    if not path:
        return [item for position, item in enumerate(value) if position not in positions]
    if isinstance(value, list):
        index = int(path[0])
        if index >= len(value):
            return value
        return [*value[:index], _without(value[index], path[1:], positions), *value[index + 1 :]]
    return {
        name: _without(item, path[1:], positions) if name == path[0] else item
        for name, item in value.items()
        if not (name == path[0] and _is_emptied(item, path, positions))
    }


def _is_emptied(item: Any, path: tuple[str, ...], positions: set[int]) -> bool:
    """A list without items is not written at all."""
    return len(path) == 1 and isinstance(item, list) and len(positions) == len(item)


def _without_pieces(source: str, path: tuple[str, ...], positions: set[int]) -> str:
    parts = pieces(source)
    if path:
        index = int(path[0])
        opening = LISTS.match(parts[index]) if index < len(parts) else None
        if opening is None:
            return source
        closing = opening[0].replace("<", "</")
        body = parts[index].removeprefix(opening[0]).removesuffix(closing)
        parts[index] = opening[0] + _without_pieces(body, path[1:], positions) + closing
        return "".join(parts)
    return "".join(part for position, part in enumerate(parts) if position not in positions)
