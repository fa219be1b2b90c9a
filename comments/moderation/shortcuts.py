"""The keys of the list: which, what the script calls each, and what moderators are told."""

from django.utils.translation import gettext_lazy as _

SHORTCUTS = (
    ("j", "next", _("Next comment")),
    ("k", "previous", _("Previous comment")),
    ("p", "published", _("Publish, or keep")),
    ("r", "rejected", _("Reject: then a digit or the arrows choose the reason")),
    ("s", "spam", _("Spam")),
    ("h", "hidden", _("Hide")),
    ("e", "reply", _("Reply and publish")),
    ("d", "redact", _("Take private details out")),
    ("c", "care", _("Hand over: somebody may be in distress")),
    ("n", "note", _("Note to colleagues")),
    ("x", "select", _("Select")),
    ("o", "open", _("Open the page")),
    ("z", "undo", _("Undo")),
)
