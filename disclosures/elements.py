"""Which elements lead a reader away, and where to; and the HTML in which browsers may see others than we do."""

import re
from urllib.parse import quote

from turbohtml.rewrite import Element, rewrite

# The attributes that lead a reader away; images and beacons do not.
ADDRESS_ATTRIBUTES = {
    "a": ("href", "xlink:href"),
    "area": ("href",),
    "iframe": ("src",),
    "form": ("action",),
    "button": ("formaction",),
    "input": ("formaction",),
    "object": ("data",),
    "embed": ("src",),
}
# `<meta http-equiv="refresh">` leads away as well.
LINKS = f":is({', '.join(ADDRESS_ATTRIBUTES)}, meta)"
MAY_LINK = re.compile(rf"<(?:{'|'.join(ADDRESS_ATTRIBUTES)}|meta)\b", re.IGNORECASE)
DRAWINGS = ":is(svg, math):not(:is(svg, math) *)"
LINKS_IN_DRAWINGS = f":is(svg, math) {LINKS}"
# Only what ends with its own end tag; a paragraph or a list item may go on further than it seems.
LINKS_BY_READERS = f":is(article, blockquote, div, section, span)[data-reader-content] {LINKS}"
BY_HAND = "by-hand"
NOTICE = f':is([data-disclosure="notice"], [data-disclosure="{BY_HAND}"])'
SENTENCE = '[data-disclosure="sentence"]'
MARK = "[data-disclosure]"
# It speaks of the article that the card leads to, not of a link that follows.
CARD_LABEL = '[data-disclosure="commercial-card"] [data-disclosure="label"]'
# Places that a reader may never see ("difficult to miss", 16 CFR 255.0(f)).
UNSEEN = ":is([hidden], [aria-hidden=true], [popover], details, dialog, footer, nav, select, template)"
UNSEEN_NOTICE = f":is({UNSEEN} {NOTICE}, {NOTICE}{UNSEEN})"
# "5; url='https://shop.example/'" and its looser spellings (HTML standard, "shared declarative refresh steps").
REFRESH = re.compile(r"(?is)[\s\d.]*[;,]?\s*(?:url\s*=\s*)?(?:\"([^\"]*)|'([^']*)|(.*))")
# Their content is text to a parser; but not inside a drawing, and in some browsers not inside a list of choices.
RAW = [
    "script",
    "style",
    "title",
    "textarea",
    "xmp",
    "iframe",
    "noembed",
    "noframes",
    "noscript",
    "plaintext",
]
RAW_TAG = re.compile(rf"<(?=(?:{'|'.join(sorted(RAW))})\b)", re.IGNORECASE)
CDATA = "<![CDATA["
CDATA_SECTION = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)", re.DOTALL)
MAX_BASES = 20
DRAWN = frozenset({"svg", "math"})
RAW_IN_DRAWINGS = f":is(svg, math, select) :is({', '.join(sorted(RAW))})"


class TooUnusualError(ValueError):
    """The HTML holds more links, drawings or base addresses than can be told apart in reasonable time."""


def addresses_of(tag: str, element: Element) -> list[str]:
    """Return the addresses of a link element as a browser decodes them."""
    if tag == "meta":
        address = refresh_address(element.get("http-equiv"), element.get("content") or "")
        return [address] if address else []
    return [address for name in ADDRESS_ATTRIBUTES[tag] if (address := element.get(name))]


def refresh_address(kind: str | None, content: str) -> str:
    """Return where `<meta http-equiv="refresh" content="...">` leads, "" for any other `<meta>`."""
    if (kind or "").strip().lower() != "refresh":
        return ""
    found = REFRESH.match(content)
    return next((part for part in found.groups() if part), "") if found else ""


def without_raw_text(html: str) -> str:
    """Return the HTML as it reads where nothing is raw text."""
    return RAW_TAG.sub("<x-", CDATA_SECTION.sub(" ", html))


def bases_of(html: str) -> list[str]:
    """Return the addresses of all `<base>`. The first one holds, but which is first may depend on the browser."""
    hrefs: dict[str, None] = {}
    rewrite(
        without_raw_text(html), elements=[("base", lambda base: hrefs.setdefault(base.get("href") or ""))]
    )
    if len(hrefs) > MAX_BASES:
        raise TooUnusualError(f"{len(hrefs)} base addresses")
    return list(hrefs)


def forms_of(html: str) -> list[str]:
    """Return where each form leads, its fields written into the address as a browser does: one may be a tag."""
    forms: list[str] = []

    def add(field: Element) -> None:
        if forms and (name := field.get("name")):
            forms[-1] += f"&{quote(name)}={quote(field.get('value') or '')}"

    def begin(form: Element) -> None:
        action = form.get("action") or ""
        forms.append(action if "?" in action else f"{action}?")

    rewrite(html, elements=[("form", begin), (":is(input, button)", add)])
    return forms
