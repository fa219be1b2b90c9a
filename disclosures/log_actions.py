"""What a page's history tells about paid links."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.log_actions import LogActionRegistry, LogFormatter

CLEANED_UP = "disclosures.clean_up"


class CleanedUpFormatter(LogFormatter):
    """How many handwritten notices were taken out; their words stand in the entry's data."""

    label = _("Take out handwritten notices")

    def format_message(self, log_entry: Any) -> str:
        """Return the sentence for the page's history."""
        count = len(log_entry.data["notices"])
        return ngettext(
            "Took out %(count)d handwritten notice about paid links",
            "Took out %(count)d handwritten notices about paid links",
            count,
        ) % {"count": count}


def register_actions(actions: LogActionRegistry) -> None:
    """`register_log_actions`."""
    actions.register_action(CLEANED_UP)(CleanedUpFormatter)
