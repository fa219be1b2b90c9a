"""What every importer gives: an article taken apart, before anything is saved."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class NotAnArticle(ValueError):  # noqa: N818  the name says what was handed in
    """The input cannot become an article; the message tells its sender what to do."""


class What(TextChoices):
    """What an importer takes out because the site says it itself."""

    NOTICE = "disclosure notice", _("disclosure notice")
    COMMENT_PROMPT = "comment prompt", _("comment prompt")
    SHARE_PROMPT = "share prompt", _("share prompt")
    RULE = "dividing line", _("dividing line")


class Removed(NamedTuple):
    """One piece that was taken out, word for word."""

    what: str
    text: str


@dataclass(frozen=True)
class ImportedArticle:
    """A title, the body as (block name, value) pairs, what was taken out, and remarks for the editor."""

    title: str
    blocks: list[tuple[str, Any]]
    removed: list[Removed] = field(default_factory=list)
    remarks: list[str | Promise] = field(default_factory=list)

    @property
    def headings(self) -> list[str]:
        """The texts of the section headings, in order."""
        return [value["text"] for name, value in self.blocks if name == "heading"]
