"""Takes a reader's report of a comment. Enough of them hide it, unless a moderator has already said that it stays."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q

from comments.care.cases import open_case
from comments.checks.crisis import sounds_distressed
from comments.closing import settings_for
from comments.models import Comment, Report, ReportReason
from comments.reporting.mail import mail_receipt
from comments.states import CareTier, Role, Status

# A text that readers can see, or could a moment ago.
_REPORTABLE = {Status.PUBLISHED, Status.HIDDEN}
# What several people of one network have said in one report.
_MOST_SAID = 6000


def file_report(comment: Comment, said: Mapping[str, Any], network: str, revision: int) -> Report | None:
    """Store what a reader says about a comment; return the report, or None where readers no longer see the comment.

    `said` are the cleaned fields of a ReportForm, `network` the key of the reader's network, `revision` the text they
    saw. One network has one report of one text: what it adds is added. A care case is opened out of worry about
    the author, and where the report itself speaks of distress.
    """
    with transaction.atomic():
        comment.refresh_from_db(from_queryset=Comment.objects.select_for_update())
        if comment.status not in _REPORTABLE:
            return None
        report = _earlier(comment, said, network, revision)
        wrote_before = report.email if report else ""
        report = _add(report, said) if report else _new(comment, said, network, revision)
        if said["reason"] == ReportReason.DISTRESS or sounds_distressed(said["explanation"]):
            open_case(comment, CareTier.PRESENT)
        if _is_too_much(comment):
            comment.transition(Status.HIDDEN, Role.SYSTEM, "", comment.version)
        if report.email != wrote_before:
            transaction.on_commit(partial(mail_receipt.enqueue, report.pk))
    return report


def _earlier(comment: Comment, said: Mapping[str, Any], network: str, revision: int) -> Report | None:
    """Return the report to which this one only adds; somebody with another address has one of their own."""
    same = comment.reports.filter(network_key=network, revision=revision)
    if said["email"]:
        same = same.filter(Q(email="") | Q(email=said["email"]))
    return same.order_by("pk").first()


def _add(report: Report, said: Mapping[str, Any]) -> Report:
    words = said["explanation"]
    if said["reason"] != report.reason:
        words = f"{ReportReason(said['reason']).label}. {words}".strip()
    if words and words not in report.explanation and len(report.explanation) + len(words) < _MOST_SAID:
        report.explanation = f"{report.explanation}\n\n{words}".strip()
    report.name = report.name or said["name"]
    report.email = report.email or said["email"]
    report.good_faith = report.good_faith or said["good_faith"]
    report.save()
    return report


def _new(comment: Comment, said: Mapping[str, Any], network: str, revision: int) -> Report:
    fields = ("reason", "explanation", "name", "email", "good_faith")
    report = comment.reports.create(
        network_key=network, revision=revision, **{field: said[field] for field in fields}
    )
    comment.open_reports += 1
    comment.set_attention()
    comment.save(update_fields=["open_reports", "attention"])
    return report


def _is_too_much(comment: Comment) -> bool:
    """Whether so many networks object to this very text that it waits, unseen, for a moderator.

    Whoever worries about its author does not object to it. What a moderator published, and what we say ourselves,
    no number of reports takes away.
    """
    approved = comment.approved_revision == comment.revision or comment.by_staff
    if approved or not comment.is_published:
        return False
    objections = (
        comment.reports.open().filter(revision=comment.revision).exclude(reason=ReportReason.DISTRESS)
    )
    networks = objections.values("network_key").distinct().count()
    return networks >= settings_for(comment.thread).report_threshold
