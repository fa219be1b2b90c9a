"""One comment in a list, with everything that is needed to decide on it."""

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from comments.forms import DecisionForm
from comments.models import CareCase, Comment, CommentNote, CommentRevision, Report
from comments.moderation.authors import Author, author_key, authors_of, by_same_author
from comments.moderation.highlights import highlight
from comments.moderation.rejection_words import words
from comments.states import MOVES, UNKIND, CareTier, Reason, Role, Status

# What a row does not repeat, because it is true of nearly every comment.
OBVIOUS = {"pre_moderated"}
# The verbs keep their order and their meaning everywhere.
VERBS = (
    (Status.PUBLISHED, _("Publish")),
    (Status.REJECTED, _("Reject")),
    (Status.SPAM, _("Spam")),
    (Status.HIDDEN, _("Hide")),
)
# What is shorter is not worth a second date.
A_WHILE = timedelta(minutes=5)
_ADDRESS = re.compile(r'<a href="([^"]*)"')


@dataclass(frozen=True)
class Row:
    """What the template shows. `same_author` tells that the row above is by the same person."""

    comment: Comment
    author: Author
    text: SafeString
    reasons: list[str]
    verbs: list[tuple[Status, str | Promise]]
    form: DecisionForm
    answered: str
    page_label: str
    links: list[str]
    reports: Sequence[Report]
    notes: Sequence[CommentNote]
    earlier: CommentRevision | None
    case: CareCase | None
    # (reason, its name, what the author is told).
    rejections: list[tuple[str, str | Promise, str]]
    same_author: bool = False

    @property
    def can_answer(self) -> bool:
        """Whether the house can answer it: it is published, or can be."""
        return any(status == Status.PUBLISHED for status, _label in self.verbs)

    @property
    def is_pinned(self) -> bool:
        """Whether it stands first on its page."""
        return self.comment.thread.pinned_id == self.comment.pk

    @property
    def can_be_one_of_many(self) -> bool:
        """Whether it can be decided together with others. Nobody in distress is one among many."""
        return self.comment.care_tier < CareTier.PRESENT and not self.comment.care_open

    @property
    def waits_since(self) -> datetime | None:
        """Since when it waits for somebody, where that is not since it was sent."""
        if not self.comment.attention:
            return None
        moments = [self.comment.status_since, *(report.sent_at for report in self.reports[:1])]
        since = self.case.opened_at if self.case and self.comment.care_open else max(moments)
        is_known = since - self.comment.submitted_at <= A_WHILE
        return None if is_known or timezone.now() - since <= A_WHILE else since

    @property
    def is_veiled(self) -> bool:
        """Whether the text is shown only to those who ask for it: it may weigh on them."""
        return self.comment.care_open


def verbs_for(comment: Comment) -> list[tuple[Status, str | Promise]]:
    """Return what a moderator can do with a comment now, in the usual order."""
    possible = [verb for verb in VERBS if (comment.status, verb[0]) in MOVES[Role.MODERATOR]]
    if comment.care_open:
        possible = [verb for verb in possible if verb[0] not in UNKIND]
    return [(status, _("Keep") if status == comment.status else label) for status, label in possible]


def row_of(comment: Comment) -> Row:
    """Return the row of one comment."""
    return rows_of([comment])[0]


def rows_of(comments: Iterable[Comment]) -> list[Row]:
    """Return the rows of `comments`, those of one author together; as many queries for fifty as for five."""
    ordered = by_same_author(comments)
    _fetch_what_is_shown(ordered)
    authors, labels, rejections = authors_of(ordered), _page_labels(ordered), _rejections()
    rows: list[Row] = []
    for comment in ordered:
        above = rows[-1].comment if rows else None
        rows.append(_row(comment, authors[comment.pk], labels, rejections, _is_same(above, comment)))
    return rows


def _is_same(above: Comment | None, comment: Comment) -> bool:
    return above is not None and author_key(above) == author_key(comment)


def _fetch_what_is_shown(comments: Sequence[Comment]) -> None:
    prefetch_related_objects(
        comments,
        "thread__page",
        "parent",
        "care_case",
        Prefetch("reports", Report.objects.open().order_by("sent_at", "pk"), to_attr="reports_to_answer"),
        "notes",
        "revisions",
    )


def _page_labels(comments: Iterable[Comment]) -> dict[int, str]:
    """Return what the site's hooks say about the pages, by the key of the page."""
    pages = {comment.thread.page_id for comment in comments}
    labels: dict[int, str] = {}
    for label in hooks.get_hooks("reader_comments_page_labels"):
        labels |= label(pages)
    return labels


def _rejections() -> list[tuple[str, str | Promise, str]]:
    told = words(get_language() or settings.LANGUAGE_CODE)
    return [(reason.value, reason.label, told[reason.value]) for reason in Reason]


def _row(
    comment: Comment,
    author: Author,
    labels: Mapping[int, str],
    rejections: list[tuple[str, str | Promise, str]],
    same_author: bool,
) -> Row:
    parent, spans = comment.parent, _spans(comment)
    text, unseen = highlight(comment.html, comment.body, spans)
    earlier = list(comment.revisions.all())
    return Row(
        comment=comment,
        author=author,
        text=text,
        reasons=[*_reasons(comment), *(f"“{words}”" for words in unseen)],
        verbs=verbs_for(comment),
        form=DecisionForm(initial={"version": comment.version}, auto_id=f"comment-{comment.pk}-%s"),
        answered=Truncator(" ".join(parent.body.split())).chars(140) if parent else "",
        page_label=labels.get(comment.thread.page_id, ""),
        links=[html.unescape(address) for address in _ADDRESS.findall(comment.html)],
        reports=comment.reports_to_answer,
        notes=comment.notes.all(),
        earlier=earlier[-1] if earlier else None,
        case=getattr(comment, "care_case", None),
        rejections=rejections,
        same_author=same_author,
    )


def _reasons(comment: Comment) -> list[str]:
    """Return the sentences of the checks, each once."""
    said = (finding["message"] for finding in comment.findings if finding["code"] not in OBVIOUS)
    return list(dict.fromkeys(said))


def _spans(comment: Comment) -> list[tuple[int, int]]:
    """Return where the checks noticed something."""
    return [(start, end) for finding in comment.findings for start, end in finding.get("spans", ())]
