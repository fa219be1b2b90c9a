"""Recognise the disclosure that a blogger wrote by hand at the top or the end of an article."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from disclosures.legacy_wording import (
    Wording,
    begins_with_label,
    is_label,
    is_notice,
    may_hold_notice,
    wording_of,
)

MAX_WORDS = 90  # "at most about 80 words": longer texts are a policy, not a notice
FIRST_BLOCKS, LAST_BLOCKS = (
    4,
    6,
)  # above the notice: title, byline, date; below it: prompts, a word about the author
WINDOW = 12_000  # characters at either end; keeps a hostile page of megabytes cheap
WRAP_WIDTH = 100  # nobody wraps lines by hand at more


@dataclass(frozen=True, slots=True)
class LegacyNotice:
    """A hand-written notice: what the reader reads, and where it stands in the text that was searched."""

    text: str
    start: int
    end: int


def find(text: str) -> LegacyNotice | None:
    """Return the first hand-written disclosure near the edges of `text` (plain text or HTML), or None.

    `text[start:end]` is the notice, with the tags that hold nothing else. `.text` is the very same in plain text,
    and what the reader reads in HTML. Never raises; takes no longer for a longer text.
    """
    head = _blocks(text, 0, min(WINDOW, len(text)))
    tail = _blocks(text, len(text) - WINDOW, len(text))[1:] if len(text) > WINDOW else head
    candidates = [(head, place) for place in range(len(head))[:FIRST_BLOCKS]]
    candidates += [(tail, place) for place in reversed(range(len(tail))[-LAST_BLOCKS:])]
    for blocks, place in candidates:
        if span := _notice_in(text, blocks[place]):
            return _as_notice(text, _with_neighbours(text, blocks, place, span))
    return None


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph, heading or line: its place, its place with the tags that hold nothing else, and its words."""

    start: int
    end: int
    outer: tuple[int, int]
    readable: str


def _blocks(text: str, start: int, end: int) -> list[_Block]:
    """Cut at block tags, comments and blank lines and, outside HTML, at lines that were not wrapped by hand."""
    cuts = list(_SEPARATOR.finditer(text, start, end))
    starts = [start, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), end]
    has_tags = any(cut["name"] for cut in cuts)
    blocks = []
    for place, span in enumerate(zip(starts, ends, strict=True)):
        for first, last in (span,) if has_tags else _lines(text, *span):
            readable = _readable(text[first:last])
            if readable:
                outer = (
                    _held_by(text, cuts, place, (first, last)) if has_tags else _stripped(text, first, last)
                )
                blocks.append(_Block(first, last, outer, readable))
    return blocks


def _held_by(text: str, cuts: list[re.Match], after: int, span: tuple[int, int]) -> tuple[int, int]:
    """Widen `span`, which stands before the cut `after`, over the tags that hold it and nothing else."""
    start, end = _stripped(text, *span)
    before = after - 1
    while before >= 0 and after < len(cuts):
        opening, closing = cuts[before], cuts[after]
        is_pair = (
            opening["name"]
            and not opening["slash"]
            and closing["slash"]
            and opening["name"] == closing["name"]
        )
        if not is_pair or text[opening.end() : start].strip() or text[end : closing.start()].strip():
            break
        start, end = opening.start(), closing.end()
        before, after = before - 1, after + 1
    return start, end


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the lines between two places; lines that were wrapped at a fixed width come as one."""
    lines = [found.span() for found in _LINE.finditer(text, start, end)]
    width = max((last - first for first, last in lines), default=0)
    joined: list[tuple[int, int]] = []
    previous = 0
    for first, last in lines:
        word = text[first:last].split(maxsplit=1)[0]
        is_full = previous + 1 + len(word) > width
        if joined and width <= WRAP_WIDTH and (is_full or word[0].islower()):
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
        previous = last - first
    return iter(joined)


def _notice_in(text: str, block: _Block) -> tuple[int, int] | None:
    """Return the place of the notice that is this block, or stands at its beginning or end."""
    if not may_hold_notice(block.readable):
        return None
    sentences = [found.span() for found in _SENTENCE.finditer(block.readable)]
    if not any(is_notice(block.readable[start:end]) for start, end in sentences):
        return None
    kinds = [wording_of(block.readable[start:end]) for start, end in sentences]
    if begins_with_label(block.readable) and len(block.readable.split()) <= MAX_WORDS:
        kinds = [Wording.COMPANY if kind is Wording.OTHER else kind for kind in kinds]
    run = _run_at_edge(kinds)
    if run is None:
        return None
    start, end = sentences[run[0]][0], sentences[run[1] - 1][1]
    if len(block.readable[start:end].split()) > MAX_WORDS:
        return None
    return block.outer if run == (0, len(kinds)) else _place_in_source(text, block, start, end)


def _run_at_edge(kinds: list[Wording]) -> tuple[int, int] | None:
    """Return which sentences are the notice: all, or a run at the beginning or the end that holds nothing else."""
    foreign = [place for place, kind in enumerate(kinds) if kind in {Wording.OTHER, Wording.MEDICAL}]
    if not foreign:
        return 0, len(kinds)
    notices = [place for place, kind in enumerate(kinds) if kind is Wording.NOTICE]
    if notices[0] < foreign[0]:
        return 0, max(place for place in notices if place < foreign[0]) + 1
    if notices[-1] > foreign[-1]:
        return min(place for place in notices if place > foreign[-1]), len(kinds)
    return None


def _place_in_source(text: str, block: _Block, start: int, end: int) -> tuple[int, int] | None:
    """Return where these letters of the block stand in the text, with whole pairs of tags only."""
    places = [
        place for token in _TOKEN.finditer(text, block.start, block.end) for place in _letter_places(token)
    ]
    # Between words the readable text has exactly one space, whatever the source has: count letters alone.
    letters = [place for place in places if not unescape(text[place[0] : place[1]]).isspace()]
    first = sum(not letter.isspace() for letter in block.readable[:start])
    last = first + sum(not letter.isspace() for letter in block.readable[start:end]) - 1
    found = letters[first][0], letters[last][1]
    return _balanced(text, block, *found)


def _letter_places(token: re.Match) -> Iterator[tuple[int, int]]:
    """Give the place of each letter that a token shows: none for a tag, one for an entity."""
    if token["tag"]:
        return
    if token["entity"]:
        yield token.span()
        return
    yield from ((place, place + 1) for place in range(*token.span()))


def _balanced(text: str, block: _Block, start: int, end: int) -> tuple[int, int] | None:
    """Widen over the tags around until each pair is inside or outside; None where no cut is clean."""
    while True:
        tags = _INLINE_TAG.findall(text, start, end)
        closed = sum(1 for slash in tags if slash)
        if 2 * closed == len(tags):
            return start, end
        around = (
            _TAG_BEFORE.search(text, block.start, start)
            if 2 * closed > len(tags)
            else _TAG_AFTER.match(text, end, block.end)
        )
        if around is None:
            return None
        start, end = min(start, around.start()), max(end, around.end())


def _with_neighbours(text: str, blocks: list[_Block], place: int, span: tuple[int, int]) -> tuple[int, int]:
    """Take in the "Affiliate disclosure" above a notice, and a second paragraph of it."""
    if span != blocks[place].outer:
        return span
    start, end = span
    words = len(blocks[place].readable.split())
    for follower in blocks[place + 1 :]:
        words += len(follower.readable.split())
        if words > MAX_WORDS or _notice_in(text, follower) != follower.outer:
            break
        end = follower.outer[1]
    if place and is_label(blocks[place - 1].readable):
        start = blocks[place - 1].outer[0]
    return start, end


def _as_notice(text: str, span: tuple[int, int]) -> LegacyNotice:
    source = text[slice(*span)]
    return LegacyNotice(readable_text(source) if _TAG.search(source) else source, *span)


def readable_text(html: str) -> str:
    """Return what a reader reads of a piece of HTML, with one space between words and between paragraphs."""
    return _readable(_SEPARATOR.sub(" ", html))


def _readable(source: str) -> str:
    """Return what a reader reads, with one space between words."""
    return " ".join(unescape(_TAG.sub("", source)).split())


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    source = text[start:end]
    return start + len(source) - len(source.lstrip()), end - len(source) + len(source.rstrip())


# Names of block tags; two <br> in a row part paragraphs too. Lengths are bounded so that no input is slow.
_SEPARATOR = re.compile(
    r"(?i)<(?P<slash>/)?(?P<name>p|div|section|article|header|footer|main|aside|center|blockquote|[uod]l|li|d[td]|h[1-6]|"
    r"table|t(?:body|head|foot|r|d|h)|figure|figcaption|pre|hr|body|html|details|summary)\b[^<>]{0,400}>"
    r"|<(?:script|style)\b[^<]{0,4000}</(?:script|style)>|<!--[^<>]{0,400}-->"
    r"|<br ?/?>\s{0,20}<br ?/?>|\n[^\S\n]{0,200}\n\s{0,2000}"
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>|<!--[^<>]{0,400}-->")
_TOKEN = re.compile(
    r"(?P<tag></?[a-zA-Z][^<>]{0,2000}>|<!--[^<>]{0,400}-->)|(?P<entity>&#?\w{1,31};)|[^<&]+|[<&]"
)
_INLINE_TAG = re.compile(r"<(/?)(?!br\b|img\b|wbr\b|input\b)[a-zA-Z][^<>]{0,2000}>")
_TAG_BEFORE = re.compile(r"<[a-zA-Z][^<>]{0,2000}>\s*\Z")
_TAG_AFTER = re.compile(r"\s*</[a-zA-Z][^<>]{0,100}>")
_LINE = re.compile(r"\S[^\n]*")
_SENTENCE = re.compile(
    r"""\S.*?(?:
        [.!?\u2026]["'\u2019\u201d)\]*]*                                  # the end, with closing quotes
        (?<!\bDr\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bMrs\.)(?<!\bSt\.)(?<!\bInc\.)(?<!\bCo\.)(?<!\bLtd\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bU\.S\.)
        (?=\s+["'\u2018\u201c(\[*]*[A-Z0-9\u00c0-\u00de])                            # and the next beginning
    |\Z)""",
    re.DOTALL | re.VERBOSE,
)
