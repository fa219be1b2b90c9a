"""Rules about how it looks: R10."""

from bs4 import Tag
from django.utils.translation import gettext as _

from disclosures.compliance.hiding import declarations
from disclosures.compliance.legibility import MINIMUM_CONTRAST, TOLERANCE, Style, contrast
from disclosures.compliance.served import Served
from disclosures.compliance.verdicts import Verdict, failed, not_applicable, passed

SMALLER = {"xx-small", "x-small", "small", "smaller"}
SMALL_TAGS = ["small", "sub", "sup"]


def r10(served: Served) -> Verdict:
    """Notice and labels can be read: contrast at least 4.5:1, and not smaller than the text around.

    Source: 16 CFR 255.0(f), "clear and conspicuous"; WCAG 2.2, success criterion 1.4.3 for the figure.
    Style sheets are only known to a browser; without one, inline styles are looked at and nothing is passed.
    """
    marked = [notice.tag for notice in served.seen_notices] + served.marked("label")
    if not marked:
        return not_applicable("R10", _("Neither a notice nor a label is shown."))
    if served.styles is not None:
        return judge_styles(served.styles)
    for tag in marked:
        if problem := _inline_problem(tag):
            return failed("R10", problem)
    return not_applicable("R10", _("Colours and sizes stand in style sheets: this needs a browser."))


def judge_styles(styles: tuple[Style, ...]) -> Verdict:
    """Return the verdict of R10 on what a browser computed."""
    for style in styles:
        found = contrast(style.colour, style.background)
        if found is None:
            return failed("R10", _("The colours of “%s” are not understood. Use opaque ones.") % style.words)
        if found < MINIMUM_CONTRAST - TOLERANCE:
            return failed("R10", _pale(style.words, found))
        if style.size < style.text_size - TOLERANCE:
            return failed("R10", _small(style.words))
    return passed("R10")


def _inline_problem(tag: Tag) -> str:
    words = " ".join(tag.get_text(" ").split())[:60]
    for each in [tag, *tag.find_all(True), *tag.parents]:
        found = declarations(str(each.get("style") or ""))
        ratio = contrast(found.get("color", ""), found.get("background-color", found.get("background", "")))
        if ratio is not None and ratio < MINIMUM_CONTRAST:
            return _pale(words, ratio)
        if each.name in SMALL_TAGS or _is_smaller(found.get("font-size", "")):
            return _small(words)
    return ""


def _is_smaller(size: str) -> bool:
    number = size.rstrip("%rem")
    scale = 100 if size.endswith("%") else 1
    is_share = size != number and number.replace(".", "", 1).isdecimal()
    return size in SMALLER or (is_share and float(number) < scale)


def _pale(words: str, ratio: float) -> str:
    message = _(
        "“%(words)s” has a contrast of %(ratio).1f to 1; at least 4.5 to 1 is needed. "
        "Choose a darker or lighter colour."
    )
    return message % {"words": words, "ratio": ratio}


def _small(words: str) -> str:
    return _("“%s” is smaller than the text around it. Show it in the same size.") % words
