"""What the API tells of an article and of a page about the site, beside what Wagtail tells of every page."""

from typing import Any

from rest_framework.fields import Field
from wagtail.api import APIField
from wagtail.images.api.fields import ImageRenditionField

from blog.full_text import full_text


class NamedField(Field):
    """People or topics: name and address of the page about each."""

    def to_representation(self, value: Any) -> list[dict[str, str]]:
        """Return one object for each."""
        absolute = self.context["request"].build_absolute_uri
        return [{"name": each.name, "url": absolute(each.get_absolute_url())} for each in value]


class FullTextField(Field):
    """The whole text as HTML, as in the feeds: with the medical review, pictures and references."""

    def to_representation(self, value: Any) -> str:
        """Return the HTML."""
        return full_text(value, self.context["request"])


class NoAdviceField(Field):
    """Says to other programs what readers are told: a post is no medical advice."""

    def to_representation(self, value: Any) -> bool:
        """Return False, always."""
        return False


ARTICLE_FIELDS = [
    "summary",
    APIField("lead_image", serializer=ImageRenditionField("max-1280x1280|format-webp")),
    "lead_image_alt",
    APIField("byline", serializer=NamedField(source="people")),
    APIField("subjects", serializer=NamedField()),
    "last_published_at",
    "body",
    "references",
    APIField("content_html", serializer=FullTextField(source="*")),
]
POST_FIELDS = [
    "summary",
    "kind",
    APIField("medical_advice", serializer=NoAdviceField(source="*")),
    APIField("lead_image", serializer=ImageRenditionField("max-1280x1280|format-webp")),
    "lead_image_alt",
    APIField("byline", serializer=NamedField(source="people")),
    "last_published_at",
    "body",
    APIField("content_html", serializer=FullTextField(source="*")),
]
INFORMATION_FIELDS = ["summary", "last_published_at", "body"]
LIST_FIELDS = ["intro"]
