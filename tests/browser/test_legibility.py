"""Rule R10 on our own article, as a real browser shows it: in light and dark, and on paper."""

import pytest

from disclosures.compliance.appearance import judge_styles
from disclosures.compliance.legibility import Style
from disclosures.compliance.verdicts import passed
from tests.browser.test_reader_walk import ARTICLE

# A colour may be written in many ways: drawn on a canvas it is what the eye sees.
MEASURE = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const drawn = (colours) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
    return `rgb(${[...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).join(", ")})`;
  };
  const size = (element) => parseFloat(getComputedStyle(element).fontSize);
  const around = document.querySelector("main .rich-text p");
  return [...document.querySelectorAll("[data-disclosure=sentence], [data-disclosure=label]")].map((element) => {
    const layers = [];
    for (let each = element; each; each = each.parentElement) layers.unshift(getComputedStyle(each).backgroundColor);
    return {
      words: element.textContent.trim().slice(0, 60),
      colour: drawn(["white", ...layers, getComputedStyle(element).color]),
      background: drawn(["white", ...layers]),
      size: size(element),
      text_size: size(element.dataset.disclosure === "label" ? element.parentElement : around),
    };
  });
}"""


@pytest.mark.parametrize("media", ["screen", "print"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_notice_and_labels_can_be_read(width, scheme, media, visit):
    reader = visit(color_scheme=scheme, viewport={"width": width, "height": 900})
    reader.goto(ARTICLE)
    reader.emulate_media(media=media, color_scheme=scheme)
    styles = tuple(Style(**measured) for measured in reader.evaluate(MEASURE))
    assert len(styles) > 3
    assert judge_styles(styles) == passed("R10")
    for element in reader.locator("[data-disclosure=notice], [data-disclosure=label]").all():
        assert element.is_visible()


def test_a_pale_or_small_notice_is_found(visit):
    reader = visit(color_scheme="light")
    reader.goto(ARTICLE)
    for style in ("color: #aaa", "font-size: 0.8em"):
        reader.locator("[data-disclosure=sentence]").first.evaluate(f"element => element.style = '{style}'")
        styles = tuple(Style(**measured) for measured in reader.evaluate(MEASURE))
        assert judge_styles(styles).passed is False
