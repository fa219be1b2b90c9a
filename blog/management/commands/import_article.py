"""`manage.py import_article`: plain text files become drafts with a report; nothing is published."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db.models import QuerySet
from django.urls import reverse
from wagtail.models import Locale

from blog.importers import encodings, plain_text
from blog.importers.drafts import DraftRefused, create_draft, imported_before, reviewer_problems
from blog.importers.imported import ImportedArticle, NotAnArticle
from blog.importers.reports import ImportReport, report_on
from blog.models import BlogIndexPage, Topic
from blog.people.models import Person


class Command(BaseCommand):
    """Imports articles. A file that cannot be imported does not hinder the others."""

    help = "Import plain text articles as unreviewed drafts. Prints what was found, taken out and left to do."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the command line."""
        parser.add_argument("files", nargs="+", metavar="FILE", help="a text file with one article")
        parser.add_argument("--author", action="append", default=[], help="a person's slug; may be repeated")
        parser.add_argument("--reviewer", help="the slug of the person who shall review the article")
        parser.add_argument("--topic", action="append", default=[], help="a topic's slug; may be repeated")
        parser.add_argument("--parent", help="the slug of the list of articles; needed if there are several")
        parser.add_argument("--dry-run", action="store_true", help="read and report, but save nothing")
        parser.add_argument("--again", action="store_true", help="import articles that were imported before")
        parser.add_argument("--report", type=Path, metavar="FILE", help="also write the reports as JSON")

    def handle(self, **options: Any) -> None:
        """Import each file by itself; raise CommandError at the end if one failed."""
        parent = _parent(options["parent"])
        topics = Topic.objects.filter(locale=parent.locale or Locale.get_active())
        people = {
            "authors": [_with_slug(Person.objects.all(), slug, "author") for slug in options["author"]],
            "reviewer": options["reviewer"]
            and _with_slug(Person.objects.all(), options["reviewer"], "reviewer"),
            "topics": [_with_slug(topics, slug, "topic") for slug in options["topic"]],
        }
        for problem in reviewer_problems(people["reviewer"] or None, people["authors"]):
            raise CommandError(problem)
        if options["report"]:
            _write(options["report"], [])  # better refused now than after the articles were imported
        save_below = None if options["dry_run"] else parent
        results = [self._result(name, save_below, people, options["again"]) for name in options["files"]]
        if options["report"]:
            _write(options["report"], results)
        failed = sum("error" in result for result in results)
        if failed:
            raise CommandError(
                f"{failed} of {len(results)} files were not imported; the reasons stand above."
            )

    def _result(
        self, name: str, parent: BlogIndexPage | None, people: dict[str, Any], again: bool
    ) -> dict[str, Any]:
        """Import one file (without a parent: only read it), print its report or its error, and return that."""
        try:
            report = _import(Path(name), parent, people, again)
        except (NotAnArticle, DraftRefused, OSError) as error:
            sentence = _file_error(error) if isinstance(error, OSError) else str(error)
            self.stderr.write(self.style.ERROR(f"{name}: {sentence}"))
            return {"source": name, "status": "refused", "error": sentence}
        status = "imported" if parent else "not saved (dry run)"
        self.stdout.write(self.style.SUCCESS(f"{name}: {status}") + f"\n{report.as_text()}")
        return {"status": status, **report.as_json()}


def _import(path: Path, parent: BlogIndexPage | None, people: dict[str, Any], again: bool) -> ImportReport:
    article = plain_text.read(encodings.decode(path.read_bytes()))
    if not again:
        _refuse_second_time(article)
    if parent is None:
        return report_on(article, source=str(path), **people)
    page = create_draft(article, parent=parent, source=path.name, **people)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return report_on(article, source=str(path), page_id=page.pk, address=address, **people)


def _refuse_second_time(article: ImportedArticle) -> None:
    page = imported_before(article)
    if page is not None:
        raise DraftRefused(
            f"This article was imported before, as “{page.title}” (page {page.pk}). "
            "Go on there, or add --again to import it once more."
        )


def _parent(slug: str | None) -> BlogIndexPage:
    """Return the list of articles with this slug, or the only one."""
    lists = BlogIndexPage.objects.order_by("path")
    if slug:
        return _with_slug(lists, slug, "parent")
    found = list(lists[:2])
    if not found:
        raise CommandError("There is no list of articles yet. Create one in the admin below the home page.")
    if len(found) > 1:
        raise CommandError(f"There are several lists of articles. Choose one with --parent: {_slugs(lists)}.")
    return found[0]


def _with_slug(rows: QuerySet, slug: str, option: str) -> Any:
    """Return the row with this slug; raise CommandError with the slugs that exist."""
    row = rows.filter(slug=slug).first()
    if row is None:
        known = _slugs(rows) or "none yet; add one in the admin"
        raise CommandError(f"There is no --{option} “{slug}”. Known: {known}.")
    return row


def _slugs(rows: QuerySet) -> str:
    return ", ".join(sorted(set(rows.values_list("slug", flat=True))))


def _file_error(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "There is no such file. Check its name and the folder."
    if isinstance(error, IsADirectoryError):
        return "This is a folder. Name the files in it."
    return f"The file cannot be read ({error.strerror}). Check who may read it."


def _write(path: Path, results: list[dict[str, Any]]) -> None:
    try:
        path.write_text(json.dumps(results, ensure_ascii=False, indent=2) + "\n", "utf-8")
    except OSError as error:
        raise CommandError(
            f"The report {path} cannot be written ({error.strerror}). Choose another place."
        ) from error
