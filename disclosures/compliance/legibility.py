"""Whether words can be read: contrast as WCAG 2.2 defines it, and size beside the text around them."""

import re
from dataclasses import dataclass

# WCAG 2.2, success criterion 1.4.3.
MINIMUM_CONTRAST = 4.5
# A browser rounds what it computes.
TOLERANCE = 0.01
HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})\Z")
RGB = re.compile(
    r"rgba?\(\s*(\d+(?:\.\d+)?)[\s,]+(\d+(?:\.\d+)?)[\s,]+(\d+(?:\.\d+)?)\s*(?:[,/]\s*1(?:\.0+)?\s*)?\)\Z"
)
NAMES = {"black": (0, 0, 0), "white": (255, 255, 255), "gray": (128, 128, 128), "grey": (128, 128, 128)}

Colour = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Style:
    """How a browser shows a notice or label: colours as `#rrggbb` or `rgb(...)`, sizes in pixels.

    `background` is what is really behind the words, `text_size` the size of the text around.
    """

    words: str
    colour: str
    background: str
    size: float
    text_size: float


def contrast(first: str, second: str) -> float | None:
    """Return the contrast of two colours, from 1 to 21; None where one of them is not understood."""
    colours = [colour(each) for each in (first, second)]
    known = [each for each in colours if each is not None]
    if len(known) < len(colours):
        return None
    lighter, darker = sorted((_luminance(each) for each in known), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def colour(text: str) -> Colour | None:
    """Return red, green and blue from 0 to 255 of an opaque colour, None where it is not understood."""
    text = text.strip().lower()
    if found := HEX.match(text):
        digits = found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1])
        return (int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16))
    if found := RGB.match(text):
        return (float(found[1]), float(found[2]), float(found[3]))
    return NAMES.get(text)


def _luminance(channels: Colour) -> float:
    shares = [channel / 255 for channel in channels]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
