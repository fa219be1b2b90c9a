"""The list of review policies in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from blog.review.models import ReviewPolicy


class ReviewPolicyViewSet(SnippetViewSet):
    """How often a page is reviewed, and by how many."""

    model = ReviewPolicy
    icon = "clipboard-list"
    menu_label = _("Review policies")
    add_to_settings_menu = True
    list_display = ["__str__", "interval_months", "minimum_reviewers", "when_overdue"]
    panels = [
        MultiFieldPanel(
            [
                HelpPanel(
                    content=_(
                        "Without any policy, one reviewer signs for twelve months. Where several policies fit a "
                        "page, the one for its topic comes before the one for its type, and that before the site's."
                    )
                ),
                FieldPanel("subject"),
                FieldPanel("page_type"),
                FieldPanel("site"),
            ],
            heading=_("For which pages"),
        ),
        MultiFieldPanel(
            [FieldPanel("interval_months"), FieldPanel("minimum_reviewers"), FieldPanel("on_mismatch")],
            heading=_("What is asked"),
        ),
    ]
