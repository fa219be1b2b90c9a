"""How an import appears in Wagtail's own history of a page."""

from typing import Any

from django.utils.translation import gettext, gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter

IMPORT = "blog.import"


class ImportFormatter(LogFormatter):
    """Names the file that the article came from."""

    label = gettext_lazy("Import")

    def format_message(self, log_entry: Any) -> str:
        """Return one line for the page's history."""
        source = log_entry.data.get("source")
        return gettext("Imported from %(source)s") % {"source": source} if source else gettext("Imported")


def register_actions(actions: LogActionRegistry) -> None:
    """`register_log_actions`."""
    actions.register_action(IMPORT)(ImportFormatter)
