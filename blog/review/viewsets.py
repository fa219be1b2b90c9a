"""The list of review policies in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from blog.review.models import ReviewPolicy
from blog.review.policy_form import ReviewPolicyForm

policy_panels = [
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
        [
            FieldPanel("interval_months"),
            FieldRowPanel(
                [
                    FieldPanel(
                        "due_month",
                        help_text=_(
                            "Only if reviews shall be due on the same day each year. Give both then."
                        ),
                    ),
                    FieldPanel("due_day"),
                ]
            ),
        ],
        heading=_("When a text is read again"),
    ),
    MultiFieldPanel([FieldPanel("minimum_reviewers"), FieldPanel("on_mismatch")], heading=_("Who reads it")),
    MultiFieldPanel(
        [FieldPanel("reminder_days"), FieldPanel("when_overdue"), FieldPanel("grace_days")],
        heading=_("When nobody reads it"),
    ),
    MultiFieldPanel(
        [FieldPanel("minor_edit_characters"), FieldPanel("reading_grade"), FieldPanel("reference_years")],
        heading=_("What the editor is told while writing"),
    ),
]


class ReviewPolicyViewSet(SnippetViewSet):
    """How often a page is reviewed, by how many, and what follows when it is not."""

    model = ReviewPolicy
    icon = "clipboard-list"
    menu_label = _("Review policies")
    add_to_settings_menu = True
    list_display = ["__str__", Column("rhythm", label=_("How often")), "minimum_reviewers", "when_overdue"]
    edit_handler = ObjectList(policy_panels, base_form_class=ReviewPolicyForm)
