"""Table cells, typed or pasted as lines."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.cells import CellRowBlock, CellRowsBlock, line_from_row, row_from_line

cells = st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=8).map(
    lambda text: " ".join(text.split())
)


@settings(deadline=None)
@given(st.lists(cells, min_size=1, max_size=5))
def test_what_is_written_is_read_again(row):
    # A backslash before a bar is the bar's own escape; alone it is a character like any other.
    row = [cell.replace("\\", "/") for cell in row]
    assert row_from_line(line_from_row(row)) == row


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("Day | What", ["Day", "What"]),
        ("Day\tWhat | how", ["Day", "What | how"]),
        (r"a \| b | c", ["a | b", "c"]),
        ("alone", ["alone"]),
        (" | first cell empty", ["", "first cell empty"]),
    ],
)
def test_a_line_is_parted_by_tabs_or_bars(line, row):
    assert row_from_line(line) == row


def test_rows_come_one_per_line_and_empty_lines_do_not_count():
    assert CellRowsBlock().value_from_form("a | b\r\n\r\n\tc\n") == [["a", "b"], ["", "c"]]


def test_a_pasted_heading_row_over_two_lines_is_one_row():
    assert CellRowBlock().value_from_form("a |\r\nb") == ["a", "b"]
    assert CellRowBlock().value_from_form("  ") == []


def test_the_form_shows_what_is_stored():
    assert CellRowsBlock().value_for_form([["a", "b"], ["c|d", "e"]]) == "a | b\nc\\|d | e"
    assert CellRowsBlock().value_for_form(None) == ""
    assert CellRowBlock().value_for_form(["a\nb", "c"]) == "a b | c"


def test_search_finds_the_cells():
    assert CellRowBlock().get_searchable_content(["a", "b"]) == ["a", "b"]
    assert CellRowsBlock().get_searchable_content([["a"], ["b"]]) == ["a", "b"]


def test_an_empty_block_starts_as_an_empty_list():
    assert CellRowBlock().get_default() == []
    assert CellRowBlock(default=["Day"]).get_default() == ["Day"]
