"""The article's editor: which field stands where, under which words."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.models import Page

from blog.review.panels import medical_review_panels
from comments.panels import comments_panels
from disclosures.panels import PaidLinksPanel, declaration_panels

content_panels = [
    TitleFieldPanel("title"),
    FieldPanel("summary"),
    MultiFieldPanel(
        [FieldPanel("lead_image"), FieldPanel("lead_image_alt")], heading=_("Lead picture"), icon="image"
    ),
    MultiFieldPanel(
        [
            InlinePanel("authors", panels=[FieldPanel("person")], label=_("author")),
            FieldPanel("topics", widget=forms.CheckboxSelectMultiple, required_on_save=False),
        ],
        heading=_("Authors and topics"),
        icon="user",
    ),
    FieldPanel("body"),
    # Below the text, so that it is seen while writing; what editors declare stands with the reader's side.
    PaidLinksPanel(heading=_("Paid links"), icon="link"),
]
references_panels = [
    HelpPanel(
        _(
            "Write [1] in the text where it rests on the first reference, [1, 3] where it rests on the first and "
            "the third. Readers jump from the number to the reference. A number without a reference stays plain "
            "text."
        )
    ),
    FieldPanel("references"),
]
reader_panels = [
    MultiFieldPanel([FieldPanel("show_share_buttons")], heading=_("Sharing"), icon="mail"),
    *comments_panels,
    *declaration_panels,
]

post_panels = [
    TitleFieldPanel("title"),
    FieldPanel("kind"),
    FieldPanel("summary"),
    MultiFieldPanel(
        [FieldPanel("lead_image"), FieldPanel("lead_image_alt")], heading=_("Lead picture"), icon="image"
    ),
    MultiFieldPanel(
        [InlinePanel("authors", panels=[FieldPanel("person")], label=_("author"))],
        heading=_("Authors"),
        icon="user",
    ),
    HelpPanel(
        _(
            "A post is news or a recipe. Readers are told that it is no medical advice, and no reviewer reads it. What "
            "advises on health belongs into a health article: text with doses, effects on diseases or symptoms is not "
            "published here."
        )
    ),
    FieldPanel("body"),
    PaidLinksPanel(heading=_("Paid links"), icon="link"),
]
post_tabs = TabbedInterface(
    [
        ObjectList(post_panels, heading=_("Content")),
        ObjectList(reader_panels, heading=_("Reader comments & disclosure")),
        ObjectList(Page.promote_panels, heading=_("Promote")),
    ]
)
article_tabs = TabbedInterface(
    [
        ObjectList(content_panels, heading=_("Content")),
        ObjectList(references_panels, heading=_("References")),
        ObjectList(medical_review_panels, heading=_("Review")),
        ObjectList(reader_panels, heading=_("Reader comments & disclosure")),
        ObjectList(Page.promote_panels, heading=_("Promote")),
    ]
)
