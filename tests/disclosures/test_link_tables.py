"""Files of links are read as they come, and written so that no spreadsheet runs them."""

import csv
import io

import pytest

from disclosures.link_tables import (
    MOST_ROWS,
    TableError,
    meanings_of,
    read_bytes,
    read_table,
    written,
)

THIRSTY = (
    "Name,Destination URL,Slug,Categories (separated by semicolons),"
    "Images To Download & Attach (separated by semicolons; jpg/png/gif only),"
    "Geolocations Links (format: AU:http://google.com.au separated by semicolon),"
    "Autolinker Keywords (separated by semicolon),_ta_no_follow\n"
)
PRETTY = (
    '"id","url","slug","name","redirect_type","track_me","nofollow","param_forwarding","google_tracking","delay",'
    '"created_at","last_updated_at","link_categories","link_tags"\n'
)


@pytest.mark.parametrize(
    ("header", "system", "meanings"),
    [
        (
            "slug,title,address,address_de,other\n",
            "own",
            {"slug": 0, "title": 1, "address": 2, "address_de": 3},
        ),
        ("Slug;Address;TITLE;slug\n", "own", {"slug": 0, "address": 1, "title": 2}),
        (THIRSTY, "thirstyaffiliates", {"title": 0, "address": 1, "slug": 2, "note": 3}),
        (
            THIRSTY.replace("Name", "Link Name", 1),
            "thirstyaffiliates",
            {"title": 0, "address": 1, "slug": 2, "note": 3},
        ),
        (PRETTY, "prettylinks", {"address": 1, "slug": 2, "title": 3, "note": 12}),
        ("a,b\n", "own", {}),
    ],
)
def test_columns_are_known_by_their_names(header, system, meanings):
    table = read_table(header)
    assert (table.system, table.meanings) == (system, meanings)
    assert meanings_of(table.columns, system) == meanings


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_cells_are_separated_by_what_separates_the_header(delimiter):
    table = read_table(
        f"slug{delimiter}title{delimiter}address\na{delimiter}b, c; d{delimiter}e\n".replace("b, c; d", "b")
    )
    assert table.rows == ((2, ("a", "b", "e")),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
def test_letters_arrive_in_every_usual_encoding(encoding):
    assert read_bytes("slug,title\na,Müsli für Zoë\n".encode(encoding)) == "slug,title\na,Müsli für Zoë\n"


def test_bytes_that_are_no_text_are_read_somehow():
    assert read_bytes(b"a\x81\xe4") == "a\x81ä"
    assert read_bytes(b"\xff\xfea") == "�"


def test_empty_rows_are_passed_over_and_counted():
    assert read_table("slug,title\n\n,\na,b\n").rows == ((4, ("a", "b")),)


def test_a_cell_may_hold_lines():
    assert read_table('slug,note\na,"b\nc"\n').rows == ((2, ("a", "b\nc")),)


@pytest.mark.parametrize("text", ["", "\n\n", ",,\n"])
def test_an_empty_file_says_so(text):
    with pytest.raises(TableError, match="empty"):
        read_table(text)


def test_a_row_that_cannot_be_read_is_named():
    with pytest.raises(TableError, match=r"Row 3 cannot be read"):
        read_table("slug,title\na,b\nc," + "d" * 200_000 + "\n")


def test_too_many_rows_are_refused():
    with pytest.raises(TableError, match="Split"):
        read_table("slug\n" + "a\n" * (MOST_ROWS + 1))


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''=1", "-"])
def test_no_cell_is_a_formula_and_comes_back_as_it_was(cell):
    content = written(["slug"], [[cell]])
    kept = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1][0]
    assert kept == f"'{cell}"
    assert read_table(read_bytes(content)).rows[0][1] == (cell.strip(),)


@pytest.mark.parametrize("cell", ["'quoted'", "a=b", "1-2", 'x"y', "a,b;c", "it's"])
def test_other_cells_stay_as_they_are(cell):
    content = written(["slug"], [[cell]])
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1] == [cell]
    assert read_table(read_bytes(content)).rows[0][1] == (cell,)
