"""Evidence leaves as files that show whether somebody changed them, and answers what a reader saw."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from disclosures import exporting
from disclosures.evidence import PUBLICATION, record
from disclosures.models import DisclosureEvidence
from disclosures.times import moment_of
from tests.disclosures.pages import a_page

DAY = datetime(2026, 3, 1, 8, tzinfo=UTC)


def run(name, *arguments):
    out, err = io.StringIO(), io.StringIO()
    call_command(name, *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def a_row(day=0, **values):
    shown = {"page_id": 7, "page_title": "Lamps", "address": "https://example.org/lamps/", "output": "page"}
    shown |= {"occasion": "audit", "locale": "en", "notice": "We earn money.", "notice_hash": "a"}
    return DisclosureEvidence.objects.create(at=DAY + timedelta(days=day), **{**shown, **values})


@pytest.fixture
def exported(db, tmp_path):
    """Three rows as a file, and the hash of the last line."""
    for day in range(3):
        a_row(day, notice=f"Notice {day}", user_id=5)
    out, err = run("export_evidence")
    file = tmp_path / "evidence.jsonl"
    file.write_text(out, encoding="utf-8")
    return file, err.removeprefix("Last hash: ").strip()


def test_each_line_carries_the_hash_of_the_line_before(exported):
    file, last = exported
    lines = file.read_text(encoding="utf-8").splitlines()
    data = [json.loads(line) for line in lines]
    assert data[0]["previous"] == "0" * 64
    assert data[2]["previous"] == exporting._hash(lines[1])
    assert last == exporting._hash(lines[2])
    assert (data[1]["notice"], data[1]["at"], data[1]["user_id"]) == (
        "Notice 1",
        "2026-03-02T08:00:00+00:00",
        5,
    )


def test_a_whole_file_is_verified(exported):
    file, last = exported
    assert (
        "3 lines are as they were exported"
        in run("export_evidence", "--verify", str(file), "--last", last)[0]
    )
    assert "Compare this hash" in run("export_evidence", "--verify", str(file))[0]


def test_a_file_can_come_from_a_pipe(exported, monkeypatch):
    file, last = exported
    monkeypatch.setattr("sys.stdin", io.StringIO(file.read_text(encoding="utf-8")))
    assert last in run("export_evidence", "--verify", "-")[0]


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda lines: [lines[0].replace("Notice 0", "Notice X"), *lines[1:]], 2),
        (lambda lines: [lines[0], lines[2]], 2),
        (lambda lines: lines[1:], 1),
        (lambda lines: [lines[1], lines[0], lines[2]], 1),
        (lambda lines: [lines[0], lines[2], lines[1]], 2),
        (lambda lines: [lines[0], "no json", *lines[1:]], 2),
        (lambda lines: [lines[0], "[]", *lines[1:]], 2),
        (lambda lines: [lines[0], "", *lines[1:]], 2),
        (lambda lines: [lines[0], lines[0], *lines[1:]], 2),
    ],
)
def test_a_line_that_was_changed_taken_out_or_moved_is_found(exported, change, line):
    file, _ = exported
    file.write_text("\n".join(change(file.read_text(encoding="utf-8").splitlines())), encoding="utf-8")
    with pytest.raises(CommandError, match=f"Line {line} does not follow"):
        run("export_evidence", "--verify", str(file))


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: lines[:2],
        lambda lines: [*lines[:2], lines[2].replace("Notice 2", "X")],
        lambda lines: [],
    ],
)
def test_the_end_of_the_file_is_sealed_by_the_hash_that_was_kept(exported, change):
    file, last = exported
    file.write_text("\n".join(change(file.read_text(encoding="utf-8").splitlines())), encoding="utf-8")
    run("export_evidence", "--verify", str(file))
    with pytest.raises(CommandError, match="The last hash is"):
        run("export_evidence", "--verify", str(file), "--last", last)


def test_a_file_that_is_not_there_or_no_text_is_told(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        run("export_evidence", "--verify", str(tmp_path / "nothing"))
    (tmp_path / "bytes").write_bytes(b"\xff")
    with pytest.raises(CommandError, match="decode"):
        run("export_evidence", "--verify", str(tmp_path / "bytes"))


@pytest.mark.django_db
def test_nothing_recorded_is_an_empty_file():
    assert run("export_evidence") == ("", f"Last hash: {'0' * 64}\n")


@pytest.mark.django_db
def test_a_table_holds_no_formulas():
    a_row(page_title="=cmd()", notice="We earn\n“money”, too", links=[{"href": "x"}])
    rows = list(csv.DictReader(io.StringIO(run("export_evidence", "--format", "csv")[0])))
    assert len(rows) == 1
    assert (rows[0]["page_title"], rows[0]["links"], rows[0]["revision_id"]) == (
        "'=cmd()",
        '[{"href": "x"}]',
        "",
    )
    assert rows[0]["notice"] == "We earn\n“money”, too"


@pytest.mark.django_db
def test_only_newer_rows_are_exported_when_asked(exported):
    assert len(run("export_evidence", "--since", "2026-03-02T08:00+00:00")[0].splitlines()) == 2
    with pytest.raises(CommandError, match="is no time"):
        run("export_evidence", "--since", "yesterday")


def test_keys_that_are_no_numbers_can_be_exported():
    key = object()
    line, _ = next(exporting.chained_lines([{"user_id": key}]))
    assert json.loads(line)["user_id"] == str(key)


@pytest.mark.django_db
def test_what_a_reader_saw_at_a_time_is_answered():
    page = a_page()
    first = record(page, PUBLICATION)
    said, _ = run("disclosures_shown", page.full_url, datetime.now(UTC).isoformat())
    assert f"Page:     Lamps (page {page.pk}, Page)" in said
    assert f"the same since {first.at:%Y-%m-%d %H:%M:%S UTC}" in said
    assert "Notice:   This page contains paid links." in said
    assert "Link:     https://www.amazon.com/dp/B0?tag=ours-20" in said
    assert "label “(paid link)”, rel “sponsored nofollow”, Amazon Associates (rule amazon.com tag)" in said
    assert "Broken:   no rule" in said


@pytest.mark.django_db
def test_the_state_of_that_time_is_answered_and_since_when():
    for day, text in enumerate(["old", "new", "new", "newest"]):
        a_row(day, notice=text, notice_hash=text, user_label="Ann", revision_id=day)
    said, _ = run("disclosures_shown", "https://example.org/lamps/", "2026-03-03T20:00+00:00")
    assert "Notice:   new" in said
    assert "2026-03-03 08:00:00 UTC (Audit), the same since 2026-03-02 08:00:00 UTC" in said
    assert "Revision: 2, published by Ann" in said
    assert "Link:     none that pays" in said


@pytest.mark.django_db
def test_what_nobody_recorded_is_not_made_up():
    with pytest.raises(CommandError, match="Nothing was ever recorded"):
        run("disclosures_shown", "https://example.org/lamps/", "2026-03-03")
    a_row()
    with pytest.raises(CommandError, match=r"Recorded: https://example.org/lamps/$"):
        run("disclosures_shown", "http://example.org/lamps/", "2026-03-03")
    with pytest.raises(CommandError, match=r"leave no record\.$"):
        run("disclosures_shown", "http://example.org/", "2026-03-03")
    with pytest.raises(CommandError, match="the first record is of 2026-03-01 08:00:00 UTC"):
        run("disclosures_shown", "https://example.org/lamps/", "2026-02-03")


def test_times_are_read_as_people_write_them(settings):
    settings.TIME_ZONE = "UTC"
    assert moment_of("2026-03-01T08:00+00:00") == DAY
    assert moment_of("2026-03-01 08:00").utcoffset() is not None
    assert moment_of("2026-03-01").hour == 0
