"""References: the markers in the text become links, the sources a list."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

# A comment, a tag with its quoted attributes, what browsers read as a comment; all the rest is text. One that never
# ends takes what follows with it, so that looking for its end is paid for once.
MARKUP = re.compile(
    r"""(<!--.*?(?:-->|\Z)|</?[a-zA-Z](?:[^>"']|"[^"]*"|'[^']*')*+(?:>|.*\Z)|<[!?/][^>]*(?:>|\Z))""",
    re.DOTALL,
)
TAG_NAME = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
# [1] or [1, 3]. No ranges: in a medical text, [1-3] may as well be an interval of values.
MARKER = re.compile(r"\[\s*[0-9]{1,3}(?:\s*,\s*[0-9]{1,3})*\s*\]")
NUMBER = re.compile(r"[0-9]+")
# A link in a link is not HTML, and in these elements the characters stand for themselves.
NO_LINKS_IN = {"a", "button", "code", "kbd", "pre", "samp", "script", "style", "svg", "textarea", "title"}
DOI = re.compile(r"10\.[0-9]{4,9}/\S+")


def link_markers(html: str, count: int) -> str:
    """Return the HTML with each marker of a reference that exists, 1 to `count`, as a link to it.

    Only text is changed: not attributes, not comments, not what stands in links or code. A number without a
    reference stays as it was typed, so that the editor sees the mistake.
    """
    if not MARKER.search(html):
        return html
    inside: Counter[str] = Counter()
    pieces = MARKUP.split(html)
    for position, piece in enumerate(pieces):
        if position % 2:
            _follow(piece, inside)
        elif not inside:
            pieces[position] = MARKER.sub(lambda match: _linked(match[0], count), piece)
    return "".join(pieces)


def _follow(markup: str, inside: Counter[str]) -> None:
    """Note which of the elements without links the text after this tag stands in."""
    tag = TAG_NAME.match(markup)
    name = tag[2].lower() if tag else ""
    if tag is None or name not in NO_LINKS_IN:
        return
    inside[name] += -1 if tag[1] else 1
    if inside[name] <= 0:
        del inside[name]


def _linked(marker: str, count: int) -> str:
    linked = NUMBER.sub(lambda match: _link(match[0], count), marker)
    return marker if linked == marker else f'<span class="reference-marker">{linked}</span>'


def _link(number: str, count: int) -> str:
    if number.startswith("0") or int(number) > count:
        return number
    return format_html(
        '<a href="#reference-{}" aria-label="{}">{}</a>',
        number,
        _("Reference %(number)s") % {"number": number},
        number,
    )


def without_markers(text: str) -> str:
    """Return plain text without markers and the space before them: for lists of contents and the like."""
    return re.sub(rf"\s*{MARKER.pattern}", "", text)


def numbers_in(html: str) -> set[int]:
    """Return the numbers of all markers in the text of this HTML, also of references that do not exist."""
    texts = MARKUP.split(html)[::2]
    return {
        int(number) for text in texts for marker in MARKER.findall(text) for number in NUMBER.findall(marker)
    }


def doi_in(text: str) -> str | None:
    """Return the bare DOI in what was typed or pasted ("https://doi.org/10.1000/182"), None without one."""
    found = DOI.search(text)
    return found[0].rstrip(".,;") if found else None


def address_of(reference: Mapping[str, Any]) -> str:
    """Return where the source can be read: the DOI's address, else the one that was typed, else nothing."""
    return f"https://doi.org/{reference['doi']}" if reference.get("doi") else reference.get("url") or ""


def where_of(reference: Mapping[str, Any]) -> str:
    """Return where the source appeared: "American Journal of Psychiatry. 2006;163(11):1905-1917"."""
    when = ";".join(str(part) for part in (reference.get("year"), reference.get("details")) if part)
    return ". ".join(part for part in (reference.get("journal"), when) if part)


def sentence(text: str) -> str:
    """Return the text with a full stop, if it does not end in a mark of its own."""
    text = text.strip()
    return text if not text or text[-1] in ".?!…" else f"{text}."


def citation(reference: Mapping[str, Any]) -> str:
    """Return the whole reference as plain text."""
    parts = (reference.get("authors") or "", reference["title"], where_of(reference))
    return " ".join(sentence(part) for part in parts if part)
