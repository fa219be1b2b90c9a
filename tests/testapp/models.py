"""Pages that are not blog posts, as another site would have them."""

from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

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


class ReviewedPage(MedicallyReviewedMixin, Page):
    """A page that does not go live without a signature; apart, so that PlainPage can be published at will."""

    body = RichTextField(blank=True)

    content_panels = [*Page.content_panels, FieldPanel("body"), *medical_review_panels]
    review_fields = {"clinical": ("body",)}
