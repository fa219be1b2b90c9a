"""A document as a browser builds it.

BeautifulSoup reads through html5lib, which builds the tree that browsers build. Python's own parser does not:
it ends `<div hidden/>` at once, takes the last of two equal attributes, and loses what follows `<!-->`, so that a
notice could be hidden, or a link be there, and the audit would not know. Only what is nested thousands deep, where
html5lib would take minutes, is left to it.
"""

import re

from bs4 import BeautifulSoup, NavigableString, Tag
from soupsieve import SelectorSyntaxError

from disclosures.compliance.hiding import Hidden, concealing_selectors

AS_BROWSERS_DO, IN_ANY_DEPTH = "html5lib", "html.parser"
MAX_DEPTH = 2_000
# A start tag that may hold others, or an end tag.
TAG = re.compile(
    r"<(?:(/)|(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)\b))[a-z]",
    re.IGNORECASE,
)
# A browser continues a link that nobody closed in the next paragraph; by its number it is known as the same one.
LINK_START = re.compile(r"<a(?=[\s/])", re.IGNORECASE)
NUMBER = "data-audit-number"
# These go on in the line in which they stand.
INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font", "i", "ins", "kbd"}
    | {"label", "mark", "q", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)


def parsed(body: str) -> BeautifulSoup:
    """Return the document; each `<a>` that was written has a number of its own."""
    count = iter(range(len(body)))
    numbered = LINK_START.sub(lambda start: f"{start[0]} {NUMBER}={next(count)} ", body)
    return BeautifulSoup(numbered, AS_BROWSERS_DO if _depth(body) <= MAX_DEPTH else IN_ANY_DEPTH)


def _depth(body: str) -> int:
    """Return how deep elements stand in each other, at the most: what nobody closed counts as open."""
    depth = deepest = 0
    for tag in TAG.finditer(body):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def concealed_by_sheets(soup: BeautifulSoup) -> dict[int, Hidden]:
    """Return what the document's own `<style>` elements conceal, by the id of the element."""
    concealed = {}
    for sheet in soup.find_all("style"):
        for selector in concealing_selectors("".join(str(text) for text in sheet.contents)):
            for tag in _selected(soup, selector):
                concealed[id(tag)] = Hidden(f"<style>: {selector}", concealed=True)
    return concealed


def _selected(soup: BeautifulSoup, selector: str) -> list[Tag]:
    try:
        return soup.select(selector)
    except (SelectorSyntaxError, NotImplementedError):
        return []  # a selector that selects no element here, such as that of an @-rule


def joined(texts: list[NavigableString]) -> str:
    """Return the words of these texts: a space wherever a browser begins a new line or block."""
    said, block = [], None
    for text in texts:
        around = next(tag for tag in text.parents if tag.name not in INLINE)
        after_break = isinstance(text.previous_element, Tag) and text.previous_element.name == "br"
        said.append(f" {text}" if around is not block or after_break else str(text))
        block = around
    return " ".join("".join(said).split())
