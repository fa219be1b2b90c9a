"""What an import tells: what was found, what was taken out, what is left as it was, what the editor does next."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blog.importers.imported import ImportedArticle, What
from blog.people.models import Person
from blog.review.clock import day_of, now
from blog.review.eligibility import standing_problems

_ADDRESS = re.compile(r"https?://\S+|\bwww\.\S+")
_MARKDOWN = re.compile(r"(?:^|[\s>])#{1,6} \w|\*\*\w|\]\(https?:")
_MARKUP = re.compile(r"</?[a-z][a-z0-9]*(?: [^<>]*)?>")
_SOURCES = re.compile(r"(?i)(?:references|sources|bibliography|works cited|citations|further reading)\W*")


@dataclass(frozen=True)
class ImportReport:
    """One article's report, in sentences for its editor."""

    source: str
    title: str
    headings: list[str]
    words: int
    removed: list[tuple[str, str]]
    left: list[str]
    to_do: list[str]
    page_id: int | None = None
    address: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain values."""
        removed = [{"what": what, "text": text} for what, text in self.removed]
        return {**vars(self), "removed": removed}

    def as_text(self) -> str:
        """Return the report as lines for a terminal."""
        found = ngettext("%(count)d word", "%(count)d words", self.words) % {"count": self.words}
        taken_out = [f"{capfirst(What(what).label)}: {text}" for what, text in self.removed]
        parts = [
            (_("Title"), [self.title]),
            (_("Section headings (%(count)d)") % {"count": len(self.headings)}, self.headings),
            (_("Body"), [found]),
            (_("Taken out: the site says these things itself"), taken_out),
            (_("Left as it was: please look"), self.left),
            (_("Still to do before it can be published"), self.to_do),
            (_("Draft"), [self.address] if self.address else []),
        ]
        return "\n".join(line for heading, lines in parts for line in _section(heading, lines))


def _section(heading: str, lines: Sequence[str]) -> list[str]:
    return [f"  {heading}:", *(f"    - {line}" for line in lines)] if lines else []


def report_on(
    article: ImportedArticle,
    *,
    source: str,
    authors: Sequence[Person] = (),
    reviewer: Person | None = None,
    topics: Sequence[Any] = (),
    page_id: int | None = None,
    address: str = "",
) -> ImportReport:
    """Return the report on an article that was or would be imported under these names."""
    return ImportReport(
        source=source,
        title=article.title,
        headings=article.headings,
        words=len(_readable(article).split()),
        removed=[(str(piece.what), piece.text) for piece in article.removed],
        left=[*map(str, article.remarks), *_left(article)],
        to_do=_to_do(authors, reviewer, topics),
        page_id=page_id,
        address=address,
    )


def _readable(article: ImportedArticle) -> str:
    texts = [
        value["text"] if name == "heading" else strip_tags(value.replace("<", " <"))
        for name, value in article.blocks
    ]
    return unescape(" ".join(texts))


def _left(article: ImportedArticle) -> list[str]:
    """Name what an editor will want to change in the text itself."""
    left = []
    text = f"{article.title} {_readable(article)}"
    if _MARKDOWN.search(text) or _MARKUP.search(text):
        left.append(_("The text has signs of markup, such as ** or <b>: they were kept as they were typed."))
    addresses = len(_ADDRESS.findall(text))
    if addresses:
        left.append(
            ngettext(
                "%(count)d address is typed as text: make it a link.",
                "%(count)d addresses are typed as text: make them links.",
                addresses,
            )
            % {"count": addresses}
        )
    sources = [heading for heading in article.headings if _SOURCES.fullmatch(heading)]
    left += [
        _("The section “%(heading)s” stands in the text: move it to the tab References.")
        % {"heading": heading}
        for heading in sources
    ]
    return left


def _to_do(authors: Sequence[Person], reviewer: Person | None, topics: Sequence[Any]) -> list[str]:
    """Name what is missing before the article can be published, in the order of the editor's screen."""
    steps = [
        (True, _("Write the summary.")),
        (True, _("Choose a lead picture and describe it for readers who cannot see it.")),
        (not authors, _("Name the author.")),
        (not topics, _("Choose a topic.")),
        (True, _("Add the references, and their numbers such as [1] in the text.")),
        (reviewer is None, _("Choose a medical reviewer who did not write it.")),
    ]
    to_do = [sentence for applies, sentence in steps if applies]
    if reviewer is not None:
        to_do += standing_problems(reviewer, day_of(now()))
    return [*to_do, _("Request the medical review: without a signature it cannot be published.")]
