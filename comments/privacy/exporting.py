"""All that is kept about one person, as data: the same for the page, the JSON and the HTML to keep."""

from typing import Any

from django.utils import timezone

from comments.models import Comment, Correspondent, Report
from comments.privacy.belongings import Belongings


def copy_of(belongings: Belongings) -> dict[str, Any]:
    """Return everything stored about a person, in values that JSON holds; moments stay moments."""
    comments = belongings.comments.prefetch_related("revisions", "events", "notes", "parent", "care_case")
    return {
        "made_at": timezone.now(),
        "address": belongings.address,
        "comments": [_comment(comment) for comment in comments],
        "reports": [_report(report) for report in belongings.reports],
        "mail": _mail(belongings.address),
    }


def _comment(comment: Comment) -> dict[str, Any]:
    parent = comment.parent
    return {
        "id": comment.public_id,
        "page": str(comment.thread.page),
        "page_address": comment.thread.page.full_url or "",
        "answers": parent.public_id if parent else "",
        "sent_at": comment.submitted_at,
        "published_at": comment.published_at,
        "edited_at": comment.edited_at,
        "status": comment.get_status_display(),
        "name": comment.name,
        "address": comment.email,
        "text": comment.body,
        "earlier_texts": [
            {"text": earlier.body, "replaced_at": earlier.replaced_at} for earlier in comment.revisions.all()
        ],
        "private_details_removed": comment.redacted,
        "mail_about_answers": comment.notify_replies,
        "mail_about_the_decision": comment.notify_decision,
        "network_key": comment.network_key,
        "noticed_by_checks": [finding.get("message", "") for finding in comment.findings],
        "note_of_the_editors": comment.context_note,
        "notes_of_moderators": [{"text": note.text, "at": note.at} for note in comment.notes.all()],
        "somebody_looked_after_you": hasattr(comment, "care_case"),
        "log": [_event(event) for event in sorted(comment.events.all(), key=lambda event: event.pk)],
    }


def _event(event: Any) -> dict[str, Any]:
    return {
        "at": event.at,
        "what": event.get_action_display(),
        "from": event.get_old_display(),
        "to": event.get_new_display(),
        "by": event.get_role_display(),
        "reason": event.get_reason_display(),
    }


def _report(report: Report) -> dict[str, Any]:
    return {
        "comment": report.comment.public_id,
        "page": str(report.comment.thread.page),
        "sent_at": report.sent_at,
        "reason": report.get_reason_display(),
        "explanation": report.explanation,
        "name": report.name,
        "address": report.email,
        "good_faith": report.good_faith,
        "network_key": report.network_key,
        "answered_at": report.closed_at,
        "upheld": report.upheld,
    }


def _mail(address: str) -> dict[str, Any]:
    who = Correspondent.of(address)
    return {
        "confirmed_at": who.confirmed_at,
        "asked_at": who.asked_at,
        "stopped_at": who.stopped_at,
        "comments_are_read_first": who.always_read_first,
    }
