"""Each block as readers and the editor's chooser see it."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse

from blog.blocks import TableBlock
from blog.review.classification import block_class
from blog.streams import ArticleBody, ReferenceBlock

pytestmark = pytest.mark.site
TABLE = {"caption": "Days", "header": ["Day", "What"], "rows": [["Monday", "Walk"]]}


def rendered(name, value, **context):
    block = ArticleBody().child_blocks[name]
    return BeautifulSoup(block.render(block.to_python(value), context=context), "html.parser")


def test_a_table_has_a_caption_and_says_what_each_heading_is_for():
    table = rendered("table", TABLE).table
    assert table.caption.text == "Days"
    assert [(cell.text, cell["scope"]) for cell in table.select("th")] == [
        ("Day", "col"),
        ("What", "col"),
        ("Monday", "row"),
    ]
    assert table.find_parent(tabindex="0")["aria-label"] == "Days"


@pytest.mark.parametrize(
    ("level", "words"), [("non_urgent", "Not urgent"), ("urgent", "Urgent"), ("emergency", "Emergency")]
)
def test_a_care_card_says_in_words_how_urgent_it_is(level, words):
    card = rendered("care_card", {"level": level, "title": "Ask", "text": "<p>If it hurts.</p>"}).div
    assert card["role"] == "note"
    assert card["aria-label"].startswith(words)
    assert card.select_one(".care-card__level").text.startswith(words)
    assert f"care-card--{level}" in card["class"]


def test_a_warning_says_in_words_that_it_is_one():
    warning = rendered("warning", {"title": "Do not stop", "text": "<p>Ask first.</p>"}).div
    assert warning.select_one(".warning__label").text == "Warning"
    assert warning.h2.text == "Do not stop"


@pytest.mark.parametrize("level", [2, 3])
def test_headings_inside_a_block_stand_at_the_level_of_their_place(level):
    html = rendered("question_answer", {"question": "How?", "answer": "<p>So.</p>"}, level=level)
    assert html.find(f"h{level}").text == "How?"


def test_a_picture_has_its_description_and_its_credit(picture):
    figure = rendered("image", {"image": picture.pk, "alt": "A sky", "caption": "At night"}).figure
    assert figure.img["alt"] == "A sky"
    assert "Kim Doe, CC BY 4.0" in figure.figcaption.text
    assert "At night" in figure.figcaption.text
    assert "1440w" in figure.img["srcset"]


def test_a_quote_without_a_name_has_no_caption():
    assert rendered("quote", {"text": "Walk.", "attribution": ""}).figcaption is None
    assert rendered("quote", {"text": "Walk.", "attribution": "Kim"}).figcaption.text == "Kim"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("quote", {"text": "<b>x</b>", "attribution": "<b>x</b>"}),
        ("heading", {"text": "<b>x</b>", "anchor": '"><b>x</b>'}),
        ("key_points", {"points": ["<b>x</b>"]}),
        ("table", {"caption": "<b>x</b>", "header": ["<b>x</b>"], "rows": [["<b>x</b>"]]}),
        ("do_and_dont", {"dos": ["<b>x</b>"], "donts": ["<b>x</b>"]}),
        ("question_answer", {"question": "<b>x</b>", "answer": ""}),
        ("warning", {"title": "<b>x</b>", "text": ""}),
        ("care_card", {"level": "x", "title": "<b>x</b>", "text": ""}),
    ],
)
def test_plain_text_stays_plain_text(name, value):
    assert rendered(name, value).b is None


def test_a_row_with_too_few_cells_is_named():
    with pytest.raises(ValidationError) as error:
        TableBlock().clean(TableBlock().to_python(TABLE | {"rows": [["Monday", "Walk"], ["Tuesday"]]}))
    [message] = error.value.block_errors["rows"].messages
    assert message.startswith("Row 2 has 1 cells, but there are 2 column headings.")


@pytest.mark.parametrize(("typed", "stored"), [("https://doi.org/10.1000/182", "10.1000/182"), ("", "")])
def test_a_doi_is_stored_in_its_bare_form(typed, stored):
    block = ReferenceBlock()
    assert block.clean(block.to_python({"title": "Steps", "doi": typed}))["doi"] == stored


def test_what_is_no_doi_is_refused_with_an_example():
    block = ReferenceBlock()
    with pytest.raises(ValidationError) as error:
        block.clean(block.to_python({"title": "Steps", "doi": "pubmed 123"}))
    assert "10.1000/182" in error.value.block_errors["doi"].messages[0]


def leaves(block, path):
    """Yield the path and class of every block that has no blocks inside."""
    children = getattr(block, "child_blocks", {})
    if not children and not hasattr(block, "child_block"):
        yield path, block_class(block)
    if hasattr(block, "child_block"):
        yield from leaves(block.child_block, path)
    for name, child in children.items():
        yield from leaves(child, f"{path}.{name}")


def test_a_reviewer_signs_everything_but_addresses_of_headings_and_money():
    unsigned = {path: kind for path, kind in leaves(ArticleBody(), "body") if kind != "clinical"}
    money = ("merchants.price", "merchants.currency", "merchants.price_seen_at", "payment_moves_rank")
    products = ("body.product", "body.product_ranking.products")
    expected = dict.fromkeys((f"{product}.{name}" for product in products for name in money), "meta")
    del expected["body.product_ranking.products.payment_moves_rank"]
    assert unsigned == expected | {
        "body.heading.anchor": "presentation",
        "body.product_ranking.payment_moves_rank": "meta",
    }


@pytest.mark.parametrize("name", sorted(ArticleBody().child_blocks))
def test_the_chooser_shows_what_a_block_looks_like(admin_client, name):
    block = ArticleBody().child_blocks[name]
    assert block.get_description()
    if name != "image":
        page = admin_client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
        assert page.status_code == 200
        main = BeautifulSoup(page.content, "html.parser").main
        assert main.get_text(strip=True)
        # As readers get it: with labels in the links that pay.
        assert len(main.select(".product__link [data-disclosure=label]")) == len(
            main.select(".product__link")
        )
