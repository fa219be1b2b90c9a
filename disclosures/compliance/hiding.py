"""Whether readers see an element: what conceals it altogether, and what puts it where nobody looks.

Source of both lists: 16 CFR 255.0(f), by which a disclosure must be "difficult to miss".
"""

import re
from dataclasses import dataclass

from bs4 import Tag

# These show nothing, or only after somebody did something.
CONCEALING_TAGS = frozenset(
    {"audio", "canvas", "datalist", "details", "dialog", "head", "iframe", "menu", "noembed", "noframes"}
    | {"noscript", "object", "optgroup", "option", "plaintext", "script", "select", "style", "template"}
    | {"textarea", "title", "video", "xmp"}
)
# These are seen, but not read with the article.
OUT_OF_FLOW_TAGS = frozenset({"aside", "footer", "nav"})
STRUCK_OUT = frozenset({"del", "s", "strike"})
CONCEALING_ROLES = frozenset({"alertdialog", "dialog", "menu", "tooltip"})
OUT_OF_FLOW_ROLES = frozenset({"complementary", "contentinfo", "navigation"})
# What the usual style sheets call such things; ours is not known by any of these names.
CONCEALING_CLASSES = frozenset(
    {"accordion", "accordion-body", "collapse", "d-none", "dropdown-menu", "hidden", "hide", "invisible"}
    | {"modal", "popover", "popup", "screen-reader-only", "screen-reader-text", "sr-only", "tooltip"}
    | {"u-hidden", "visually-hidden", "visuallyhidden"}
)
PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0, "ex": 8.0, "ch": 8.0} | dict.fromkeys(
    ("vw", "vh", "%"), 10.0
)
LENGTH = re.compile(r"(-?\d*\.?\d+)(px|pt|r?em|ex|ch|vw|vh|%)?(?![\w.])")
FAR_AWAY = -99  # pixels
CSS_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
CSS_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.IGNORECASE | re.DOTALL)
IMPORTANT = re.compile(r"\s*!\s*important\s*\Z")
INVISIBLE_COLOUR = (
    r"transparent|(?:rgb|hsl)a?\((?:(?:[^,)]*,){3}|[^/)]*/)\s*0*\.?0+%?\s*\)|#[0-9a-f]{3}0\Z|#[0-9a-f]{6}00\Z"
)
# Property (or several) and what in its value conceals.
CONCEALING_VALUES = tuple(
    (frozenset(names.split()), re.compile(pattern))
    for names, pattern in (
        ("display", r"\Anone\Z"),
        ("visibility", r"\A(?:hidden|collapse)\Z"),
        ("content-visibility", r"\Ahidden\Z"),
        ("opacity", r"\A(?:0|0?\.[0-4]\d*|[0-4]?\d(?:\.\d+)?%)\Z"),
        ("filter", r"opacity\(\s*(?:0|0?\.[0-4])"),
        (
            "font-size",
            r"\A0*[01]?(?:\.\d+)?(?:px|pt)?\Z|\A0*\.[0-2]\d*(?:r?em)\Z|\A[0-2]?\d%\Z|\A0(?:r?em|%)\Z",
        ),
        ("font", r"(?:\A|\s)[01](?:px|pt|r?em|%)?[\s/]"),
        ("zoom", r"\A0(?:\.0*\d?|%)?\Z"),
        ("clip", r"rect\(\s*(?:0|1px)"),
        (
            "clip-path",
            r"inset\(\s*(?:[5-9]\d|100)|(?:circle|ellipse)\(\s*0|polygon\(\s*0[a-z%]*\s+0[a-z%]*\s*(?:,\s*0[a-z%]*\s+0|\))",
        ),
        ("transform scale", r"scale(?:x|y|3d)?\(\s*0(?:\.0+)?\s*[,)]|\A0\Z"),
        ("color -webkit-text-fill-color", INVISIBLE_COLOUR),
    )
)
PLACES = ("left", "right", "top", "bottom", "inset", "margin", "margin-left", "margin-top")
OFFSETS = ("text-indent", "transform", "translate", *PLACES)
SIZES = ("width", "height", "max-width", "max-height", "inline-size", "block-size")


@dataclass(frozen=True, slots=True)
class Hidden:
    """Why readers miss an element; `concealed`: they cannot see it at all, else it only stands out of their way."""

    reason: str
    concealed: bool


def hidden_by(tag: Tag) -> Hidden | None:
    """Return how this element hides what stands in it, None if it does not."""
    if reason := _concealing(tag):
        return Hidden(reason, concealed=True)
    if tag.name in OUT_OF_FLOW_TAGS or _role(tag) in OUT_OF_FLOW_ROLES:
        return Hidden(f"<{tag.name}>", concealed=False)
    return None


def _concealing(tag: Tag) -> str:
    if tag.name in CONCEALING_TAGS or tag.name in STRUCK_OUT:
        return f"<{tag.name}>"
    for name in ("hidden", "popover", "inert"):
        if tag.has_attr(name):
            return name
    if str(tag.get("aria-hidden", "")).strip().lower() == "true":
        return "aria-hidden"
    if _role(tag) in CONCEALING_ROLES or tag.has_attr("aria-modal"):
        return f"role={_role(tag)}"
    if named := CONCEALING_CLASSES & {str(name).lower() for name in tag.get_attribute_list("class")}:
        return f"class={min(named)}"
    return concealing_style(str(tag.get("style", "")))


def _role(tag: Tag) -> str:
    return str(tag.get("role", "")).strip().lower()


def concealing_style(style: str) -> str:
    """Return the first declaration of a `style` attribute by which an element disappears, "" if none does so."""
    found = declarations(style)
    for names, pattern in CONCEALING_VALUES:
        for name in names & found.keys():
            if pattern.search(found[name]):
                return f"style={name}: {found[name]}"
    for name in OFFSETS:
        if any(length <= FAR_AWAY for length in lengths(found.get(name, ""))):
            return f"style={name}: {found[name]}"
    return _squeezed(found)


def _squeezed(found: dict[str, str]) -> str:
    """Return the declaration that leaves an element no room, if what does not fit is cut off."""
    if not {"hidden", "clip"} & set(
        " ".join(found.get(name, "") for name in ("overflow", "overflow-x", "overflow-y")).split()
    ):
        return ""
    for name in SIZES:
        if any(length <= 1 for length in lengths(found.get(name, ""))):
            return f"style={name}: {found[name]}"
    return ""


def declarations(style: str) -> dict[str, str]:
    """Return the declarations of a `style` attribute as a browser weighs them: the last wins, or an important one."""
    plain = CSS_ESCAPE.sub(_unescaped, CSS_COMMENT.sub("", style)).lower()
    usual, important = {}, {}
    for declaration in plain.split(";"):
        name, _, value = declaration.partition(":")
        stripped = IMPORTANT.sub("", value)
        (usual if stripped == value else important)[name.strip()] = " ".join(stripped.split())
    return usual | important


def _unescaped(found: re.Match[str]) -> str:
    if not found[1]:
        return found[2]
    number = int(found[1], 16)
    return chr(number) if 0 < number < 0x110000 else "\ufffd"


def lengths(value: str) -> list[float]:
    """Return the lengths in a value, roughly in pixels."""
    return [float(number) * PIXELS[unit] for number, unit in LENGTH.findall(value)]


def concealing_selectors(css: str) -> list[str]:
    """Return the selectors of a `<style>` element whose elements disappear."""
    rules = [block.rpartition("{") for block in CSS_COMMENT.sub("", css).split("}")]
    # Of "@media screen { p" the last part is the selector.
    return [start.rpartition("{")[2].strip() for start, _brace, style in rules if concealing_style(style)]
