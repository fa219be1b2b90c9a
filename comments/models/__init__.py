"""Threads, comments, decisions, people and settings."""

from comments.models.care import CareAction, CareCase, CareResource, CareState, CareStep, CaseClosed
from comments.models.comments import Comment
from comments.models.correspondents import Correspondent
from comments.models.events import ModerationEvent
from comments.models.moderators import (
    CommentNote,
    DigestFrequency,
    ModerationScope,
    ModeratorMail,
    RejectionText,
)
from comments.models.moves import Conflict, ImpossibleMove
from comments.models.pages import CommentsPageMixin
from comments.models.reports import Report, ReportReason
from comments.models.revisions import CommentRevision
from comments.models.rules import CheckMode, CheckSetting, Rule, RuleEffect, TrainedClassifier
from comments.models.settings import CommentSettings
from comments.models.threads import CommentThread

__all__ = [
    "CareAction",
    "CareCase",
    "CareResource",
    "CareState",
    "CareStep",
    "CaseClosed",
    "CheckMode",
    "CheckSetting",
    "Comment",
    "CommentNote",
    "CommentRevision",
    "CommentSettings",
    "CommentThread",
    "CommentsPageMixin",
    "Conflict",
    "Correspondent",
    "DigestFrequency",
    "ImpossibleMove",
    "ModerationEvent",
    "ModerationScope",
    "ModeratorMail",
    "RejectionText",
    "Report",
    "ReportReason",
    "Rule",
    "RuleEffect",
    "TrainedClassifier",
]
