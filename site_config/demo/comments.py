"""The demonstration's reader comments, in every state and in threads."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.utils import timezone

from blog.models import HealthArticlePage
from comments.models import Comment, CommentThread
from comments.states import Status
from site_config.demo import content
from site_config.demo.clock import days_ago


def create_comments(articles: dict[str, HealthArticlePage], moderator: AbstractUser) -> None:
    """Post the comments and let the moderator decide, each at its own time. Parents come before replies."""
    posted: dict[str, Comment] = {}
    for entry in content.read("comments")["comments"]:
        article = articles[entry["article"]]
        with days_ago(entry["days_ago"]):
            comment = _post(entry, article, posted.get(entry.get("reply_to", "")))
        with days_ago(entry["days_ago"] - 0.05):
            _decide(comment, Status(entry["status"]), entry.get("reason", ""), moderator)
        posted[entry["key"]] = comment


def _post(entry: dict[str, Any], article: HealthArticlePage, parent: Comment | None) -> Comment:
    thread, _created = CommentThread.objects.get_or_create(page_id=article.pk)
    # The field's default was bound to the real clock when the class was made.
    comment = Comment(thread=thread, parent=parent, name=entry["name"], submitted_at=timezone.now())
    comment.write(entry["body"])
    comment.submit(Status.PENDING)
    return comment


def _decide(comment: Comment, status: Status, reason: str, moderator: AbstractUser) -> None:
    """Lead the comment to its status by the moves that a moderator has."""
    path = [Status.PUBLISHED, status] if status == Status.HIDDEN else [status]
    for step in path:
        if step != Status.PENDING:
            step_reason = reason if step == status else ""
            comment.transition(step, moderator, step_reason, expected_version=comment.version)
