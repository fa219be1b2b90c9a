"""What an editor sees about paid links in the page editor."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

disclosure_panels = [
    MultiFieldPanel(
        [FieldPanel("disclosure_extra_text"), FieldPanel("disclosure_forced")],
        heading=_("Paid links"),
        help_text=_("Links that pay are found and marked by themselves. This is for what nobody can find."),
    )
]
