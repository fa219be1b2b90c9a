"""Tables of links as files: how they are read, how they are written, and which column means what.

The columns of other systems are those that their exports write:

- ThirstyAffiliates Pro (`Models/CSV_Importer/CSV_Exporter.php`): Name, Destination URL, Slug, "Categories (separated
  by semicolons)" and others, in Latin-1. Its import, and its handbook, call the first one "Link Name".
- PrettyLinks Pro (`PlpImportExportController::export`): id, url, slug, name, redirect_type, ..., link_categories.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

OWN, THIRSTY, PRETTY = "own", "thirstyaffiliates", "prettylinks"
SYSTEMS = {OWN: gettext_lazy("this system"), THIRSTY: "ThirstyAffiliates", PRETTY: "PrettyLinks"}
# Our own columns; "address_de" and the like follow, one for each language.
FIELDS = ("slug", "title", "programme", "network", "status", "ends_on", "note", "address")
ADDRESS = re.compile(r"address(?:_([a-z0-9-]+))?\Z")
# By the beginning of a column's name in small letters: exports put explanations behind it.
MEANINGS = {
    THIRSTY: {
        "name": "title",
        "link name": "title",
        "destination url": "address",
        "slug": "slug",
        "categories": "note",
    },
    PRETTY: {
        "name": "title",
        "url": "address",
        "slug": "slug",
        "link_categories": "note",
        "description": "note",
    },
}
DELIMITERS = ",;\t|"
MOST_BYTES, MOST_ROWS = 4_000_000, 20_000
# A spreadsheet runs a cell that begins like this: https://owasp.org/www-community/attacks/CSV_Injection
FORMULA = re.compile(r"'*[=+\-@\t\r]")
NEUTRALISED = re.compile(r"'+[=+\-@\t\r]")


class TableError(ValueError):
    """A file that cannot be read at all; the message says what to do."""


@dataclass(frozen=True)
class Table:
    """The cells of a file. `rows` are (number in the file, cells); the header is row 1."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...] = ()
    system: str = OWN
    meanings: dict[str, int] = field(default_factory=dict)


def read_bytes(content: bytes) -> str:
    """Return the text of a file in UTF-8 or UTF-16 with or without mark, or in a Western encoding of one byte."""
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            return content.decode("cp1252")
        except UnicodeDecodeError:
            return content.decode("latin-1")


def read_table(text: str) -> Table:
    """Return the cells of a file and what its columns seem to mean. Raises TableError naming row and reason."""
    first = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[tuple[int, tuple[str, ...]]] = []
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                rows.append((number, tuple(_plain(cell) for cell in cells)))
            if len(rows) > MOST_ROWS + 1:
                raise TableError(_("More than %(most)s rows. Split the file.") % {"most": MOST_ROWS})
    except csv.Error as error:
        message = _("Row %(number)s cannot be read: %(error)s.")
        raise TableError(message % {"number": number + 1, "error": error}) from error
    if not rows:
        raise TableError(_("The file is empty."))
    columns = tuple(cell.strip() for cell in rows[0][1])
    system = _system(columns)
    return Table(columns, tuple(rows[1:]), system, meanings_of(columns, system))


def _plain(cell: str) -> str:
    """Take away the apostrophe by which an export kept a spreadsheet from running a cell."""
    return (cell[1:] if NEUTRALISED.match(cell) else cell).strip()


def _system(columns: Sequence[str]) -> str:
    names = {column.lower() for column in columns}
    if "destination url" in names:
        return THIRSTY
    return PRETTY if "url" in names and "address" not in names else OWN


def meanings_of(columns: Sequence[str], system: str) -> dict[str, int]:
    """Return which column (counted from 0) holds which field, the first one of several."""
    found: dict[str, int] = {}
    known = MEANINGS.get(system, {})
    for number, column in enumerate(columns):
        name = column.lower()
        if known:
            meaning = next((known[start] for start in known if re.match(rf"{start}\b", name)), None)
        else:
            meaning = name if name in FIELDS or ADDRESS.match(name) else None
        if meaning:
            found.setdefault(meaning, number)
    return found


def written(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a file that spreadsheets and `read_table` read, in which no cell is a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([f"'{cell}" if FORMULA.match(cell) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")
