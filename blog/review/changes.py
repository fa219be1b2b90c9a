"""What changed between two signed texts, block by block, in a form that people can read."""

import difflib
import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from blog.review.digest import entries
from blog.review.marking import Marker

SAME, NEW, CHANGED, REMOVED = "same", "new", "changed", "removed"

# What stands for an image file: the beginning of its hash.
HASH_LETTERS = 12

RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


def _shifted(characters: dict[int, int], sign: str) -> Callable[[re.Match[str]], str]:
    """Return what to write for raised or lowered text: its own characters where all of them exist."""

    def write(match: re.Match[str]) -> str:
        whole = all(ord(letter) in characters for letter in match[1])
        return match[1].translate(characters) if whole else f"{sign}({match[1]})"

    return write


# What markup says that bare words do not: shown in words, so that no signed difference is invisible.
READABLE: tuple[tuple[re.Pattern[str], Any], ...] = (
    (re.compile(r"<sup>(.*?)</sup>", re.S), _shifted(RAISED, "^")),
    (re.compile(r"<sub>(.*?)</sub>", re.S), _shifted(LOWERED, "_")),
    (re.compile(r"<(?:s|del)>(.*?)</(?:s|del)>", re.S), r"[struck out: \1]"),
    (re.compile(r'<a href="([^"]*)">(.*?)</a>', re.S), r"\2 [\1]"),
    (re.compile(r'<a document="([^"]{,12})[^>]*>(.*?)</a>', re.S), r"\2 [document file \1]"),
    (re.compile(r'<a id="([^"]*)" linktype="page">(.*?)</a>', re.S), r"\2 [page \1]"),
    (
        re.compile(r'<embed alt="([^"]*)" embedtype="image" image="([^"]{0,12})[^"]*">'),
        r"[picture: \1] [picture file \2]",
    ),
    (re.compile(r"<li>"), "\n• "),
    (re.compile(r"</?(?:p|h[1-6]|ul|ol|br|hr|blockquote|tr)\b[^>]*>"), "\n"),
    (re.compile(r"</?[a-z][^<>]*>"), ""),
)


@dataclass(frozen=True)
class BlockChange:
    """One field or block: where it stands now, what happened to it, and its text with the differences marked."""

    path: str
    label: str
    state: str
    text: SafeString

    @property
    def excerpt(self) -> SafeString:
        """The differences with a few words around each; of a block without any, its first words."""
        return excerpt_of(self.text)


def changes_between(
    before: dict[str, Any] | None,
    after: dict[str, Any],
    labels: Mapping[str, str] | None = None,
    mark: Marker | None = None,
) -> list[BlockChange]:
    """Compare two contents (`payload["content"]`); without an earlier one, every block is new.

    `labels` says what fields and blocks are called, where their names alone are not what editors know them by.
    `mark` marks the differences; several comparisons on one screen share one, and with it the time they may cost.
    """
    if before is None:
        found = [BlockChange(path, kind, NEW, plain(value)) for path, kind, value in entries(after)]
    else:
        found = _compared(before, after, mark or Marker())
    known = labels or {}
    return [replace(change, label=known.get(change.label) or label_of(change.label)) for change in found]


def _compared(before: dict[str, Any], after: dict[str, Any], mark: Marker) -> list[BlockChange]:
    """Compare field by field; the label of each change is still the name of the field or block."""
    found: list[BlockChange] = []
    for name in [*after, *(name for name in before if name not in after)]:
        old, new = (
            list(entries({name: content[name]} if name in content else {})) for content in (before, after)
        )
        found += _aligned(old, new, mark)
    return found


def label_of(kind: str) -> str:
    """A field's or block's name as people write it."""
    return capfirst(kind.replace("_", " "))


def readable(value: Any) -> str:
    """Return the text of a canonical value, with everything that is signed in it."""
    if isinstance(value, dict):
        if value.keys() == {"html"}:
            return _from_html(value["html"])
        if len(value) == 1 and (kind := next(iter(value))) in ("picture", "document"):
            return f"[{kind} file {value[kind][:HASH_LETTERS]}]"
        if len(value) == 1:
            return "".join(readable(item) for item in value.values())
        return "\n".join(
            f"{label_of(name)}: {_below(readable(item))}" for name, item in sorted(value.items())
        )
    if isinstance(value, list):
        return _rows(value) if _is_table(value) else "\n".join(f"• {readable(item)}" for item in value)
    return "" if value is None else str(value)


def _is_table(value: list[Any]) -> bool:
    return bool(value) and all(isinstance(item, list) for item in value)


def _rows(value: list[list[Any]]) -> str:
    """A table, row by row, with a bar between the cells."""
    return "\n".join(" | ".join(readable(cell) for cell in row) for row in value)


def _below(text: str) -> str:
    """Text of several lines begins on a line of its own."""
    return f"\n{text}" if "\n" in text else text


def plain(value: Any) -> SafeString:
    """Return the readable text, escaped."""
    return format_html("{}", readable(value))


def _from_html(source: str) -> str:
    for pattern, replacement in READABLE:
        source = pattern.sub(replacement, source)
    lines = (line.strip() for line in html.unescape(source).splitlines())
    return "\n".join(line for line in lines if line)


def _aligned(
    old: list[tuple[str, str, Any]], new: list[tuple[str, str, Any]], mark: Marker
) -> Iterator[BlockChange]:
    """Pair the blocks of one field: those that are equal first, what lies between them in order."""
    was, now = ([repr((kind, value)) for _path, kind, value in blocks] for blocks in (old, new))
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag == "equal":
            for path, kind, value in new[j1:j2]:
                yield BlockChange(path, kind, SAME, plain(value))
            continue
        pairs = min(i2 - i1, j2 - j1)
        for (_path, _kind, signed), (path, kind, value) in zip(
            old[i1 : i1 + pairs], new[j1 : j1 + pairs], strict=True
        ):
            yield BlockChange(path, kind, CHANGED, mark(readable(signed), readable(value)))
        for path, kind, value in old[i1 + pairs : i2]:
            yield BlockChange(path, kind, REMOVED, mark(readable(value), ""))
        for path, kind, value in new[j1 + pairs : j2]:
            yield BlockChange(path, kind, NEW, plain(value))


WORDS_AROUND = 12
DIFFERENCE = re.compile(r"(<(ins|del)>.*?</\2>)", re.S)


def excerpt_of(text: SafeString) -> SafeString:
    """Shorten what `marked` returned: long stretches without a difference give way to an ellipsis."""
    # Of each difference the pattern finds itself and its tag.
    pieces = [piece for number, piece in enumerate(DIFFERENCE.split(text)) if number % 3 != 2]
    last = len(pieces) - 1
    return SafeString(
        "".join(
            piece
            if number % 2
            else _shortened(piece, at_start=number == 0 and last > 0, at_end=number == last)
            for number, piece in enumerate(pieces)
        )
    )


def _shortened(piece: str, *, at_start: bool, at_end: bool) -> str:
    """Keep the words beside a difference. The text is escaped already and no entity holds a space."""
    words = re.findall(r"\s*\S+\s*", piece)
    head, tail = (0 if at_start else WORDS_AROUND), (0 if at_end else WORDS_AROUND)
    if len(words) <= head + tail:
        return piece
    return "".join(words[:head]) + " … " + "".join(words[len(words) - tail :])
