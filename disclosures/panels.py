"""Panels about paid links: in the page editor, and in the form of a rule."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel


class PaidLinksPanel(Panel):
    """What was found in the draft and what readers will see; asks about outside hosts that nobody knows.

    It comes after the editor has opened and again with each save, so that the editor never waits for it.
    """

    class BoundPanel(Panel.BoundPanel):
        """The panel of one page."""

        template_name = "disclosures/admin/panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the page, which has no number yet while it is new."""
            return super().get_context_data(parent_context) | {"page_id": self.instance.pk}

        @property
        def media(self) -> forms.Media:
            """The panel's style, and the script that fetches it."""
            script = forms.Script("disclosures/panel.js", type="module")
            return forms.Media(css={"all": ["disclosures/admin.css"]}, js=[script])  # type: ignore[list-item]


class TryItPanel(Panel):
    """Tries an address with the rule in the form, before it is saved."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one rule."""

        template_name = "disclosures/admin/try_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the number of the rule that is being changed."""
            return super().get_context_data(parent_context) | {"rule_id": self.instance.pk}

        @property
        def media(self) -> forms.Media:
            """The panel's style, and the script that asks while somebody types."""
            script = forms.Script("disclosures/try_it.js", type="module")
            return forms.Media(css={"all": ["disclosures/admin.css"]}, js=[script])  # type: ignore[list-item]


# What editors say themselves; a page with tabs may keep it apart from what was found.
declaration_panels = [
    MultiFieldPanel(
        [
            FieldPanel("disclosure_connections"),
            FieldPanel("disclosure_wholly_commercial"),
            FieldPanel("disclosure_forced"),
            FieldPanel("disclosure_extra_text"),
        ],
        heading=_("What you declare"),
        help_text=_("Links that pay are found and marked by themselves. This is for what nobody can find."),
    ),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("claims_checked_by"), FieldPanel("claims_checked_on")])],
        heading=_("Check of product claims"),
    ),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("disclosure_off_reason"), FieldPanel("disclosure_off_until")])],
        heading=_("Exception: no notice"),
        classname="collapsed",
    ),
]
disclosure_panels = [PaidLinksPanel(heading=_("Paid links"), icon="link"), *declaration_panels]
