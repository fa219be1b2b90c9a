"""What readers are told on paper, in search and on cards, as a browser shows it."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from blog.models import HealthArticlePage

ARTICLE = "/articles/cbt-i-for-insomnia/"
# Text colour, background and size of an element as they are painted.
LOOK = """element => {
  const style = getComputedStyle(element);
  let ground = element;
  while (ground && getComputedStyle(ground).backgroundColor === "rgba(0, 0, 0, 0)") ground = ground.parentElement;
  const paper = ground ? getComputedStyle(ground).backgroundColor : "rgb(255, 255, 255)";
  return [style.color, paper, parseFloat(style.fontSize)];
}"""


def brightness(colour):
    red, green, blue = (int(part) / 255 for part in re.findall(r"\d+", colour)[:3])
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first, second):
    bright, dark = sorted((brightness(first), brightness(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_notice_and_labels_are_printed_large_and_dark_enough(visit, scheme):
    reader = visit(color_scheme=scheme)
    reader.goto(ARTICLE)
    reader.emulate_media(media="print", color_scheme=scheme)
    notice = reader.locator("main [data-disclosure=notice]").first
    labels = reader.locator("main [data-disclosure=label]")
    expect(notice).to_be_visible()
    assert labels.count() > 0
    text_size = reader.locator(".body p").first.evaluate(LOOK)[2]
    for element in (notice, *labels.all()):
        expect(element).to_be_visible()
        ink, ground, size = element.evaluate(LOOK)
        assert contrast(ink, ground) >= 4.5
        assert size >= text_size
    assert notice.bounding_box()["y"] < labels.first.bounding_box()["y"]
    assert reader.pdf()[:4] == b"%PDF"


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_a_reader_searches(visit, javascript):
    reader = visit(java_script_enabled=javascript)
    reader.goto("/")
    reader.get_by_role("navigation", name="Main").get_by_role("link", name="Search").click()
    reader.get_by_label("Words").fill("insomnia")
    reader.get_by_role("button", name="Search").click()
    reader.get_by_role("link", name=re.compile("Lying awake again")).click()
    expect(reader.get_by_role("heading", level=1)).to_contain_text("Lying awake again")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_cards_of_advertising_and_search_are_accessible(visit, scheme, width):
    HealthArticlePage.objects.filter(slug="cbt-i-for-insomnia").update(disclosure_wholly_commercial=True)
    reader = visit(color_scheme=scheme, viewport={"width": width, "height": 800})
    for address in ("/search/?q=sleep", "/search/?q=zebra", "/"):
        reader.goto(address)
        found = Axe().run(
            reader, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
        )
        assert found.response["violations"] == []
        assert reader.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    card = reader.locator("[data-disclosure=commercial-card]").first
    expect(card.get_by_role("link", name=re.compile("^Advertisement Lying awake again"))).to_be_visible()
    label = card.locator("[data-disclosure=label]")
    ink, ground, size = label.evaluate(LOOK)
    assert (contrast(ink, ground) >= 4.5, size >= card.locator(".card__summary").evaluate(LOOK)[2]) == (
        True,
        True,
    )
