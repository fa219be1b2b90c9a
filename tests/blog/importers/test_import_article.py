"""`manage.py import_article`: from files to drafts, with sentences for whatever goes wrong."""

import json

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Locale

from blog.models import BlogIndexPage, HealthArticlePage, Topic

TEXT = "Sleeping better\n\nRest helps.\n\nWhy it helps\n\nIt does.\n\nLeave a comment!"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "rest.txt"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def run(index, author, reviewer, topic, capsys):
    """Return a function that runs the command and returns what it printed."""

    def run(*args, people=("--author", "ana-ruiz", "--reviewer", "bo-lind", "--topic", "sleep")) -> str:
        call_command("import_article", *map(str, args), *people)
        return capsys.readouterr().out

    return run


def test_a_file_becomes_a_draft_and_a_report(run, file, author, reviewer, topic) -> None:
    printed = run(file)
    page = HealthArticlePage.objects.get()
    assert (page.title, page.live, page.people) == ("Sleeping better", False, [author])
    assert (page.assigned_reviewer, list(page.topics.all())) == (reviewer, [topic])
    assert "Comment prompt: Leave a comment!" in printed
    assert f"/admin/pages/{page.pk}/edit/" in printed


@pytest.mark.shared
def test_the_legacy_article_becomes_a_draft(run, shared_data, tmp_path) -> None:
    printed = run(shared_data / "legacy-article.txt", "--report", tmp_path / "report.json")
    page = HealthArticlePage.objects.get()
    assert page.title == "What Is Esketamine Depression Treatment and How Does It Work?"
    headings = [block.value for block in page.body if block.block_type == "heading"]
    assert len(headings) == 9
    assert len({heading["anchor"] for heading in headings}) == 9
    [report] = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert [piece["what"] for piece in report["removed"]] == [
        "disclosure notice",
        "comment prompt",
        "share prompt",
    ]
    for piece in report["removed"]:
        assert piece["text"] in printed
    assert (report["status"], report["page_id"]) == ("imported", page.pk)


def test_a_dry_run_saves_nothing(run, file) -> None:
    assert "not saved" in run(file, "--dry-run")
    assert not HealthArticlePage.objects.exists()


def test_people_and_topics_can_be_added_later(run, file) -> None:
    printed = run(file, people=())
    assert "Name the author." in printed
    assert HealthArticlePage.objects.get().people == []


@pytest.mark.parametrize(
    ("people", "words"),
    [
        (("--author", "nobody"), "There is no --author “nobody”. Known: ana-ruiz, bo-lind."),
        (("--reviewer", "nobody"), "There is no --reviewer “nobody”. Known: ana-ruiz, bo-lind."),
        (("--topic", "nothing"), "There is no --topic “nothing”. Known: sleep."),
        (("--parent", "nowhere"), "There is no --parent “nowhere”. Known: articles."),
        (("--author", "bo-lind", "--reviewer", "bo-lind"), "cannot be author and reviewer"),
    ],
)
def test_wrong_names_are_refused_before_anything_is_read(run, file, people, words) -> None:
    with pytest.raises(CommandError) as refused:
        run(file, people=people)
    assert words in str(refused.value)
    assert not HealthArticlePage.objects.exists()


def test_no_topics_at_all_is_said(run, file) -> None:
    Topic.objects.all().delete()
    with pytest.raises(CommandError, match="none yet"):
        run(file, people=("--topic", "sleep"))


def test_a_topic_of_another_language_is_not_known(run, file) -> None:
    Topic.objects.create(name="Schlaf", slug="schlaf", locale=Locale.objects.create(language_code="de"))
    with pytest.raises(CommandError, match="schlaf"):
        run(file, people=("--topic", "schlaf"))


def test_the_list_of_articles_is_named_if_there_are_several(run, file, home) -> None:
    home.add_child(instance=BlogIndexPage(title="News", slug="news"))
    with pytest.raises(CommandError, match="--parent: articles, news"):
        run(file)
    run(file, "--parent", "news")
    assert HealthArticlePage.objects.get().get_parent().slug == "news"


def test_without_a_list_of_articles_the_way_on_is_said(home, file) -> None:
    with pytest.raises(CommandError, match="Create one"):
        call_command("import_article", str(file))


def test_a_file_that_fails_does_not_lose_the_others(run, file, tmp_path, capsys) -> None:
    bad = {
        "empty.txt": b"",
        "picture.txt": b"\x89PNG\x00",
        "letter.txt": b"PK\x03\x04",
        "untitled.txt": b"This is a long sentence. It has no title above it.",
    }
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
    report = tmp_path / "report.json"
    files = [*(tmp_path / name for name in bad), tmp_path / "missing.txt", tmp_path, file]
    with pytest.raises(CommandError, match="6 of 7 files"):
        run(*files, "--report", report)
    assert HealthArticlePage.objects.get().title == "Sleeping better"
    errors = capsys.readouterr().err
    for words in ("no article", "not text", "Word", "No title", "no such file", "a folder"):
        assert words in errors
    assert [result["status"] for result in json.loads(report.read_text("utf-8"))] == ["refused"] * 6 + [
        "imported"
    ]


def test_a_file_nobody_may_read_is_told(run, file, monkeypatch, capsys) -> None:
    def refuse(path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    with pytest.raises(CommandError):
        run(file)
    assert "Check who may read it" in capsys.readouterr().err


def test_the_same_article_is_imported_once_unless_asked_for_again(run, file, capsys) -> None:
    run(file)
    with pytest.raises(CommandError):
        run(file)
    assert "was imported before, as “Sleeping better”" in capsys.readouterr().err
    assert HealthArticlePage.objects.count() == 1
    run(file, "--again")
    assert HealthArticlePage.objects.count() == 2


def test_a_report_that_cannot_be_written_is_refused_before_the_import(run, file, tmp_path) -> None:
    with pytest.raises(CommandError, match="cannot be written"):
        run(file, "--report", tmp_path / "missing" / "report.json")
    assert not HealthArticlePage.objects.exists()


def test_a_file_of_windows_is_read(run, tmp_path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("Sleep – how?\r\n\r\nRest “helps”.\r\n".encode("windows-1252"))
    run(path)
    assert HealthArticlePage.objects.get().title == "Sleep – how?"
