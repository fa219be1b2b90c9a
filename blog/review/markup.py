"""The markup that Wagtail's editor stores, in which every program reads the same: its words and its grammar."""

import html
import re
from functools import lru_cache
from html.entities import html5

# Emphasis says nothing that a medical reviewer signs; sub, sup, s and del do: 10<sup>9</sup> is not 109.
DROPPED_TAGS = frozenset({"b", "strong", "i", "em"})
DROPPED_ATTRIBUTES = frozenset({"id", "rel", "target"})
VOID_TAGS = frozenset({"br", "embed", "hr"})
BLOCK_TAGS = frozenset({
    "blockquote", "br", "caption", "dd", "div", "dl", "dt", "embed", "figcaption", "figure", "h1", "h2", "h3", "h4",
    "h5", "h6", "hr", "li", "ol", "p", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
INLINE_TAGS = frozenset({
    "a", "abbr", "cite", "code", "del", "dfn", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike",
    "sub", "sup", "u",
})  # fmt: skip
KNOWN_TAGS = DROPPED_TAGS | BLOCK_TAGS | INLINE_TAGS
# Browsers move elements that stand where they may not; then nobody can tell from the source what is shown.
HOLDS_BLOCKS = frozenset({"", "blockquote", "dd", "div", "figcaption", "figure", "li", "td", "th"})
HOLDS_ONLY = {
    "dl": {"dd", "dt"},
    "ol": {"li"},
    "ul": {"li"},
    "table": {"caption", "tbody", "tfoot", "thead", "tr"},
    **{group: {"tr"} for group in ("tbody", "tfoot", "thead")},
    "tr": {"td", "th"},
}
PLACED = frozenset().union(*HOLDS_ONLY.values())

SPACE = " \t\n\f\r"
ATTRIBUTE = rf'[{SPACE}]+[a-z][a-z0-9-]*="[^"<>]*"'
TOKEN = re.compile(rf"<(/?)([a-z][a-z0-9]*)((?:{ATTRIBUTE})*)[{SPACE}]*(/?)>|([^<]+)")
TAG_NAME = re.compile(r"</?([a-z][a-z0-9]*)")
ATTRIBUTES = re.compile(r'([a-z][a-z0-9-]*)="([^"]*)"')
REFERENCE = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]*|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
# Old names that browsers also know without a semicolon, but in attributes not before "=" and the like.
_OLD_NAMES = "|".join(sorted((name for name in html5 if not name.endswith(";")), key=len, reverse=True))
LOOSE_IN_TEXT = re.compile(rf"&(?:#|{_OLD_NAMES})")
LOOSE_IN_ATTRIBUTE = re.compile(rf"&(?:#|(?:{_OLD_NAMES})(?![=A-Za-z0-9]))")


class UnusualMarkupError(ValueError):
    """The markup is not as Wagtail's editor stores it."""


@lru_cache(maxsize=4096)
def may_stand_in(parent: str, name: str) -> bool:
    """Whether an element may stand directly in another one, or (parent "") in none."""
    if name not in KNOWN_TAGS:
        return False
    if parent in HOLDS_ONLY:
        return name in HOLDS_ONLY[parent]
    is_block = name in BLOCK_TAGS and name not in {"br", "embed"}
    return name not in PLACED and (not is_block or parent in HOLDS_BLOCKS)


def decoded(value: str, loose: re.Pattern[str]) -> str:
    """Resolve character references. Raises UnusualMarkupError at one that programs read differently."""
    if "&" not in value:
        return value
    if loose.search(REFERENCE.sub("", value)):
        raise UnusualMarkupError
    return REFERENCE.sub(_character, value)


def _character(reference: re.Match[str]) -> str:
    name = reference[0][1:]
    if name[0] != "#" and name not in html5:
        raise UnusualMarkupError
    character = html.unescape(reference[0])
    # Browsers keep some control characters which Python leaves out or replaces.
    if character in ("", "\ufffd") or (
        len(character) == 1 and not character.isprintable() and character < " "
    ):
        raise UnusualMarkupError
    return character
