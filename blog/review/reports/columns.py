"""Columns of lists about medical review."""

from wagtail.admin.ui.tables import Column


class StandingColumn(Column):
    """The state as a badge that leads to the review screen."""

    cell_template_name = "medical_review/reports/standing_cell.html"


class DueColumn(Column):
    """A day, and that it has passed."""

    cell_template_name = "medical_review/reports/due_cell.html"


class DayColumn(Column):
    """A day on one line."""

    cell_template_name = "medical_review/reports/day_cell.html"


class ConcernsColumn(Column):
    """What is to be done about a person, one line each."""

    cell_template_name = "medical_review/reports/concerns_cell.html"


class StandingInShortColumn(Column):
    """The state, who reads the page and by when, in one cell."""

    cell_template_name = "medical_review/reports/standing_in_short_cell.html"


class ReviewerColumn(Column):
    """Who reads a page, with the way to their work; of somebody deleted since, the name."""

    cell_template_name = "medical_review/reports/reviewer_cell.html"
