"""Contrast of colours as WCAG 2.2 defines it, and the nearest colour that can be read."""

import re

# WCAG 2.2, success criteria 1.4.3 (text) and 1.4.11 (parts of controls).
MINIMUM_FOR_TEXT = 4.5
HEX_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")

Channels = tuple[float, float, float]


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two `#rrggbb` colours, from 1 to 21. Raises ValueError on another form."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mix(first: str, second: str, share: float) -> str:
    """Return `first` with `share` (0 to 1) of `second` mixed in, as CSS `color-mix(in srgb, ...)` does."""
    pairs = zip(_channels(first), _channels(second), strict=True)
    return _hex(*(a + (b - a) * share for a, b in pairs))


def readable_on(colour: str, backgrounds: list[str], minimum: float = MINIMUM_FOR_TEXT) -> str | None:
    """Return the nearest tint or shade of `colour` which keeps `minimum` on every background.

    None if there is none: backgrounds of middling lightness defeat black and white alike.
    """
    for percent in range(0, 101, 2):
        for end in ("#000000", "#ffffff"):
            candidate = mix(colour, end, percent / 100)
            if all(contrast(candidate, background) >= minimum for background in backgrounds):
                return candidate
    return None


def _luminance(colour: str) -> float:
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in _channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> Channels:
    if not HEX_COLOUR.fullmatch(colour):
        raise ValueError(f"{colour!r} is not a colour of the form #1a2b3c")
    return (int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255)


def _hex(red: float, green: float, blue: float) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in (red, green, blue))
