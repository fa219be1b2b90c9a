"""Table cells as plain lines of text: quick to type, and a piece of a spreadsheet can be pasted."""

import re
from typing import Any

from django import forms
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.blocks import FieldBlock

SEPARATOR = re.compile(r"(?<!\\)\|")


def row_from_line(line: str) -> list[str]:
    r"""Return the cells of one line: parted by tabs if it has any, else by `|` (`\|` is a bar in a cell)."""
    if "\t" in line:
        return [_one_line(cell) for cell in line.split("\t")]
    return [_one_line(cell.replace("\\|", "|")) for cell in SEPARATOR.split(line)]


def line_from_row(row: list[str]) -> str:
    """Return the line that `row_from_line` reads as these cells."""
    return " | ".join(_one_line(cell).replace("|", "\\|") for cell in row)


def _one_line(text: str) -> str:
    return " ".join(str(text).split())


class CellRowBlock(FieldBlock):
    """One row: a list of texts."""

    rows = 1

    def __init__(self, required: bool = True, help_text: Any = "", **kwargs: Any) -> None:
        self.field = forms.CharField(
            required=required,
            help_text=help_text,
            strip=False,
            widget=AdminAutoHeightTextInput(attrs={"rows": self.rows}),
        )
        super().__init__(**kwargs)

    def value_for_form(self, value: list[str] | None) -> str:
        """Write the cells as one line."""
        return line_from_row(value or [])

    def value_from_form(self, value: str) -> list[str]:
        """Read the cells; a row that was pasted over several lines is one row."""
        return row_from_line(value.replace("\r", "").replace("\n", " ")) if value.strip() else []

    def get_default(self) -> list[str]:
        """Start empty."""
        return self.normalize(self.meta.default) if self.meta.default else []

    def get_searchable_content(self, value: list[str]) -> list[str]:
        """Let the search find the cells."""
        return list(value)

    class Meta:
        icon = "table"
        review_class = "clinical"


class CellRowsBlock(CellRowBlock):
    """Several rows: a list of lists of texts."""

    rows = 4

    def value_for_form(self, value: list[list[str]] | None) -> str:
        """Write each row as one line."""
        return "\n".join(line_from_row(row) for row in value or [])

    def value_from_form(self, value: str) -> list[list[str]]:
        """Read one row per line; empty lines count for nothing."""
        return [row_from_line(line) for line in value.splitlines() if line.strip()]

    def get_searchable_content(self, value: list[list[str]]) -> list[str]:
        """Let the search find the cells."""
        return [cell for row in value for cell in row]


# Migrations name Wagtail's own block: they need the stored form only, not this module.
DECONSTRUCT_ALIASES = {CellRowBlock: "wagtail.blocks.TextBlock", CellRowsBlock: "wagtail.blocks.TextBlock"}
