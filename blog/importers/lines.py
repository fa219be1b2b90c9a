"""Read the lines of a plain text as parts: paragraphs, wrapped or not, and lists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

WRAP_WIDTHS = range(50, 101)  # lines that a person or a mail program broke are about this long
LONG_LINE = 100  # a longer one is a paragraph by itself

_BULLET = re.compile(r"(?P<sign>[-*+•·▪‣◦●○■□➢➤✓✔»\u2013\u2014]|o(?=\t))\s+(?=.*\w)")
_NUMBER = re.compile(r"(?P<sign>(?P<number>\d{1,2})[.)])\s+(?=\S)")
_SPACES = re.compile(r"[^\S\u00a0]+")  # a space that does not break stays
_UNSURE_BULLETS = {"\u2013", "\u2014", "o", "+", "»"}  # one alone is a dash of speech or a word


@dataclass
class Line:
    """A paragraph or an item of a list: its words, and the sign before them."""

    words: str
    sign: str = ""

    @property
    def text(self) -> str:
        """The line as it was typed."""
        return f"{self.sign} {self.words}" if self.sign else self.words


@dataclass
class Part:
    """Lines that belong together; `tag` is "p", "ul" or "ol"."""

    tag: str
    lines: list[Line] = field(default_factory=list)


def parts_of(text: str) -> list[Part]:
    """Return the parts of a text whose line ends are \\n; blank lines part paragraphs, but not items of a list."""
    parts = [part for chunk in re.split(r"\n\s*\n", text) for part in _parts_of_chunk(chunk)]
    joined: list[Part] = []
    for part in parts:
        if joined and part.tag != "p" and joined[-1].tag == part.tag:
            joined[-1].lines += part.lines
        else:
            joined.append(part)
    return [part if _is_certain(part) else Part("p", part.lines) for part in joined]


def _parts_of_chunk(chunk: str) -> Iterator[Part]:
    lines = list(_unwrapped([line for line in chunk.split("\n") if line.strip()]))
    for tag, group in groupby(lines, key=_tag):
        yield Part(tag, list(group))


def _tag(line: Line) -> str:
    if not line.sign:
        return "p"
    return "ol" if line.sign[0].isdigit() else "ul"


def _is_certain(part: Part) -> bool:
    """Whether the lines of a part make a list: a numbered one counts from 1, an unsure sign does not stand alone."""
    if part.tag == "ol":
        numbers = [int(line.sign[:-1]) for line in part.lines]
        return len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))
    return part.tag == "p" or len(part.lines) > 1 or part.lines[0].sign not in _UNSURE_BULLETS


def _unwrapped(lines: list[str]) -> Iterator[Line]:
    """Join the lines that were broken at a fixed width."""
    width = max((len(line.strip()) for line in lines), default=0)
    current: Line | None = None
    for place, raw in enumerate(lines):
        line = _line(raw)
        goes_on = current and not line.sign and _continues(lines[place - 1], raw, width, current, len(lines))
        if current and goes_on:
            current.words += f" {line.words}"
            continue
        if current:
            yield current
        current = line
    if current:
        yield current


def _line(raw: str) -> Line:
    found = _BULLET.match(raw.strip()) or _NUMBER.match(raw.strip())
    words = raw.strip()[found.end() :] if found else raw
    return Line(_SPACES.sub(" ", words).strip(), found["sign"] if found else "")


def _continues(previous: str, raw: str, width: int, current: Line, count: int) -> bool:
    """Whether a line goes on with the one before: indented below an item, in the middle of a sentence, or wrapped."""
    words = raw.split()
    if current.sign and raw[0].isspace():
        return True
    ends = previous.rstrip()[-1] in ".?!:"
    if width not in WRAP_WIDTHS or (ends and count == 2):
        return False
    was_full = len(previous.strip()) + 1 + len(words[0]) > width
    return was_full or (words[0][0].islower() and not ends)
