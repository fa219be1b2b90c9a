"""How medical review appears in Wagtail's own history of a page."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter

StrOrPromise = str | Promise

ACTIONS: dict[str, tuple[StrOrPromise, StrOrPromise]] = {
    "medical_review.copied": (_("Copy for medical review"), _("Copied from “%(title)s”")),
    "medical_review.request": (_("Request medical review"), _("Medical review requested from %(reviewer)s")),
    "medical_review.sign": (_("Sign medical review"), _("Signed by %(reviewer)s")),
    "medical_review.request_changes": (_("Ask for changes"), _("%(reviewer)s asked for changes")),
    "medical_review.hold": (
        _("Keep as a draft"),
        _("Arrived as published, kept as a draft until somebody reviews it"),
    ),
    "medical_review.suggest": (_("Suggest wording"), _("%(reviewer)s suggested other words: %(block)s")),
    "medical_review.accept_suggestion": (
        _("Accept suggestion"),
        _("Took over what %(reviewer)s suggested: %(block)s"),
    ),
    "medical_review.decline_suggestion": (
        _("Decline suggestion"),
        _("Closed what %(reviewer)s suggested: %(block)s"),
    ),
    "medical_review.invite": (_("Invite a reviewer"), _("%(reviewer)s was invited to review")),
    "medical_review.withdraw": (_("Take off the site"), _("Taken off the site: %(reasons)s")),
    "medical_review.propose_minor_edit": (_("Propose a minor edit"), _("Minor edit proposed: %(reasons)s")),
    "medical_review.close_minor_edit": (_("Close a minor edit"), _("Minor edit not made: %(reasons)s")),
    "medical_review.minor_edit": (_("Minor edit"), _("Minor edit without a new signature: %(reasons)s")),
    "medical_review.delete": (_("Delete and correct"), _("Deleted without a new signature: %(reasons)s")),
    "medical_review.correct": (_("Publish a correction"), _("Correction published: %(reasons)s")),
    "medical_review.replace_in_emergency": (
        _("Replace in an emergency"),
        _("Text replaced in an emergency, without a signature: %(reasons)s"),
    ),
    "medical_review.withdraw_approval": (
        _("Withdraw an approval"),
        _("%(reviewer)s took the approval back: %(reasons)s"),
    ),
    "medical_review.refuse": (_("Refuse to publish"), _("Not published: %(reasons)s")),
}


def register_actions(actions: LogActionRegistry) -> None:
    """`register_log_actions`."""
    for name, (title, sentence) in ACTIONS.items():
        actions.register_action(name)(_formatter(title, sentence))


def _formatter(title: StrOrPromise, sentence: StrOrPromise) -> type[LogFormatter]:
    class Formatter(LogFormatter):
        label = title

        def format_message(self, log_entry: Any) -> str:
            data = log_entry.data
            return str(sentence) % {
                "title": data.get("title", ""),
                "reviewer": data.get("reviewer", ""),
                "block": data.get("block", ""),
                "reasons": " ".join(data.get("reasons", [])),
            }

    return Formatter
