"""What an editor sees about paid links in the page editor."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

disclosure_panels = [
    MultiFieldPanel(
        [
            FieldPanel("disclosure_connections"),
            FieldPanel("disclosure_wholly_commercial"),
            FieldPanel("disclosure_forced"),
            FieldPanel("disclosure_extra_text"),
        ],
        heading=_("Paid links"),
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
