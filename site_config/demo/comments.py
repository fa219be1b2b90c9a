"""The demonstration's reader comments, in every state and in threads."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.utils import timezone

from blog.models import HealthArticlePage
from comments.models import Comment, CommentThread
from comments.states import Role, Status, ThreadMode
from site_config.demo import content
from site_config.demo.clock import days_ago
from site_config.demo.moderation import add_correspondents, surround

# Which steps lead to a status; a comment comes in as one that waits, or that the machine has published.
_PATHS = {Status.HIDDEN: [Status.PUBLISHED, Status.HIDDEN], Status.PENDING: []}
_COPIED = ("name", "email", "care_tier", "redacted", "context_note")


def create_comments(articles: dict[str, HealthArticlePage], accounts: dict[str, AbstractUser]) -> None:
    """Post the comments and let the moderator decide, each at its own time. Parents come before replies."""
    data = content.read("comments")
    posted: dict[str, Comment] = {}
    add_correspondents(data)
    for entry in data["threads"]:
        _set_thread(entry, articles[entry["article"]])
    for entry in data["comments"]:
        parent = posted.get(entry.get("reply_to", ""))
        posted[entry["key"]] = _create(entry, articles[entry["article"]], parent, accounts)


def _set_thread(entry: dict[str, Any], article: HealthArticlePage) -> None:
    thread, _created = CommentThread.objects.get_or_create(page_id=article.pk)
    thread.mode = ThreadMode(entry["mode"])
    thread.closed_reason = entry.get("closed_reason", "")
    if "closed_days_ago" in entry:
        with days_ago(entry["closed_days_ago"]) as moment:
            thread.closed_at = moment
    thread.save()


def _create(
    entry: dict[str, Any],
    article: HealthArticlePage,
    parent: Comment | None,
    accounts: dict[str, AbstractUser],
) -> Comment:
    by_machine = entry.get("decided_by") == "system"
    with days_ago(entry["days_ago"]):
        comment = _post(entry, article, parent, accounts)
        comment.submit(Status.PUBLISHED if by_machine else Status.PENDING)
    # A decision takes the moderator an hour, and never lies in the future.
    with days_ago(max(entry["days_ago"] - 0.05, 0)):
        _decide(comment, entry, Role.SYSTEM if by_machine else accounts["moderator"])
        surround(comment, entry, accounts)
    return comment


def _post(
    entry: dict[str, Any],
    article: HealthArticlePage,
    parent: Comment | None,
    accounts: dict[str, AbstractUser],
) -> Comment:
    thread, _created = CommentThread.objects.get_or_create(page_id=article.pk)
    earlier = entry.get("earlier", [])
    comment = Comment(
        thread=thread,
        parent=parent,
        # The field's default was bound to the real clock when the class was made.
        submitted_at=timezone.now(),
        staff=accounts.get(entry.get("staff", "")),
        by_staff="staff" in entry or entry.get("by_staff", False),
        revision=len(earlier) + 1,
        edited_at=timezone.now() if earlier and not entry.get("redacted") else None,
        findings=[_finding(entry["body"], finding) for finding in entry.get("findings", [])],
        **{field: entry[field] for field in _COPIED if field in entry},
    )
    comment.write(entry["body"])
    return comment


def _finding(body: str, entry: dict[str, Any]) -> dict[str, Any]:
    """Return a stored finding: in place of the words it is about, where they stand."""
    quotes = entry.get("quotes", [])
    spans = [[body.index(quote), body.index(quote) + len(quote)] for quote in quotes]
    kept = {key: value for key, value in entry.items() if key != "quotes"}
    return kept | ({"spans": spans} if spans else {})


def _decide(comment: Comment, entry: dict[str, Any], actor: AbstractUser | Role) -> None:
    """Lead the comment to its status by the moves that are possible."""
    status = Status(entry["status"])
    for step in _PATHS.get(status, [status]):
        if step == comment.status:
            continue
        who = Role.AUTHOR if step == Status.WITHDRAWN else actor
        reason = entry.get("reason", "") if step == status else ""
        comment.transition(step, who, reason, expected_version=comment.version)
