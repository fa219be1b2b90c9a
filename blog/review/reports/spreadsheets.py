"""Tables as files for office programs, in which nothing that an editor typed runs as a formula."""

from typing import Any

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class SafeSpreadsheetMixin:
    """For views that export: Wagtail writes XLSX cells as text, but leaves CSV as it is."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """Return the cell; in CSV, text that a program would take for a formula begins with an apostrophe."""
        cell = super().preprocess_field_value(field, value, export_format)
        if export_format == self.FORMAT_CSV and str(cell).startswith(FORMULA_STARTS):
            return f"'{cell}"
        return "" if cell is None else cell
