"""Contrast of colours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_config.contrast import MINIMUM_FOR_TEXT, contrast, mix, readable_on

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),  # the lightest grey that passes on white
        ("#777777", "#ffffff", 4.48),
    ],
)
def test_contrast_agrees_with_published_values(first, second, ratio):
    assert contrast(first, second) == pytest.approx(ratio, abs=0.005)


@given(colours, colours)
def test_contrast_is_symmetric_and_bounded(first, second):
    assert contrast(first, second) == contrast(second, first)
    assert 1 <= contrast(first, second) <= 21


@pytest.mark.parametrize("text", ["", "red", "#fff", "#12345g", "#1234567", "123456"])
def test_another_form_of_colour_is_refused(text):
    with pytest.raises(ValueError, match="is not a colour of the form"):
        contrast(text, "#ffffff")


def test_mix_ends_at_both_colours():
    assert mix("#102030", "#ffffff", 0) == "#102030"
    assert mix("#102030", "#ffffff", 1) == "#ffffff"
    assert mix("#000000", "#ffffff", 0.5) == "#808080"


@given(colours, colours)
def test_a_suggested_colour_can_be_read(colour, background):
    suggestion = readable_on(colour, [background])
    assert contrast(suggestion, background) >= MINIMUM_FOR_TEXT


def test_a_readable_colour_is_kept():
    assert readable_on("#0b5d4e", ["#ffffff"]) == "#0b5d4e"


def test_no_colour_is_readable_on_black_grey_and_white_at_once():
    assert readable_on("#123456", ["#000000", "#777777", "#ffffff"]) is None
