"""The site's colours and type: shipped values, which pairs must be readable, the CSS of an override."""

from dataclasses import dataclass

from site_config.contrast import MINIMUM_FOR_TEXT, contrast, mix, readable_on

# The same values stand in static/site_config/site.css, layer tokens; a test compares them.
SHIPPED = {
    "paper": ("#fbfaf7", "#121614"),
    "ink": ("#1d2521", "#e8ece8"),
    "muted": ("#55615b", "#a7b2ab"),
    "accent": ("#0b5d4e", "#7fd1bd"),
    "notice-surface": ("#fff6df", "#2b2411"),
    "urgent": ("#a32018", "#ff9a8f"),
}
SCHEMES = ("light", "dark")
SURFACE_SHARE_OF_INK = 0.04
TEXT_COLOURS = ("ink", "muted", "accent", "urgent")

FONTS = {
    "book": 'Charter, "Bitstream Charter", "Sitka Text", Cambria, Georgia, serif',
    "old_style": '"Iowan Old Style", "Palatino Linotype", "URW Palladio L", Palatino, serif',
    "sans": '-apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, system-ui, sans-serif',
    "humanist": 'Seravek, "Gill Sans Nova", Ubuntu, Calibri, "DejaVu Sans", sans-serif',
}
TEXT_SIZES = {"regular": "1.125rem", "large": "1.25rem", "larger": "1.375rem"}
CORNERS = {"square": "0", "slight": "0.25rem", "round": "0.75rem"}


@dataclass(frozen=True)
class Unreadable:
    """A colour that cannot be read on one of the site's backgrounds."""

    name: str
    scheme: str
    colour: str
    background: str
    ratio: float
    suggestion: str | None


def unreadable(chosen: dict[str, tuple[str, str]]) -> list[Unreadable]:
    """Return what a reader could not read; `chosen` maps token to (light, dark), empty text means shipped."""
    return [
        finding
        for index, scheme in enumerate(SCHEMES)
        for finding in _unreadable_in(scheme, _palette(chosen, index))
    ]


def stylesheet(chosen: dict[str, tuple[str, str]], plain: dict[str, str]) -> str:
    """Return the CSS that overrides the shipped values, empty if nothing is chosen.

    `chosen` as above; `plain` maps custom property (without dashes) to a CSS value of this module.
    """
    lines = []
    for name, pair in chosen.items():
        if any(pair):
            light, dark = (value or SHIPPED[name][index] for index, value in enumerate(pair))
            lines.append(f"--{name}: light-dark({light}, {dark});")
    if any(chosen.get("accent", ())):
        lines.append(f"--on-accent: light-dark({', '.join(_on_accent(chosen))});")
    lines += [f"--{name}: {value};" for name, value in plain.items()]
    return "@layer theme {\n  :root {\n    " + "\n    ".join(lines) + "\n  }\n}\n" if lines else ""


def _palette(chosen: dict[str, tuple[str, str]], index: int) -> dict[str, str]:
    return {name: chosen.get(name, ("", ""))[index] or pair[index] for name, pair in SHIPPED.items()}


def _unreadable_in(scheme: str, palette: dict[str, str]) -> list[Unreadable]:
    surface = mix(palette["paper"], palette["ink"], SURFACE_SHARE_OF_INK)
    backgrounds = [palette["paper"], surface, palette["notice-surface"]]
    findings = []
    for name in TEXT_COLOURS:
        colour = palette[name]
        worst = min(backgrounds, key=lambda background: contrast(colour, background))
        ratio = contrast(colour, worst)
        if ratio < MINIMUM_FOR_TEXT:
            suggestion = readable_on(colour, backgrounds)
            findings.append(Unreadable(name, scheme, colour, worst, ratio, suggestion))
    return findings


def _on_accent(chosen: dict[str, tuple[str, str]]) -> list[str]:
    return [
        max("#ffffff", "#000000", key=lambda text: contrast(text, _palette(chosen, index)["accent"]))
        for index in range(len(SCHEMES))
    ]
