"""Mail to authors, sent in the background: keys in, one message out. No mail quotes anything."""

from collections.abc import Callable, Mapping

from django.urls import reverse
from django.utils import timezone, translation
from django_tasks import task

from comments.closing import settings_for
from comments.links import address_beside
from comments.mail import send
from comments.models import Comment
from comments.notifications.correspondence import (
    CONFIRMATION_LASTS,
    Question,
    confirmation_link,
    may_be_written_to,
    stopping_link,
    wants_question,
)
from comments.pages import is_public
from comments.tokens import receipt_for


def _comment(key: int) -> Comment | None:
    rows = Comment.objects.select_related("thread__page__locale", "parent__thread__page__locale")
    return rows.filter(pk=key).first()


@task()
def mail_question(comment_id: int) -> None:
    """Ask the owner of a comment's address whether it is theirs, at most once a day."""
    comment = _comment(comment_id)
    if comment is None or not wants_question(comment):
        return
    question = Question.claim(comment.email, timezone.now())
    if question is None:
        return
    try:
        write_to_author(
            "confirm",
            comment,
            lambda: {"link": confirmation_link(comment), "days": CONFIRMATION_LASTS.days},
        )
    except Exception:
        question.give_back()
        raise


@task()
def mail_reply(reply_id: int) -> None:
    """Tell an author that somebody has answered."""
    reply = _comment(reply_id)
    answered = reply.parent if reply is not None else None
    if reply is None or answered is None or not tells_of_reply(reply):
        return
    if may_be_written_to(answered) and is_public(answered.thread.page):
        write_to_author(
            "reply", answered, lambda: {"link": address_beside(answered.thread.page, _path(reply))}
        )


@task()
def mail_published(comment_id: int) -> None:
    """Tell an author that a moderator has published the comment."""
    comment = _comment(comment_id)
    if comment is None or not (comment.is_published and comment.notify_decision):
        return
    if may_be_written_to(comment) and is_public(comment.thread.page):
        write_to_author(
            "published", comment, lambda: {"link": address_beside(comment.thread.page, _path(comment))}
        )


def tells_of_reply(reply: Comment) -> bool:
    """Return whether the author of the answered comment wants to know; nobody is told of an answer to oneself."""
    answered = reply.parent
    return (
        answered is not None
        and answered.notify_replies
        and answered.is_published
        and reply.is_published
        and answered.email != reply.email
    )


def write_to_author(template: str, comment: Comment, details: Callable[[], Mapping[str, object]]) -> None:
    """Send a mail in the language of the page. `details` is called there, for links have a language, too."""
    page = comment.thread.page
    with translation.override(page.locale.language_code):
        receipt = reverse("reader_comments:receipt", args=[receipt_for(comment.public_id)])
        stop = stopping_link(comment)
        context = {
            "page": page,
            "comment": comment,
            "receipt": address_beside(page, receipt),
            "stop": stop,
            "contact": settings_for(comment.thread).contact,
        }
        send(template, comment.email, context | dict(details()), unsubscribe=stop)


def _path(comment: Comment) -> str:
    return reverse("reader_comments:comment", args=[comment.public_id])
