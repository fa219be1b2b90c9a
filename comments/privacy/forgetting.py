"""Overwrites what readers gave us, and what was said about it. Rows and decisions stay: they name nobody."""

from collections.abc import Collection

from comments.models import CareCase, Comment, CommentNote, CommentRevision, CommentThread, Report
from comments.states import Attention, CareTier

# What is left of a comment without its author: its place, its status, and when it changed.
FORGOTTEN = {
    "name": "",
    "email": "",
    "body": "",
    "html": "",
    "network_key": "",
    "body_digest": "",
    "submission_key": None,
    "findings": [],
    "context_note": "",
    "care_tier": CareTier.NONE,
    "care_open": False,
    "open_reports": 0,
    "attention": Attention.NONE,
    "notify_replies": False,
    "notify_decision": False,
}
# What repeats its words, or tells of its author.
ABOUT_A_COMMENT = (CommentRevision, CommentNote, Report, CareCase)


def forget(keys: Collection[int]) -> None:
    """Empty the comments with these primary keys: text, name, address, findings, and all that tells of them.

    Notes, reports and care cases may repeat a comment's words, so they go entirely. Call it inside a transaction,
    and only for comments which no reader sees.
    """
    for model in ABOUT_A_COMMENT:
        model.objects.filter(comment__in=keys).delete()
    CommentThread.objects.filter(pinned__in=keys).update(pinned=None)
    Comment.objects.filter(pk__in=keys).update(**FORGOTTEN)


def forget_senders(reports_keys: Collection[int]) -> None:
    """Take out of the reports with these primary keys who sent them and in which words."""
    Report.objects.filter(pk__in=reports_keys).update(name="", email="", explanation="", network_key="")
