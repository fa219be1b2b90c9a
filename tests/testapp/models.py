"""Pages that are not blog posts, as another site would have them."""

from django.db import models
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.embeds.blocks import EmbedBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.models import Orderable, Page

from blog.people.models import Specialty
from blog.review.models import MedicallyReviewedMixin
from blog.review.panels import medical_review_panels
from comments.models import CommentsPageMixin
from comments.panels import comments_panels
from disclosures.models import DisclosurePageMixin
from disclosures.panels import disclosure_panels


class PlainPage(DisclosurePageMixin, CommentsPageMixin, Page):
    """Title and text: the least a page can be and still carry the drop-in apps."""

    body = RichTextField(blank=True)

    content_panels = [*Page.content_panels, FieldPanel("body"), *disclosure_panels]
    settings_panels = [*Page.settings_panels, *comments_panels]
    api_fields = ["body"]


class ShopBlock(blocks.StructBlock):
    """A picture that links to a shop, as many sites have it: no rich text anywhere."""

    picture = blocks.URLBlock()
    words = blocks.CharBlock(required=False)
    address = blocks.URLBlock()

    class Meta:
        template = "testapp/shop_block.html"


class RawHTMLPage(Page):
    """A page of a site that never heard of disclosures: pasted HTML and structured links."""

    body = StreamField(
        [
            ("html", blocks.RawHTMLBlock()),
            ("address", blocks.URLBlock(template="testapp/address_block.html")),
            ("shop", ShopBlock()),
        ],
        blank=True,
    )

    content_panels = [*Page.content_panels, FieldPanel("body")]


class ReviewedPage(MedicallyReviewedMixin, Page):
    """A page that does not go live without a signature; apart, so that PlainPage can be published at will."""

    body = RichTextField(blank=True)

    content_panels = [*Page.content_panels, FieldPanel("body"), *medical_review_panels]
    review_fields = {"clinical": ("body",)}


class LayoutBlock(blocks.ChoiceBlock):
    """How wide a note stands: no reviewer signs that."""

    choices = [("narrow", "Narrow"), ("wide", "Wide")]

    class Meta:
        review_class = "presentation"


class NoteBlock(blocks.StructBlock):
    """A heading, a text and a width."""

    heading = blocks.CharBlock()
    text = blocks.RichTextBlock(required=False)
    layout = LayoutBlock(required=False)

    class Meta:
        review_class = "clinical"


class AdvertisementBlock(blocks.CharBlock):
    """Money, not medicine."""

    class Meta:
        review_class = "meta"


class BlocksPage(MedicallyReviewedMixin, Page):
    """A governed page with every kind of field and block that the digest must read."""

    body = StreamField(
        [
            ("paragraph", blocks.RichTextBlock()),
            ("note", NoteBlock()),
            ("points", blocks.ListBlock(blocks.CharBlock())),
            ("number", blocks.FloatBlock()),
            ("day", blocks.DateBlock()),
            ("picture", ImageChooserBlock()),
            ("captioned", ImageBlock()),
            ("film", EmbedBlock()),
            ("link", blocks.URLBlock()),
            ("table", TypedTableBlock([("text", blocks.CharBlock()), ("rich", blocks.RichTextBlock())])),
            ("advertisement", AdvertisementBlock()),
        ],
        blank=True,
    )
    source = models.URLField(blank=True)
    dose = models.FloatField(null=True, blank=True)
    subjects = ParentalManyToManyField(Specialty, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("body"),
        FieldPanel("source"),
        FieldPanel("dose"),
        FieldPanel("subjects"),
        *medical_review_panels,
    ]
    review_fields = {"clinical": ("body", "source", "dose", "subjects"), "meta": ("steps",)}
    api_fields = ["body", "source", "dose", "steps"]

    def get_review_subjects(self):
        return [subject.slug for subject in self.subjects.all()]


class Step(Orderable):
    """A child row of a page."""

    page = ParentalKey(BlocksPage, on_delete=models.CASCADE, related_name="steps")
    text = models.CharField(max_length=100)

    api_fields = ["text"]


class NewsPage(Page):
    """A page type of another site that cannot be changed: medical review governs it by the setting alone."""

    intro = models.TextField(blank=True)
    body = RichTextField(blank=True)
    sponsor = models.CharField(max_length=100, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body"), FieldPanel("sponsor")]
