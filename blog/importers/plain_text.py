"""Read an article that was pasted as plain text."""

import re
from html import escape
from itertools import zip_longest

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from blog.importers.imported import ImportedArticle, NotAnArticle, Removed, What
from blog.importers.lines import LONG_LINE, Line, Part, parts_of
from blog.importers.prompts import prompt_kind
from disclosures import legacy_notices

LONGEST_TEXT = 500_000  # characters: more than four hundred pages
MOST_NOTICES = 4
TITLE_WITHIN = 3  # lines: an unknown kind of notice or a greeting may stand above the title
LONGEST_TITLE, LONGEST_HEADING = 150, 100  # characters
MOST_TITLE_WORDS, MOST_HEADING_WORDS = 25, 14

# Bylines, dates, addresses, a signature, a sentence somebody said.
_NO_HEADING = re.compile(
    r"""(?xi)^(?:by|posted|published|written|updated|reviewed)\b
    |^(?:\w+\ \d{1,2}(?:st|nd|rd|th)?,?|\d{1,2}\ \w+)\ \d{4}$
    |\S+@\S+\.\S+|https?://|www\.
    |^[\u2013\u2014-]|^["'\u2018\u201c].*["'\u2019\u201d]$"""
)


def read(text: str) -> ImportedArticle:
    """Return the article in a plain text: its title, its blocks and what was taken out.

    The blocks are those of HealthArticlePage: heading -> {"text", "anchor": ""}, paragraph -> rich text with every
    sign escaped. No word is lost: each is in the title, a block or a removed piece.
    Raises NotAnArticle for a text without a title or without a body.
    """
    if len(text) > LONGEST_TEXT:
        raise NotAnArticle(_("This text is too long for one article. Import one article at a time."))
    text, removed = _without_notices(_cleaned(text))
    parts = parts_of(text)
    title, remarks = _take_title(parts)
    removed += _take_prompts(parts)
    blocks = _blocks(parts, removed)
    if not blocks:
        raise NotAnArticle(
            _("There is no text below the title “%(title)s”. Add the article and import again.")
            % {"title": title}
        )
    return ImportedArticle(title, blocks, removed, remarks)


def _cleaned(text: str) -> str:
    """Return the text with \\n as its only line end, without characters that nobody sees."""
    text = re.sub(r"\r\n?|[\v\f\x85\u2028\u2029]", "\n", text)
    text = re.sub(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u2060\ufeff]", "", text)
    # Between a number and its unit a space that does not break is meant; elsewhere it is what a word processor left.
    return re.sub(r"(?<!\d)\u00a0|\u00a0(?![^\W\d_])", " ", text)


def _without_notices(text: str) -> tuple[str, list[Removed]]:
    """Take out the notices at the top and at the end."""
    removed = []
    while len(removed) < MOST_NOTICES and (notice := legacy_notices.find(text)):
        removed.append(Removed(What.NOTICE, " ".join(text[notice.start : notice.end].split())))
        text = f"{text[: notice.start]}\n\n{text[notice.end :]}"
    return text, removed


def _take_title(parts: list[Part]) -> tuple[str, list[str | Promise]]:
    """Take the first short line without a final full stop out of the parts."""
    if not parts:
        raise NotAnArticle(
            _("There is no article in this text. Paste the title on a line of its own, then the text.")
        )
    first_lines = [(part, line) for part in parts for line in part.lines][:TITLE_WITHIN]
    for place, (part, line) in enumerate(first_lines):
        if part.tag == "p" and _is_title(line.text):
            part.lines.remove(line)
            parts[:] = [part for part in parts if part.lines]
            remark = _(
                "The text above the title was kept as the first paragraph: see whether it belongs there."
            )
            return line.text, [remark] if place else []
    raise NotAnArticle(
        _("No title was found. Put it on a line of its own at the top, without a full stop at its end.")
    )


def _is_title(text: str) -> bool:
    return _is_short(text, LONGEST_TITLE, MOST_TITLE_WORDS) and prompt_kind(text) is None


def _is_short(text: str, characters: int, words: int) -> bool:
    """Whether a line has letters, is short, and does not end as a sentence does."""
    ending = text.rstrip("\"'\u201d\u2019)]* ")[-1:]
    has_letters = any(letter.isalpha() for letter in text)
    return has_letters and len(text) <= characters and len(text.split()) <= words and ending not in ".,;…"


def _take_prompts(parts: list[Part]) -> list[Removed]:
    """Take the comment and share prompts out of the end, in the order in which they stood."""
    removed: list[Removed] = []
    while parts and parts[-1].tag == "p" and (kind := prompt_kind(parts[-1].lines[-1].text)):
        removed.insert(0, Removed(kind, parts[-1].lines.pop().text))
        if not parts[-1].lines:
            parts.pop()
    return removed


def _blocks(parts: list[Part], removed: list[Removed]) -> list[tuple[str, object]]:
    """Return headings, and between them the paragraphs and lists of each section as one rich text."""
    blocks: list[tuple[str, object]] = []
    rich_text: list[str] = []

    def end_section() -> None:
        if rich_text:
            blocks.append(("paragraph", "".join(rich_text)))
            rich_text.clear()

    for part, follower in zip_longest(parts, parts[1:]):
        lines: list[Line] = []
        for place, line in enumerate(part.lines):
            if part.tag == "p" and _is_heading(part.lines, place, follower):
                rich_text += _rich_text("p", lines, removed)
                lines.clear()
                end_section()
                blocks.append(("heading", {"text": line.text, "anchor": ""}))
            else:
                lines.append(line)
        rich_text += _rich_text(part.tag, lines, removed)
    end_section()
    return blocks


def _is_heading(lines: list[Line], place: int, follower: Part | None) -> bool:
    """Whether a line of a paragraph is a heading: short, not a part of a poem or an address, with text below it."""
    text = lines[place].text
    if not _is_short(text, LONGEST_HEADING, MOST_HEADING_WORDS) or _NO_HEADING.search(text):
        return False
    if len(lines) > 1:
        below = lines[place + 1].text if place + 1 < len(lines) else ""
        is_pair = len(lines) == 2 and not _is_short(below, LONGEST_HEADING, MOST_HEADING_WORDS)
        return bool(below) and (len(below) > LONG_LINE or is_pair)
    if text.endswith(":"):  # leads to a list or a quotation
        return follower is not None and follower.tag == "p" and len(text.split()) <= 5
    return follower is not None


def _rich_text(tag: str, lines: list[Line], removed: list[Removed]) -> list[str]:
    """Return the lines as elements; short ones that stand below each other stay so."""
    if tag != "p":
        return [f"<{tag}>{''.join(f'<li>{escape(line.words, quote=False)}</li>' for line in lines)}</{tag}>"]
    rules = [line for line in lines if not any(sign.isalnum() for sign in line.text)]
    removed += [Removed(What.RULE, line.text) for line in rules]
    texts = [escape(line.text, quote=False) for line in lines if line not in rules]
    if any(len(text) > LONG_LINE for text in texts):
        return [f"<p>{text}</p>" for text in texts]
    return [f"<p>{'<br/>'.join(texts)}</p>"] if texts else []
